import { isNothing } from '../values/given';
import { InvalidInput } from '../values/InvalidInput';
import { isJsonObject } from '../values/Json';
import type { EspoCredentials } from './EspoCredentials';

const LABEL = 'Additional Headers';
/** What a name and a value may hold (RFC 9110, 5.1 and 5.5): no line break, so that no header can smuggle another one in. */
const NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** They belong to the log-in or to the request itself. */
const RESERVED =
	/^(x-api-key|x-hmac-authorization|espo-.*|x-another-user|host|content-.*|accept|connection|transfer-encoding|cookie2?|x-version-number|x-skip-duplicate-check|x-no-total)$/i;

/**
 * The headers that the user wants with every request, e.g. for Cloudflare Access or a proxy with a log-in of its own.
 * @returns names and values as they are sent; none when nothing is entered
 * @throws InvalidInput for anything but an object of texts, and for headers that belong to EspoCRM's log-in; never with a value in it
 */
export function additionalHeaders({ secretHeaders, authentication }: EspoCredentials): Record<string, string> {
	const text: unknown = secretHeaders;
	if (isNothing(text)) return {};
	const given = Object.entries(parsed(text)).map(([name, value]): [string, string] => {
		if (!NAME.test(name)) throw new InvalidInput(LABEL, `“${LABEL}” of the credential has a name that is not valid for a header`);
		if (RESERVED.test(name) || (authentication === 'basic' && /^authorization$/i.test(name)))
			throw new InvalidInput(
				LABEL,
				`“${name}” can't be one of the “${LABEL}” of the credential, because the nodes set this header themselves`,
			);
		const isText = typeof value === 'string' || typeof value === 'number';
		if (!isText || !VALUE.test(String(value)))
			throw new InvalidInput(LABEL, `The value of “${name}” in “${LABEL}” of the credential must be text on one line`);
		return [name, String(value)];
	});
	return Object.fromEntries(given);
}

/** @param text JSON, or the object itself, which an expression can give */
function parsed(text: unknown): Record<string, unknown> {
	try {
		const given: unknown = typeof text === 'string' ? JSON.parse(text) : text;
		if (isJsonObject(given)) return given;
	} catch {
		// The text of the error would show a secret.
	}
	throw new InvalidInput(LABEL, `“${LABEL}” of the credential must be JSON, e.g. {"CF-Access-Client-Id": "…"}`);
}
