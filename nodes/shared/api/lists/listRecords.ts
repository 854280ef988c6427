import type { EspoClient } from '../client/EspoClient';
import type { JsonObject } from '../values/Json';
import type { ListRequest } from './ListRequest';
import { listRows, type ListOptions } from './listRows';
import { withWholeTexts } from './withWholeTexts';

/**
 * The records of a list, with whole texts where the list is one of an entity type (for those of a link see `withWholeTexts`).
 * @throws EspoError, InvalidInput
 */
export async function listRecords(client: EspoClient, list: ListRequest, options: ListOptions = {}): Promise<JsonObject[]> {
	const rows = await listRows(client, list, options);
	const [entityType = '', ...more] = list.path;
	return list.params.select && !more.length ? await withWholeTexts(client, rows, entityType) : rows;
}
