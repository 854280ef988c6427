import { listAnswer, type RecordList } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { requestPath, type EspoRequest } from '../request/EspoRequest';
import type { SearchParams } from '../request/SearchParams';
import type { WhereItem } from '../request/WhereItem';
import { InvalidInput } from '../values/InvalidInput';
import { pageAnswer } from './pageAnswer';
import { splitWhere } from './splitWhere';

/** A list to read: entities, or the records of a relation. */
export interface ListRequest {
	path: string[];
	params: SearchParams;
}

const LONGEST_PATH = 7_000;

/** One page, without counting the rows (`X-No-Total`, ignored where it does not exist). */
export async function listPage(client: EspoClient, list: ListRequest, page: SearchParams): Promise<RecordList> {
	return await readPage(client, { ...pageRequest(list, page), headers: { 'X-No-Total': 'true' } });
}

/** One page, with the total. */
export async function countedPage(client: EspoClient, list: ListRequest, page: SearchParams): Promise<RecordList> {
	return await readPage(client, { ...pageRequest(list, page), headers: {} });
}

function pageRequest(list: ListRequest, page: SearchParams): EspoRequest {
	return { method: 'GET', path: list.path, searchParams: { ...list.params, ...page } };
}

async function readPage(client: EspoClient, request: EspoRequest): Promise<RecordList> {
	return listAnswer(request, await pageAnswer(client, request));
}

/** Whether nothing follows a page that began at `offset`. */
export function isLastPage({ total, list }: RecordList, offset = 0): boolean {
	if (total === -1) return list.length === 0;
	return total < 0 || offset + list.length >= total || list.length === 0;
}

/**
 * The list as several whose request lines are short enough; usually just the list itself.
 * @throws InvalidInput when the filter can't be divided, or dividing it would lose the order
 */
export function shortLists(list: ListRequest): ListRequest[] {
	// Paging adds conditions of its own, so some room is left below the 8 KB that web servers allow.
	const fits = (where: WhereItem[]) =>
		requestPath({ method: 'GET', path: list.path, searchParams: { ...list.params, where } }).length <= LONGEST_PATH;
	const parts = splitWhere(list.params.where ?? [], fits);
	if (!parts) throw tooLong('Only a list of values of which the attribute must be one (“Is One Of”) can be split into several requests.');
	if (parts.length > 1 && (list.params.orderBy || list.params.offset))
		throw tooLong('Remove the sort and the offset, or search for fewer values at once.');
	return parts.map((where) => ({ ...list, params: { ...list.params, where } }));
}

function tooLong(hint: string): InvalidInput {
	return new InvalidInput('Filters', 'The filter is too long for one request', hint);
}
