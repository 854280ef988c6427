import { createHmac, randomBytes } from 'node:crypto';
import { ApiError } from '../ApiError';
import { sandboxUsers, type SandboxUser } from '../sandboxUsers';

interface Attempt {
	method: string;
	/** As sent on the wire: percent-encoding is part of what is signed. */
	rawPath: string;
	ip: string;
	header(name: string): string | undefined;
}

const users: SandboxUser[] = Object.values(sandboxUsers);
const denied = (headers: Record<string, string> = {}) => new ApiError(401, undefined, undefined, { 'content-type': 'text/html; charset=UTF-8', ...headers });

/** Log-ins by key, signature, password and token, and the lock-out after too many denials. */
export class Authenticator {
	private readonly tokens = new Map<string, SandboxUser>();
	private denials: Array<{ ip: string; at: number }> = [];

	constructor(private readonly hexSignatures: boolean) {}

	login(attempt: Attempt): { user: SandboxUser; token: string | null } {
		const { header } = attempt;
		const espo = header('espo-authorization');
		const byToken = header('espo-authorization-by-token') === 'true';
		const key = espo === undefined && (header('x-api-key') ?? header('x-hmac-authorization')) !== undefined;
		const basic = /^Basic (.+)$/.exec(header('authorization') ?? '')?.[1];
		const cookie = /(?:^|;\s*)auth-token=(\w+)/.exec(header('cookie') ?? '')?.[1];
		if (espo === undefined && !key && basic === undefined && cookie === undefined) {
			const dialog = attempt.method !== 'POST' && !header('referer') && header('x-requested-with')?.toLowerCase() !== 'xmlhttprequest';
			throw denied(dialog ? { 'www-authenticate': 'Basic realm=""' } : {});
		}
		const [name, secret] = key ? ['', ''] : this.credentials(espo ?? basic, cookie);
		const exempt = byToken && !key;
		if (!exempt) this.throttle(attempt.ip);
		if (key && byToken) throw denied();
		const owner = this.tokens.get(secret);
		const user = key ? this.byKey(attempt) : owner ? (name === null || owner.userName === name ? owner : undefined) : exempt ? undefined : this.byPassword(name, secret);
		if (!user?.isActive) {
			// An attempt with a dead token alone is not recorded.
			if (!exempt) this.denials.push({ ip: attempt.ip, at: Date.now() });
			throw denied();
		}
		const token = owner ? secret : espo === undefined ? null : randomBytes(16).toString('hex');
		if (token !== null) this.tokens.set(token, user);
		return { user, token: espo === undefined ? null : token };
	}

	destroyToken(token: string): boolean {
		return this.tokens.delete(token);
	}

	killTokens(): void {
		this.tokens.clear();
	}

	forgetDenials(): void {
		this.denials = [];
	}

	private credentials(encoded: string | undefined, cookie: string | undefined): [string | null, string] {
		if (encoded === undefined) return [null, cookie ?? ''];
		const [, name, secret] = /^([^:]*):([^]*)$/.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
		if (name === undefined || secret === undefined || encoded.includes(' ')) throw ApiError.plain(400, 'Auth: Bad authorization string provided.');
		return [name.trim(), secret.trim()];
	}

	private throttle(ip: string): void {
		this.denials = this.denials.filter(({ at }) => at > Date.now() - 60_000);
		if (this.denials.filter((denial) => denial.ip === ip).length > 10) throw ApiError.plain(403);
	}

	private byPassword(name: string | null, password: string): SandboxUser | undefined {
		return users.find((user) => user.type === 'regular' && user.userName === name && user.password === password);
	}

	private byKey({ header, method, rawPath }: Attempt): SandboxUser | undefined {
		const apiKey = header('x-api-key');
		if (apiKey !== undefined) return users.find((user) => user.apiKey === apiKey && user.secretKey === undefined);
		const sent = Buffer.from(header('x-hmac-authorization') ?? '', 'base64');
		const colon = sent.indexOf(':');
		const user = users.find((candidate) => candidate.secretKey !== undefined && candidate.apiKey === sent.subarray(0, colon).toString());
		const digest = createHmac('sha256', user?.secretKey ?? '').update(`${method} ${rawPath}`).digest();
		const signature = sent.subarray(colon + 1);
		return signature.equals(digest) || (this.hexSignatures && signature.toString() === digest.toString('hex')) ? user : undefined;
	}
}
