import { recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import type { EspoRequest } from '../request/EspoRequest';
import { InvalidInput } from '../values/InvalidInput';
import { isJsonObject } from '../values/Json';

/**
 * The e-mail address of a record: its primary one, or the first that is not marked as invalid.
 * @returns also whether its owner has opted out, which EspoCRM itself does not heed
 * @throws EspoError; InvalidInput where it has none
 */
export async function recordAddress(
	client: EspoClient,
	entityType: string,
	id: string,
): Promise<{ address: string; name: string; isOptedOut: boolean }> {
	const request: EspoRequest = { method: 'GET', path: [entityType, id] };
	const found = recordAnswer(request, await client.request(request));
	const name = String(found.name ?? id);
	const data = Array.isArray(found.emailAddressData) ? found.emailAddressData.filter(isJsonObject) : [];
	const primary = { emailAddress: found.emailAddress, invalid: found.emailAddressIsInvalid, optOut: found.emailAddressIsOptedOut };
	const usable = [primary, ...data].find(
		({ emailAddress, invalid }) => typeof emailAddress === 'string' && emailAddress && invalid !== true,
	);
	if (usable) return { address: String(usable.emailAddress), name, isOptedOut: usable.optOut === true };
	throw new InvalidInput(
		'Record',
		`The record “${name}” (“Record”) has no e-mail address that is valid`,
		'Enter one in EspoCRM, or send to an address.',
	);
}
