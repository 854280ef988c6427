import { additionalHeaders } from '../../api/login/additionalHeaders';
import { authenticationHeaders, logInHeaders } from '../../api/login/authentication';
import type { EspoCredentials } from '../../api/login/EspoCredentials';
import type { HttpRequest, HttpResponse } from '../../api/request/Send';

/** Shorter ones stand in too many texts by chance. */
const SHORTEST = 6;

/**
 * A refusal without the secrets of the credential: what stands in front of EspoCRM can repeat what it was sent, and what it says is
 * shown. Data, such as the records that a duplicate check lists, stays as it is.
 */
export function withoutSecrets<Answer extends HttpResponse>(answer: Answer, credentials: EspoCredentials, request: HttpRequest): Answer {
	const secrets = secretsOf(credentials, request);
	const clean = (text: string) => secrets.reduce((rest, secret) => rest.split(secret).join('***'), text);
	const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, clean(value)]));
	return { ...answer, headers, body: cleanBody(answer, clean) };
}

function cleanBody({ status, body }: HttpResponse, clean: (text: string) => string): unknown {
	if (typeof body === 'string') return clean(body);
	const message = typeof body === 'object' && body !== null ? (body as { message?: unknown }).message : undefined;
	return status >= 500 && typeof message === 'string' ? { ...(body as object), message: clean(message) } : body;
}

function secretsOf(credentials: EspoCredentials, { method, path }: HttpRequest): string[] {
	const { apiKey, secretKey, username = '', password, token, sessionToken } = credentials;
	const logIn = password ? logInHeaders(username.trim(), password) : {};
	// Not as one object: a log-in and what follows it are headers of one name.
	const sent = [headersOf(credentials), logIn, authenticationHeaders(credentials, method, path.replace(/\?.*/s, ''))];
	const headers = sent.flatMap((part) => Object.values<string>(part)).flatMap((value) => [value, ...value.split(/\s+/)]);
	const given = [apiKey, secretKey, password, token, sessionToken, ...headers].map((secret) => (secret ?? '').trim());
	const long = given.filter(({ length }) => length >= SHORTEST);
	// A longer one first: another may be a part of it.
	return [...new Set(long.flatMap((secret) => [secret, encodeURIComponent(secret)]))].sort((a, b) => b.length - a.length);
}

function headersOf(credentials: EspoCredentials): Record<string, string> {
	try {
		return additionalHeaders(credentials);
	} catch {
		return {};
	}
}
