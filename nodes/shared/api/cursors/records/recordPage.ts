import { listAnswer } from '../../client/answerShape';
import type { EspoClient } from '../../client/EspoClient';
import { EspoError } from '../../client/EspoError';
import { isLastPage } from '../../lists/ListRequest';
import { pageAnswer } from '../../lists/pageAnswer';
import { withWholeTexts } from '../../lists/withWholeTexts';
import { readableRecords } from '../../lists/readableRecords';
import type { EspoRequest } from '../../request/EspoRequest';
import type { SearchParams } from '../../request/SearchParams';
import type { WhereItem } from '../../request/WhereItem';
import { asError } from '../../values/asError';
import type { JsonObject } from '../../values/Json';

/** Records of one type, in the order of one of their times. */
export interface ChangeList {
	entityType: string;
	attribute: 'createdAt' | 'modifiedAt';
	/** Filters, and the attributes to return. */
	params: SearchParams;
}

export interface RecordPage {
	rows: JsonObject[];
	isLast: boolean;
	/** The server's clock when it answered, in ms since 1970. */
	serverTime: number;
	/** How long the answer took, in ms: it tells the state of the beginning of that time at the earliest. */
	tookMs: number;
}

interface PageOptions extends ChangeList {
	client: EspoClient;
}

/** The request for one page; the server sorts equal times by id, in the same direction (espocrm-api.md#lists). */
export function recordPageRequest(
	{ entityType, attribute, params }: ChangeList,
	where: WhereItem[],
	maxSize: number,
	order: 'asc' | 'desc',
): EspoRequest {
	const select = params.select && [...new Set([...params.select, 'createdAt', attribute])];
	const searchParams: SearchParams = { ...params, select, where: [...(params.where ?? []), ...where], orderBy: attribute, order, maxSize };
	return { method: 'GET', path: [entityType], searchParams, headers: { 'X-No-Total': 'true' } };
}

/**
 * One page. A record that makes the server fail must not hold up those behind it: then the page is read by id and time
 * alone and the records one by one as far as needed; of one that can't be read there is no more than id and times.
 * @throws EspoError
 */
export async function recordPage(
	options: PageOptions,
	where: WhereItem[],
	maxSize: number,
	order: 'asc' | 'desc' = 'asc',
): Promise<RecordPage> {
	try {
		return await plainPage(options, where, maxSize, order);
	} catch (error) {
		if (!(error instanceof EspoError) || error.kind !== 'server') throw asError(error);
	}
	const { client, entityType, params } = options;
	const bare = await plainPage({ ...options, params: { ...params, select: ['id'] } }, where, maxSize, order);
	const ids = bare.rows.map(({ id }) => String(id));
	const found = new Map((await readableRecords(client, entityType, ids, params.select)).map((record) => [record.id, record]));
	// What changed meanwhile has another time and is read again by that.
	return { ...bare, rows: bare.rows.map((row) => ({ ...found.get(row.id), ...row })) };
}

async function plainPage(options: PageOptions, where: WhereItem[], maxSize: number, order: 'asc' | 'desc'): Promise<RecordPage> {
	const { client, attribute, entityType, params } = options;
	const request = recordPageRequest(options, where, maxSize, order);
	const sent = client.now();
	const answer = await pageAnswer(client, request);
	const page = listAnswer(request, answer);
	if (!page.list.every((row) => typeof row.id === 'string' && typeof row[attribute] === 'string')) {
		const { method, path } = request;
		throw new EspoError({
			kind: 'notEspo',
			request: { method, path },
			status: 200,
			detail: `Records without “${attribute}” can't be watched`,
		});
	}
	return {
		rows: params.select ? await withWholeTexts(client, page.list, entityType) : page.list,
		isLast: isLastPage(page),
		serverTime: answer.serverTime ?? client.now(),
		tookMs: Math.max(0, client.now() - sent),
	};
}
