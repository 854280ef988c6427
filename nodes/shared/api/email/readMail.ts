import { recordAnswer } from '../client/answerShape';
import { EspoError } from '../client/EspoError';
import type { EspoClient } from '../client/EspoClient';
import { listRecords } from '../lists/listRecords';
import { withAddresses, withAddressAttributes } from './withAddresses';
import type { JsonObject } from '../values/Json';

/**
 * An e-mail by a list, which does not mark it as read, unlike a request for the e-mail itself (espocrm-api.md#e-mail).
 * @param attributes to ask for
 * @returns undefined where the user can't see it
 * @throws EspoError
 */
export async function listedMail(client: EspoClient, id: string, attributes: string[]): Promise<JsonObject | undefined> {
	const where = [{ type: 'equals', attribute: 'id', value: id }];
	const list = { path: ['Email'], params: { where, select: withAddressAttributes(attributes) } };
	const [mail] = await listRecords(client, list, { limit: 1 });
	return mail && withAddresses(mail);
}

/** The same for one that must be there. @throws EspoError also when it is not */
export async function readMail(client: EspoClient, id: string, attributes: string[]): Promise<JsonObject> {
	const mail = await listedMail(client, id, attributes);
	if (mail) return mail;
	throw missingMail(id);
}

/** What is said of an e-mail that a list does not have: the same as EspoCRM says to a request for it. */
export function missingMail(id: string): EspoError {
	return new EspoError({
		kind: 'notFound',
		request: { method: 'GET', path: ['Email', id] },
		status: 404,
		reason: `Record ${id} does not exist.`,
	});
}

/** An e-mail as EspoCRM shows it by itself, which marks it as read for the user. @throws EspoError */
export async function openedMail(client: EspoClient, id: string): Promise<JsonObject> {
	const request = { method: 'GET' as const, path: ['Email', id] };
	return recordAnswer(request, await client.request(request));
}
