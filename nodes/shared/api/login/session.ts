import type { HttpResponse } from '../request/Send';
import { isJsonObject } from '../values/Json';
import { logInHeaders, tokenHeaders } from './authentication';
import type { EspoCredentials } from './EspoCredentials';
import { espoSite } from './espoSite';
import { LOCKED_OUT } from './lockedOut';
import { loginText } from './loginText';
import { ownRefusal } from './ownRefusal';
import { isFromEspo } from './refusalSource';
import { aliveToken, logInMark, storedToken } from './sessionToken';

/** Asks `App/user` with the given headers. Resolves for every status. */
export type AskAppUser = (url: string, headers: Record<string, string>) => Promise<LogInAnswer>;

/** Names of the headers in lower case; no body is ''. */
export type LogInAnswer = HttpResponse;

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
 * others either, because ten refusals a minute lock out every integration behind the address (espocrm-api.md#lock-out).
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
	const [username, password] = [loginText(credentials, 'username'), loginText(credentials, 'password')];
	const present = aliveToken(credentials);
	const url = `${espoSite(credentials.url, credentials.portalId).apiUrl}/App/user`;
	// n8n also asks after failures that have nothing to do with the log-in, and would send the request again.
	if (present && (await ask(url, tokenHeaders(username, present))).status !== 401) return undefined;

	const answer = await ask(url, logInHeaders(username, password));
	if (answer.status !== 200) throw refusal(answer, url);
	const token = isJsonObject(answer.body) ? answer.body.token : undefined;
	if (typeof token !== 'string' || !token)
		throw new Error(`${url} returned no token: it is not the address of EspoCRM, or something in front of EspoCRM answered`);
	return storedToken(credentials, token);
}

const FAILED = /^EspoCRM (could not be reached for the log-in|answered the log-in with status (5|429))/;

/**
 * Whether an error's text is that of a log-in that failed for a reason that passes: the request that it was for has certainly not been
 * processed. By the text, because it is all that n8n keeps before 2.31; a code would take its place in the test of the credential.
 */
export function isFailedLogIn(text: string): boolean {
	return FAILED.test(text);
}

/** Carries the answer like the error of an HTTP library, so that a refused log-in is read like any refused request. */
function refusal(answer: LogInAnswer, url: string): Error {
	const message = refusalText(answer, url);
	const { status, headers, body } = answer;
	if (isFailedLogIn(message)) return new Error(message);
	const response = status === 401 && isFromEspo(answer) ? ownRefusal(message) : { status, headers, data: body };
	return Object.assign(new Error(message), { response });
}

function refusalText(answer: LogInAnswer, url: string): string {
	const { status, headers } = answer;
	const reason = headers['x-status-reason'];
	if (status === 401 && reason === 'second-step-required')
		return 'EspoCRM asks this user for a second factor. Use an API user with an API key instead.';
	if (status === 401 && isFromEspo(answer)) return 'EspoCRM refused the username or password';
	if ((status === 401 || status === 403) && !isFromEspo(answer))
		return `A server in front of EspoCRM refused the log-in (status ${status}). If it has a log-in of its own, enter that under “Additional Headers” in the credential.`;
	if (status === 403 && (reason === undefined || LOCKED_OUT.test(reason)))
		return 'EspoCRM is refusing log-ins from this address for a minute: there were too many wrong ones';
	if (status >= 300 && status < 400)
		return `${url} redirects to another address (${headers.location}). Enter that address as the URL in the credential.`;
	return `EspoCRM answered the log-in with status ${status}${reason ? `: ${reason}` : ''}`;
}
