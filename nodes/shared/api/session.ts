import { logInHeaders, tokenHeaders, type EspoCredentials } from './authentication';
import { espoSite } from './espoSite';
import { isJsonObject } from './Json';
import { aliveToken, logInMark, storedToken } from './sessionToken';

/** Asks `App/user` with the given headers. Resolves for every status. */
export type AskAppUser = (
	url: string,
	headers: Record<string, string>,
) => Promise<{ status: number; headers: Record<string, unknown>; body: unknown }>;

interface Renewal {
	/** The token that was found dead ('' when there was none). */
	replaced: string;
	until: number;
	/** Undefined when that token turned out to be alive. */
	token: Promise<string | undefined>;
}

/** Requests that read the credential before it was stored again come a little late; they share the result. */
const SHARED_FOR_MS = 30_000;
const renewals = new Map<string, Renewal>();

/**
 * A token that works, or undefined when the present one still does. However many requests find the token missing or
 * dead at once, EspoCRM is asked to log in once: n8n itself has no lock. A refused password is not tried again by the
 * others either, because ten refusals a minute lock out every integration behind the address (api.md 1.7).
 * @param now ms since 1970
 * @throws Error with a text for the user; never with anything of the request
 */
export async function renewedToken(credentials: EspoCredentials, ask: AskAppUser, now: number): Promise<string | undefined> {
	const present = credentials.sessionToken ?? '';
	const key = logInMark(credentials);
	const known = renewals.get(key);
	if (known && known.replaced === present && now < known.until) return await known.token;

	const token = logInUnlessAlive(credentials, ask);
	for (const [other, { until }] of renewals) if (until < now) renewals.delete(other);
	const renewal = { replaced: present, until: now + SHARED_FOR_MS, token };
	renewals.set(key, renewal);
	const forget = () => renewals.get(key) === renewal && renewals.delete(key);
	token.then(
		(renewed) => renewed === undefined && forget(),
		(error: unknown) => !isRefusal(error) && forget(),
	);
	return await token;
}

function isRefusal(error: unknown): boolean {
	return (error as { response?: { status?: number } }).response?.status === 401;
}

async function logInUnlessAlive(credentials: EspoCredentials, ask: AskAppUser): Promise<string | undefined> {
	const { username = '', password = '' } = credentials;
	const present = aliveToken(credentials);
	const url = `${espoSite(credentials.url, credentials.portalId).apiUrl}/App/user`;
	// n8n also asks after failures that have nothing to do with the log-in, and would send the request again.
	if (present && (await ask(url, tokenHeaders(username.trim(), present))).status !== 401) return undefined;

	const answer = await ask(url, logInHeaders(username.trim(), password));
	if (answer.status !== 200) throw refusal(answer.status, answer.headers, url);
	const token = isJsonObject(answer.body) ? answer.body.token : undefined;
	if (typeof token !== 'string' || !token)
		throw new Error(`${url} gave no token: it is not the address of an EspoCRM, or something in front of it answers`);
	return storedToken(credentials, token);
}

/** The code of a log-in that failed for a reason that passes: the request that it was for has certainly not been processed. */
export const LOG_IN_FAILED = 'LOG_IN_FAILED';

/** Carries the status like the error of an HTTP library, so that a refused log-in is read like any refused request. */
function refusal(status: number, headers: Record<string, unknown>, url: string): Error {
	const message = refusalText(status, headers, url);
	const passing = status >= 500 || status === 429;
	return Object.assign(new Error(message), passing ? { code: LOG_IN_FAILED } : { response: { status, headers, data: message } });
}

function refusalText(status: number, headers: Record<string, unknown>, url: string): string {
	const reason = headers['x-status-reason'];
	if (status === 401 && reason === 'second-step-required')
		return 'EspoCRM asks this user for a second factor. Use an API user with an API key instead.';
	if (status === 401) return 'EspoCRM refused the user name or password';
	if (status === 403 && reason === undefined) return 'EspoCRM refuses log-ins from this address for a minute: there were too many wrong ones';
	if (status >= 300 && status < 400)
		return `${url} points to another address (${String(headers.location)}). Enter the address that it points to as URL.`;
	return `EspoCRM answered the log-in with status ${status}${typeof reason === 'string' && reason ? `: ${reason}` : ''}`;
}
