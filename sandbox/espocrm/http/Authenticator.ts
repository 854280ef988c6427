import { createHmac, randomBytes } from 'node:crypto';
import { ApiError } from '../ApiError';
import { sandboxUsers, type SandboxUser } from '../sandboxUsers';

/** The path as sent on the wire: percent-encoding is part of what is signed. */
type Attempt = { method: string; rawPath: string; ip: string; header(name: string): string | undefined };

const users: SandboxUser[] = Object.values(sandboxUsers);

function credentials(encoded: string): string[] {
	const [, name, secret] = /^([^:]*):([^]*)$/.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
	if (name === undefined || secret === undefined || encoded.includes(' '))
		throw ApiError.plain(400, 'Auth: Bad authorization string provided.');
	return [name.trim(), secret.trim()];
}

/** What the headers say. */
type Given = { name?: string; secret?: string; byToken: boolean; byKey: boolean; wantsToken: boolean };

/** @param asksOnPost whether the browser is asked for a log-in on POST too, as 7.5 does */
function givenIn({ header, method }: Attempt, { asksOnPost }: { asksOnPost: boolean }): Given {
	const espo = header('espo-authorization');
	const byToken = header('espo-authorization-by-token') === 'true';
	const byKey = espo === undefined && (header('x-api-key') ?? header('x-hmac-authorization')) !== undefined;
	const encoded = espo ?? /^Basic (.+)$/.exec(header('authorization') ?? '')?.[1];
	if (byKey) return { byToken, byKey, wantsToken: false };
	if (encoded === undefined) {
		const dialog =
			(asksOnPost || method !== 'POST') && !header('referer') && header('x-requested-with')?.toLowerCase() !== 'xmlhttprequest';
		throw ApiError.plain(401, undefined, dialog ? { 'www-authenticate': 'Basic realm=""' } : {});
	}
	const [name, secret] = credentials(encoded);
	return { name, secret, byToken, byKey, wantsToken: espo !== undefined };
}

/** Log-ins by key, signature, password and token, and the lock-out after too many denials. */
export class Authenticator {
	readonly tokens = new Map<string, SandboxUser>();
	denials: Array<{ ip: string; at: number }> = [];
	constructor(private readonly hexSignatures: boolean) {}
	login(attempt: Attempt): { user: SandboxUser; token: string | null } {
		const given = givenIn(attempt, { asksOnPost: !this.hexSignatures });
		// Log-ins that can only be by token are neither counted nor locked out.
		const isExempt = given.byToken && !given.byKey;
		if (!isExempt) this.requireFew(attempt.ip);
		if (given.byToken && given.byKey) throw ApiError.plain(401);
		const user = given.byKey ? this.byKey(attempt) : this.byName(given);
		if (!user?.isActive) {
			if (!isExempt) this.denials.push({ ip: attempt.ip, at: Date.now() });
			throw ApiError.plain(401);
		}
		const token = given.wantsToken ? this.tokenFor(given) : null;
		if (token) this.tokens.set(token, user);
		return { user, token };
	}
	private requireFew(ip: string): void {
		this.denials = this.denials.filter(({ at }) => at > Date.now() - 60_000);
		if (this.denials.filter((denial) => denial.ip === ip).length > 10) throw ApiError.plain(403);
	}
	private byName({ name, secret, byToken }: Given): SandboxUser | undefined {
		const owner = this.tokens.get(secret ?? '');
		if (owner?.userName === name) return owner;
		return byToken ? undefined : users.find((user) => user.password !== undefined && user.userName === name && user.password === secret);
	}
	/** Every log-in by password makes another token. */
	private tokenFor({ secret }: Given): string {
		return secret && this.tokens.has(secret) ? secret : randomBytes(16).toString('hex');
	}
	private byKey({ header, method, rawPath }: Attempt): SandboxUser | undefined {
		const apiKey = header('x-api-key');
		if (apiKey !== undefined) return users.find((user) => user.apiKey === apiKey && user.secretKey === undefined);
		const sent = Buffer.from(header('x-hmac-authorization') ?? '', 'base64');
		const [key, signature] = [sent.subarray(0, sent.indexOf(':')).toString(), sent.subarray(sent.indexOf(':') + 1)];
		const user = users.find((candidate) => candidate.secretKey !== undefined && candidate.apiKey === key);
		const digest = createHmac('sha256', user?.secretKey ?? '')
			.update(`${method} ${rawPath}`)
			.digest();
		return signature.equals(digest) || (this.hexSignatures && signature.toString() === digest.toString('hex')) ? user : undefined;
	}
}
