import type { EspoClient } from '../client/EspoClient';
import { isLastPage, listPage } from '../lists/ListRequest';
import type { JsonObject } from '../values/Json';
import { identifyingWhere } from './identifyingWhere';
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
export async function identifiedRecords(
	client: EspoClient,
	entityType: string,
	attribute: string,
	value: string,
): Promise<IdentifiedRecords> {
	const isName = attribute === 'name';
	const list = { path: [entityType], params: { where: [identifyingWhere(entityType, attribute, value)], select: ['id', 'name'] } };
	const page = await listPage(client, list, { orderBy: 'id', order: 'asc', maxSize: isName ? NAMESAKES : SHOWN });
	if (!isName) return { found: page.list, more: false };
	return { found: writtenAlike(wholeNames(page.list, value.replace(/\s*,\s*/g, ', ')), value), more: !isLastPage(page) };
}

/** A name with the same blanks and commas is the very one; the other ways to write it count only where there is none. */
function writtenAlike(found: JsonObject[], name: string): JsonObject[] {
	if (!/\s\s|,/.test(name)) return found;
	const alike = found.filter((record) => signsOf(String(record.name ?? '')) === signsOf(name));
	return alike.length ? alike : found;
}

function signsOf(name: string): string {
	return name.trim().replace(/[^\s,]+/g, 'x');
}
