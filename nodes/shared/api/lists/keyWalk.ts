import { allEnded } from '../client/allEnded';
import type { RecordList } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import type { SearchParams } from '../request/SearchParams';
import type { WhereItem } from '../request/WhereItem';
import { asError } from '../values/asError';
import type { JsonObject } from '../values/Json';
import { countedPage, isLastPage, listPage, type ListRequest } from './ListRequest';

/** Below this many further rows the requests that find the borders of the ranges cost more than they save. */
const WORTH_SPLITTING = 2_000;
const RANGES = 4;

/**
 * All rows, exactly once each, however many are added and deleted meanwhile: it walks by id, not by position.
 * Large lists are divided at a few ids and walked as ranges at once.
 * @param check is called with the number of rows before more than the first page is read; what it throws ends the walk
 * @returns rows in the order of their ids
 */
export async function keyWalk(
	client: EspoClient,
	list: ListRequest,
	check: (total: number) => void = () => undefined,
): Promise<JsonObject[]> {
	const offset = list.params.offset ?? 0;
	const byId: ListRequest = { ...list, params: { ...list.params, offset: undefined, orderBy: 'id', order: 'asc' } };
	const first = await countedPage(client, byId, { offset: offset || undefined });
	check(first.total);
	if (isLastPage(first, offset)) return first.list;
	const last = idOf(byId, first.list[first.list.length - 1]);
	const following = first.total - offset - first.list.length;
	const borders = following > WORTH_SPLITTING ? await findBorders(client, byId, last, following) : [];
	const starts = [last, ...borders];
	const read = pageReader(client, byId, first);
	const ranges = await allEnded(starts.map((after, index) => walkRange(byId, read, after, starts[index + 1])));
	return [...first.list, ...ranges.flat()];
}

type ReadPage = (after: string, upTo?: string) => Promise<RecordList | undefined>;

/**
 * Reads pages of several ranges. After one has failed there are none for the others, whose rows nobody waits for any more.
 * @throws EspoError when a row comes a second time, which a walk by id rules out: the list ignores the filter or the order
 */
function pageReader(client: EspoClient, list: ListRequest, first: RecordList): ReadPage {
	const seen = new Set(first.list.map(({ id }) => id));
	let failed = false;
	return async (after, upTo) => {
		if (failed) return undefined;
		try {
			const page = await listPage(client, list, narrowed(list, after, upTo));
			if (page.list.some(({ id }) => seen.has(id))) throw givesSameRows(list.path);
			for (const { id } of page.list) seen.add(id);
			return page;
		} catch (error) {
			failed = true;
			throw asError(error);
		}
	};
}

async function findBorders(client: EspoClient, list: ListRequest, after: string, count: number): Promise<string[]> {
	const border = async (part: number) => {
		const offset = Math.floor((count * part) / RANGES);
		const page = await listPage(client, list, { ...narrowed(list, after), select: ['id'], maxSize: 1, offset });
		return page.list[0] ? idOf(list, page.list[0]) : undefined;
	};
	const found = await allEnded(Array.from({ length: RANGES - 1 }, async (_, index) => await border(index + 1)));
	return [...new Set(found.filter((id): id is string => id !== undefined))];
}

async function walkRange(list: ListRequest, read: ReadPage, start: string, end?: string): Promise<JsonObject[]> {
	const rows: JsonObject[] = [];
	for (let after = start; ;) {
		const page = await read(after, end);
		if (!page) return rows;
		rows.push(...page.list);
		if (isLastPage(page)) return rows;
		after = idOf(list, page.list[page.list.length - 1]);
	}
}

function narrowed(list: ListRequest, after: string, upTo?: string): SearchParams {
	const where: WhereItem[] = [...(list.params.where ?? []), { type: 'greaterThan', attribute: 'id', value: after }];
	if (upTo !== undefined) where.push({ type: 'lessThanOrEquals', attribute: 'id', value: upTo });
	return { where };
}

/** The id of a row. @throws EspoError when it has none */
export function idOf(list: ListRequest, row: JsonObject | undefined): string {
	if (typeof row?.id === 'string') return row.id;
	throw new EspoError({ kind: 'notEspo', request: { method: 'GET', path: list.path }, status: 200, body: row });
}

/** Some lists ignore a filter on the id or the offset; walking on would never end (espocrm-api.md#lists-that-ignore-conditions). */
export function givesSameRows(path: string[], detail = 'This list can only be read page by page: set a limit'): EspoError {
	return new EspoError({ kind: 'notEspo', request: { method: 'GET', path }, status: 200, detail });
}
