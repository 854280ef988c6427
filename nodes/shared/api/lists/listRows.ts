import type { EspoClient } from '../client/EspoClient';
import type { JsonObject } from '../values/Json';
import { idOf, keyWalk } from './keyWalk';
import { shortLists, type ListRequest } from './ListRequest';
import { offsetWalk } from './offsetWalk';
import { sortedWalk } from './sortedWalk';

export interface ListOptions {
	/** Undefined: everything. */
	limit?: number;
	/** Whether the sorting attribute is one that `sortedWalk` may compare; asked only when more than one page is needed. */
	walkable?: () => Promise<boolean>;
}

/**
 * Reads as many rows as wanted, in as few requests as possible. Everything without a sort is exact while others write.
 * @throws EspoError, InvalidInput
 */
export async function listRows(client: EspoClient, list: ListRequest, options: ListOptions = {}): Promise<JsonObject[]> {
	const { limit, walkable = async () => false } = options;
	const rows = new Map<string, JsonObject>();
	for (const part of shortLists(list)) {
		const { orderBy } = part.params;
		const wanted = limit === undefined ? undefined : limit - rows.size;
		const found =
			orderBy !== undefined
				? await sortedWalk(client, { ...part, params: { ...part.params, orderBy } }, walkable, wanted)
				: wanted === undefined
					? await keyWalk(client, part)
					: await offsetWalk(client, part, wanted);
		// Values that differ only in case match the same row in two parts of a divided list.
		for (const row of found) rows.set(idOf(part, row), row);
		if (limit !== undefined && rows.size >= limit) break;
	}
	// Not every list keeps to the page size that it is asked for.
	return [...rows.values()].slice(0, limit);
}
