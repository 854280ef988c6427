import type { EspoClient } from '../client/EspoClient';
import { isPassing } from '../client/failures';
import { asError } from '../values/asError';
import { isJsonObject, type JsonObject } from '../values/Json';
import { isLastPage, listPage } from './ListRequest';

/** A record to choose from. */
export interface RecordChoice extends JsonObject {
	id: string;
	name: string;
}

/** What a page of EspoCRM holds at most, if nobody changed it. */
const MOST = 200;

/** The filter of EspoCRM's own user picker: active ones that can be assigned, no API and portal users. */
const OFFERED: Record<string, string> = { User: 'active' };

/** Types whose records are the daily business: soon too many for a list, and nobody's choice in a workflow. */
const GROWING = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case', 'Email', 'Meeting', 'Call', 'Task', 'Document'];

/** Whether all records of a type may fit into a drop-down. */
export function hasFewRecords(entityType: string): boolean {
	return !GROWING.includes(entityType);
}

/**
 * All records of an entity type by name, in one request.
 * @returns undefined where there are more than fit on a page, or the user may not see them
 * @throws EspoError when it can go away by itself
 */
export async function fewRecords(client: EspoClient, entityType: string): Promise<RecordChoice[] | undefined> {
	// By the key: sorting a large table by name would take long, for nothing.
	const params = { select: ['id', 'name'], orderBy: 'id', primaryFilter: OFFERED[entityType] };
	try {
		const page = await listPage(client, { path: [entityType], params }, { maxSize: MOST });
		if (!isLastPage(page)) return undefined;
		const choices = page.list.filter(isJsonObject).map(({ id, name }) => ({ id: String(id), name: String(name ?? id) }));
		return choices.sort((a, b) => a.name.localeCompare(b.name));
	} catch (error) {
		if (isPassing(error)) throw asError(error);
		return undefined;
	}
}
