import { isJsonObject } from './Json';
import type { HttpResponse } from './Send';

/** EspoCRM asks for a log-in with an empty realm, if at all (api.md 1.6). */
const OWN_CHALLENGE = /^\s*Basic realm=""\s*$/i;

/**
 * Whether a refusal is EspoCRM's own: it answers with JSON or with nothing at all (api.md 0.1). Pages and texts are those of what
 * stands in front of it: a proxy, a firewall, a web server.
 */
export function isFromEspo({ status, headers, body }: HttpResponse): boolean {
	const challenge = headers['www-authenticate'];
	if (status === 401 && challenge !== undefined && !OWN_CHALLENGE.test(challenge)) return false;
	if (headers['x-status-reason'] !== undefined) return true;
	return body === '' || isJsonObject(body) || Array.isArray(body);
}
