import type { HttpResponse } from '../request/Send';
import { isJsonObject } from '../values/Json';

/** EspoCRM asks for a log-in with an empty realm, if at all (espocrm-api.md#refused-log-ins). */
const OWN_CHALLENGE = /^\s*Basic realm=""\s*$/i;

const OWN_STATUSES = [401, 403, 404, 405, 409];

/**
 * Whether a refusal is EspoCRM's own: it answers with JSON or with nothing at all (espocrm-api.md#errors). Pages and texts are those of what
 * stands in front of it: a proxy, a firewall, a web server.
 */
export function isFromEspo({ status, headers, body }: HttpResponse): boolean {
	const challenge = headers['www-authenticate'];
	if (status === 401 && challenge !== undefined && !OWN_CHALLENGE.test(challenge)) return false;
	if (headers['x-status-reason'] !== undefined) return true;
	// With such a header or with nothing at all EspoCRM refuses a log-in or a right; its other statuses are few (espocrm-api.md#errors).
	if ((status === 401 || status === 403) && isJsonObject(body)) return 'messageTranslation' in body;
	if (status > 400 && status < 500 && !OWN_STATUSES.includes(status)) return false;
	return body === '' || isJsonObject(body) || Array.isArray(body);
}
