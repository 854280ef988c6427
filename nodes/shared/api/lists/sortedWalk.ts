import type { EspoClient } from '../client/EspoClient';
import type { WhereItem } from '../request/WhereItem';
import type { Json, JsonObject } from '../values/Json';
import { givesSameRows, idOf } from './keyWalk';
import { isLastPage, listPage, type ListRequest } from './ListRequest';
import { offsetWalk } from './offsetWalk';

/**
 * Rows in the order of one attribute, exactly once each while others write: it walks by (attribute, id).
 * Databases put empty values first or last; where they stand is read from the first row, and they are walked by id.
 * @param walkable whether comparing the attribute gives the order in which the server sorts (not so for enums, names of persons, links)
 */
export async function sortedWalk(
	client: EspoClient,
	list: ListRequest & { params: { orderBy: string } },
	walkable: () => Promise<boolean>,
	limit = Infinity,
): Promise<JsonObject[]> {
	const { orderBy, offset = 0 } = list.params;
	const order = list.params.order ?? 'asc';
	const first = await listPage(client, list, { maxSize: Math.min(limit, client.pageSize) });
	if (isLastPage(first, offset) || first.list.length >= limit) return first.list;
	if (first.list.some((row) => row[orderBy] === undefined) || !(await walkable())) return await offsetWalk(client, list, limit, first);

	const ahead = order === 'asc' ? 'greaterThan' : 'lessThan';
	const following = (row: JsonObject): WhereItem[] => {
		const sameValue: WhereItem = isNull(row[orderBy])
			? { type: 'isNull', attribute: orderBy }
			: { type: 'equals', attribute: orderBy, value: row[orderBy] };
		const tie: WhereItem = { type: 'and', value: [sameValue, { type: ahead, attribute: 'id', value: idOf(list, row) }] };
		return [isNull(row[orderBy]) ? tie : { type: 'or', value: [{ type: ahead, attribute: orderBy, value: row[orderBy] as Json }, tie] }];
	};

	const rows = [...first.list];
	const walk = async (from: WhereItem[] | undefined): Promise<void> => {
		for (let where = from; where && rows.length < limit;) {
			const page = await listPage(client, list, {
				where: [...(list.params.where ?? []), ...where],
				offset: undefined,
				maxSize: Math.min(limit - rows.length, client.pageSize),
			});
			const last = page.list[page.list.length - 1];
			if (last && last.id === rows[rows.length - 1]?.id) throw givesSameRows(list.path);
			rows.push(...page.list);
			where = isLastPage(page) || !last ? undefined : following(last);
		}
	};
	const nullsFirst = isNull(first.list[0]?.[orderBy]);
	const last = first.list[first.list.length - 1] as JsonObject;
	await walk(following(last));
	if (nullsFirst && isNull(last[orderBy])) await walk([{ type: 'isNotNull', attribute: orderBy }]);
	if (!nullsFirst && !isNull(last[orderBy])) await walk([{ type: 'isNull', attribute: orderBy }]);
	return rows;
}

function isNull(value: Json | undefined): boolean {
	return value === null || value === undefined;
}
