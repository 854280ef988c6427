import type { EspoClient } from '../client/EspoClient';
import { countedPage, shortLists, type ListRequest } from './ListRequest';
import { listRows } from './listRows';

/**
 * How many records a list has, in one request without rows (espocrm-api.md#count).
 * @throws EspoError, InvalidInput
 */
export async function countRecords(client: EspoClient, list: ListRequest): Promise<number> {
	const parts = shortLists(list);
	const [only] = parts;
	if (only && parts.length === 1) {
		const { total } = await countedPage(client, only, { maxSize: 0 });
		if (total >= 0) return total;
	}
	// Rows that two parts have in common count once, and some lists are never counted.
	return (await listRows(client, { ...list, params: { ...list.params, select: ['id'] } })).length;
}
