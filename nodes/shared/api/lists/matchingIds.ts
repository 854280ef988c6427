import type { EspoClient } from '../client/EspoClient';
import { idOf } from './keyWalk';
import { countedPage, shortLists, type ListRequest } from './ListRequest';
import { listRows } from './listRows';

export interface Matching {
	/** How many records the list has. */
	count: number;
	/** Of them; undefined where they are more than `most`. */
	ids?: string[];
}

/**
 * The IDs of the records of a list, unless they are too many: one request for what fits on a page. Exact while others write.
 * @param most records
 * @throws EspoError, InvalidInput
 */
export async function matchingIds(client: EspoClient, list: ListRequest, most: number): Promise<Matching> {
	const byId: ListRequest = { ...list, params: { ...list.params, select: ['id'] } };
	const parts = shortLists(byId);
	const [only] = parts;
	if (only && parts.length === 1) {
		const page = await countedPage(client, only, { orderBy: 'id', order: 'asc', maxSize: Math.min(client.pageSize, most + 1) });
		if (page.total === page.list.length)
			return upTo(
				most,
				page.list.map((row) => idOf(only, row)),
			);
		if (page.total > most) return { count: page.total };
	}
	return upTo(
		most,
		(await listRows(client, byId)).map((row) => idOf(byId, row)),
	);
}

function upTo(most: number, ids: string[]): Matching {
	return { count: ids.length, ...(ids.length > most ? {} : { ids }) };
}
