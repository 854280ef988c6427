import type { RecordList } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import type { JsonObject } from '../values/Json';
import { givesSameRows, idOf } from './keyWalk';
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
		const before = rows.size;
		for (const row of page.list) rows.set(idOf(list, row), row);
		if (rows.size >= limit || isLastPage(page, offset)) return [...rows.values()];
		// New records can push rows onto a page where they are seen again, but the very first only if the offset is ignored.
		const [first] = rows.keys();
		if (rows.size === before && page.list.some(({ id }) => id === first))
			throw givesSameRows(list.path, 'EspoCRM returns only the first page of this list: set a lower limit');
		offset += page.list.length;
		page = undefined;
	}
}
