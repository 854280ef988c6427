import { createHash } from 'crypto';

import type { EspoCredentials } from './EspoCredentials';

/**
 * A session token is stored with a mark of the log-in that it came from. With another password, user or server it
 * counts for nothing: otherwise a wrong new password would seem to work until the old token ends.
 */
export function storedToken(credentials: EspoCredentials, token: string): string {
	return `${token}.${logInMark(credentials)}`;
}

/** The stored token, or '' when there is none for this log-in. */
export function aliveToken(credentials: EspoCredentials): string {
	const [token = '', mark] = (credentials.sessionToken ?? '').split('.');
	return mark === undefined || mark === logInMark(credentials) ? token : '';
}

/** Tells log-ins apart without giving the password away. */
export function logInMark({ url, portalId, username, password }: EspoCredentials): string {
	return createHash('sha256')
		.update(JSON.stringify([url, portalId ?? '', username, password]))
		.digest('hex')
		.slice(0, 16);
}
