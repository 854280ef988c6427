import { createHmac } from 'crypto';

import { InvalidInput } from '../values/InvalidInput';
import type { EspoCredentials } from './EspoCredentials';
import { loginText } from './loginText';
import { aliveToken } from './sessionToken';

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

/** `Espo-Authorization` takes base64 without the word "Basic"; with a password each request makes a new token. */
export function logInHeaders(username: string, password: string): Record<string, string> {
	return { 'Espo-Authorization': base64(`${username}:${password}`) };
}

/** Token requests are exempt from EspoCRM's lock-out after failed log-ins (espocrm-api.md#tokens). */
export function tokenHeaders(username: string, token: string): Record<string, string> {
	return { ...logInHeaders(username, token), 'Espo-Authorization-By-Token': 'true' };
}

/**
 * The HMAC header: base64 of "key:" and the raw digest over "METHOD /path". The raw digest is what every server
 * since 5.5 takes; the hexadecimal form works only from 9.0 on (espocrm-api.md#hmac).
 * @param path below `api/v1`, with a leading slash, percent-encoded as sent, without the query
 */
export function hmacHeaders(apiKey: string, secretKey: string, method: string, path: string): Record<string, string> {
	const digest = createHmac('sha256', secretKey).update(`${method.toUpperCase()} ${path}`).digest();
	return { 'X-Hmac-Authorization': Buffer.concat([Buffer.from(`${apiKey}:`), digest]).toString('base64') };
}

/** The headers that authenticate one request. @throws InvalidInput for a credential that lacks something, or holds what can't be sent */
export function authenticationHeaders(credentials: EspoCredentials, method: string, path: string): Record<string, string> {
	const text = (name: Parameters<typeof loginText>[1]) => loginText(credentials, name);
	switch (credentials.authentication ?? 'apiKey') {
		case 'apiKey':
			return { 'X-Api-Key': text('apiKey') };
		case 'hmac':
			return hmacHeaders(text('apiKey'), text('secretKey'), method, path);
		case 'password':
			return tokenHeaders(text('username'), aliveToken(credentials));
		case 'token':
			return tokenHeaders(text('username'), text('token'));
		case 'basic':
			return { Authorization: `Basic ${base64(`${text('username')}:${text('password')}`)}` };
		default:
			throw new InvalidInput('Authentication', '“Authentication” of the credential is none that there is', 'Choose one from the list.');
	}
}
