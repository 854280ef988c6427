import type { RecordList } from './answerShape';
import type { EspoClient } from './EspoClient';
import type { JsonObject } from './Json';
import { isLastPage, listPage, type ListRequest } from './ListRequest';

/**
 * Rows by position, in the list's own order, without repeated ids. While others write, positions shift: a row may be
 * missed, which is why everything that can walk by key does.
 * @param first the first page, when it has been read already
 */
export async function offsetWalk(client: EspoClient, list: ListRequest, limit = Infinity, first?: RecordList): Promise<JsonObject[]> {
	const rows = new Map<string, JsonObject>();
	let offset = list.params.offset ?? 0;
	let page = first;
	for (;;) {
		page ??= await listPage(client, list, { offset: offset || undefined, maxSize: Math.min(limit - rows.size, client.pageSize) });
		for (const row of page.list) rows.set(String(row.id), row);
		if (rows.size >= limit || isLastPage(page, offset)) return [...rows.values()];
		offset += page.list.length;
		page = undefined;
	}
}
