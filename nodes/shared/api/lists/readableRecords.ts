import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import { asError } from '../values/asError';
import type { JsonObject } from '../values/Json';
import { listRecords } from './listRecords';

/** Not about one entity type, which must not hold up the events of the others. */
const ABOUT_THE_SERVER = ['denied', 'lockedOut', 'notEspo', 'redirect'];

/**
 * The records with these ids, in one request for some 200 of them. One that is deleted or not accessible is not in the result,
 * nor is one that makes the server fail: it is looked for by halving the list.
 * @param select the attributes to read; all that lists have when absent
 * @throws EspoError for failures that pass, so that a later try can have the records
 */
export async function readableRecords(client: EspoClient, entityType: string, ids: string[], select?: string[]): Promise<JsonObject[]> {
	if (!ids.length) return [];
	try {
		return await listRecords(client, { path: [entityType], params: { where: [{ type: 'in', attribute: 'id', value: ids }], select } });
	} catch (error) {
		if (!(error instanceof EspoError) || error.passes || ABOUT_THE_SERVER.includes(error.kind)) throw asError(error);
		if (error.kind !== 'server' || ids.length === 1) return [];
		const middle = Math.ceil(ids.length / 2);
		const first = await readableRecords(client, entityType, ids.slice(0, middle), select);
		return [...first, ...(await readableRecords(client, entityType, ids.slice(middle), select))];
	}
}
