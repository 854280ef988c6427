import { createHmac, timingSafeEqual } from 'crypto';

/** What a delivery says of its origin. */
export interface WebhookSignature {
	/** The id of the webhook. */
	id: string;
	digest: Buffer;
}

const DIGEST_BYTES = 32;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const HEX_DIGEST = /^[0-9a-f]{64}$/;
/** Longer than any: an id, a colon and a digest in hex, in Base64. */
const LONGEST = 512;

/**
 * The signature of a delivery (espocrm-api.md#deliveries): `Signature` with the digest in hex (9.0 and newer), else `X-Signature` with its
 * bytes. The newer header counts alone when it is there.
 * @param headers lower-case names
 * @returns undefined when there is none, or one that can't be of EspoCRM
 */
export function webhookSignature(headers: Record<string, unknown>): WebhookSignature | undefined {
	const { signature } = headers;
	const decoded = decode(signature ?? headers['x-signature']);
	const colon = decoded?.indexOf(':') ?? -1;
	if (!decoded || colon < 1) return undefined;
	const rest = decoded.subarray(colon + 1);
	const digest = signature === undefined ? rest : fromHex(rest.toString('latin1'));
	return digest.length === DIGEST_BYTES ? { id: decoded.subarray(0, colon).toString('latin1'), digest } : undefined;
}

/** Whether the body, byte for byte, was signed with this secret. Takes the same time for every wrong digest. */
export function isSignedBy(secretKey: string, body: Buffer, { digest }: WebhookSignature): boolean {
	// Anyone can sign with an empty key.
	if (!secretKey) return false;
	return timingSafeEqual(createHmac('sha256', secretKey).update(body).digest(), digest);
}

function decode(header: unknown): Buffer | undefined {
	return typeof header === 'string' && header.length <= LONGEST && BASE64.test(header) ? Buffer.from(header, 'base64') : undefined;
}

function fromHex(text: string): Buffer {
	return HEX_DIGEST.test(text) ? Buffer.from(text, 'hex') : Buffer.alloc(0);
}
