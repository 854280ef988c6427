import { isNothing } from '../values/given';
import { InvalidInput } from '../values/InvalidInput';
import type { EspoCredentials } from './EspoCredentials';

const LABELS = { apiKey: 'API Key', secretKey: 'Secret Key', username: 'Username', password: 'Password', token: 'Token' };

/** What a header may hold as it is (RFC 9110, 5.5), without the letters that servers read in different ways, and without the colon that ends the key of HMAC. */
const IN_HEADER = /^[\x21-\x39\x3b-\x7e]+$/;
/** The first colon ends the name, so that what follows would count as a part of the secret, and another user would log in. */
const NO_NAME = /[:\p{Cc}]/u;

/**
 * A text of the credential, without blanks around it; a password as it is. An expression or a vault can give anything.
 * @throws InvalidInput that names it, never with what it holds
 */
export function loginText(credentials: EspoCredentials, name: keyof typeof LABELS): string {
	const given: unknown = credentials[name];
	const refusal = (what: string, hint: string) => new InvalidInput(LABELS[name], `“${LABELS[name]}” of the credential ${what}`, hint);
	if (isNothing(given)) throw refusal('is empty', 'Enter it in the credential.');
	if (typeof given !== 'string' && typeof given !== 'number') throw refusal('is not text', 'Check the expression that gives it.');
	if (name === 'password') return String(given);
	const text = String(given).trim();
	const isFitting = name === 'apiKey' ? IN_HEADER.test(text) : name !== 'username' || !NO_NAME.test(text);
	if (!isFitting)
		throw refusal("contains a character that can't be part of it", 'Copy it from EspoCRM once more, without anything around it.');
	return text;
}
