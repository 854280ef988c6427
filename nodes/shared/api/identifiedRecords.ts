import type { EspoClient } from './EspoClient';
import type { JsonObject } from './Json';
import { isLastPage, listPage } from './ListRequest';
import { sameValue } from './matchingRecords';

/** As many as are needed to say which were found; a name is compared again, so that there are more. */
const SHOWN = 5;
const NAMESAKES = 200;

export interface IdentifiedRecords {
	found: JsonObject[];
	/** More of those with a similar name exist than were compared, so that one of them can have the very name too. */
	more: boolean;
}

/**
 * The records that have a value which is to identify one of them, with `id` and `name`, in one request.
 * A name must be the whole name: EspoCRM finds persons by their first or last name alone too (7.5 and 10.0, measured).
 * @throws EspoError
 */
export async function identifiedRecords(client: EspoClient, entityType: string, attribute: string, value: string): Promise<IdentifiedRecords> {
	const isName = attribute === 'name';
	const list = { path: [entityType], params: { where: [sameValue(attribute, value)], select: ['id', 'name'] } };
	const page = await listPage(client, list, { orderBy: 'id', order: 'asc', maxSize: isName ? NAMESAKES : SHOWN });
	if (!isName) return { found: page.list, more: false };
	return { found: page.list.filter(({ name }) => wordsOf(name) === wordsOf(value)), more: !isLastPage(page) };
}

/** The words of a name, in any case and order, and without accents, as databases compare. */
function wordsOf(name: unknown): string {
	const plain = String(name ?? '')
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/ß/g, 'ss');
	return plain.split(/[\s,]+/).filter(Boolean).sort().join(' ');
}
