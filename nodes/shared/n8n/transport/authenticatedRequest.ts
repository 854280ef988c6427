import type { IHttpRequestOptions } from 'n8n-workflow';

import { additionalHeaders } from '../../api/login/additionalHeaders';
import { authenticationHeaders } from '../../api/login/authentication';
import type { AuthenticationMethod, EspoCredentials } from '../../api/login/EspoCredentials';
import { espoSite } from '../../api/login/espoSite';
import { ownRefusal } from '../../api/login/ownRefusal';
import { aliveToken } from '../../api/login/sessionToken';
import { isEntryPointPath } from '../../api/request/entryPointPath';

/** The HTTP Request node still describes requests in the older form, with `uri`. */
type AnyRequest = Omit<IHttpRequestOptions, 'url'> & { url?: string; uri?: string };

const WHAT_IS_WRONG: Record<AuthenticationMethod, string> = {
	apiKey: 'the API key. Check it under Administration > API Users; the user must be active and use the method API Key',
	hmac: 'the API key or its secret. Check both under Administration > API Users; the user must be active and use the method HMAC',
	password: 'the token that it gave at the log-in',
	token: 'the username or token. A token ends when the user logs out, changes the password or is idle for too long',
	basic: 'the username or password. API users cannot use Basic',
};

/** Every spelling that n8n's two request helpers know: a redirect would carry the secret to wherever it points. */
const NO_REDIRECT = { disableFollowRedirect: true, followRedirect: false, followAllRedirects: false, maxRedirects: 0 };

/**
 * The request with address and authentication headers. A path without host is taken below the credential's `api/v1`, that of an entry
 * point below the site; so no other place has to know the address.
 * @throws Error when the URL is none, when the request goes to another host, or when this very header was refused already:
 * n8n sends a request again after a 401, and each refusal counts towards EspoCRM's lock-out
 */
export function authenticatedRequest(credentials: EspoCredentials, options: AnyRequest): IHttpRequestOptions {
	const { apiUrl, entryUrl } = espoSite(credentials.url, credentials.portalId);
	const given = options.uri ?? options.url ?? '';
	const base = isEntryPointPath(given) ? entryUrl : apiUrl;
	const url = given.startsWith('/') ? base + given : options.baseURL && !/^https?:/i.test(given) ? `${options.baseURL}${given}` : given;
	const [target, api] = [new URL(url), new URL(apiUrl)];
	if (target.origin !== api.origin) {
		throw new Error(`This EspoCRM credential is for ${api.origin} and is not sent to ${target.origin}`);
	}
	if (credentials.authentication === 'password' && !aliveToken(credentials)) throw logInNeeded();
	const headers = authenticationHeaders(credentials, options.method ?? 'GET', pathToSign(target, api));
	if (Object.entries(headers).every(([name, value]) => options.headers?.[name] === value)) throw refused(credentials);

	const { uri, baseURL, ...rest } = options;
	void baseURL;
	return {
		...rest,
		...(uri === undefined ? { url } : { uri: url, url }),
		...NO_REDIRECT,
		...(credentials.ignoreSslIssues === true ? { skipSslCertificateValidation: true, rejectUnauthorized: false } : {}),
		headers: { ...options.headers, ...additionalHeaders(credentials), ...headers },
	} as IHttpRequestOptions;
}

/** Of an entry point EspoCRM knows neither the folder that it is installed in nor the query (espocrm-api.md#hmac). */
function pathToSign(target: URL, { pathname: base }: URL): string {
	if (target.pathname.startsWith(`${base}/`)) return target.pathname.slice(base.length);
	return target.searchParams.has('entryPoint') ? '/' : target.pathname;
}

/** Makes n8n ask for a token: a stored one that belongs to another password does not count, but n8n can't know. */
function logInNeeded(): Error {
	const message = 'EspoCRM asks for a log-in';
	return Object.assign(new Error(message), { response: ownRefusal(message) });
}

/** Looks like the refusal that EspoCRM gave, so that n8n reads it the same way. */
function refused(credentials: EspoCredentials): Error {
	const message = refusalOf(credentials);
	return Object.assign(new Error(message), { response: ownRefusal(message) });
}

/** What to say of a credential that EspoCRM refused. */
export function refusalOf({ authentication = 'apiKey' }: EspoCredentials): string {
	return `EspoCRM refused ${WHAT_IS_WRONG[authentication]}.`;
}
