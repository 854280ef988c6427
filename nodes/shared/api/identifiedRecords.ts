import type { EspoClient } from './EspoClient';
import type { JsonObject } from './Json';
import { isLastPage, listPage } from './ListRequest';
import { sameValue } from './matchingRecords';
import { NAMESAKES, wholeNames } from './wholeNames';

/** As many as are needed to say which were found. */
const SHOWN = 5;

export interface IdentifiedRecords {
	found: JsonObject[];
	/** More of those with a similar name exist than were compared, so that one of them can have the very name too. */
	more: boolean;
}

/**
 * The records that have a value which is to identify one of them, with `id` and `name`, in one request.
 * A name must be the whole name.
 * @throws EspoError
 */
export async function identifiedRecords(client: EspoClient, entityType: string, attribute: string, value: string): Promise<IdentifiedRecords> {
	const isName = attribute === 'name';
	const list = { path: [entityType], params: { where: [sameValue(attribute, value)], select: ['id', 'name'] } };
	const page = await listPage(client, list, { orderBy: 'id', order: 'asc', maxSize: isName ? NAMESAKES : SHOWN });
	if (!isName) return { found: page.list, more: false };
	return { found: wholeNames(page.list, value), more: !isLastPage(page) };
}
