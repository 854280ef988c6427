import { allEnded } from '../client/allEnded';
import type { EspoClient } from '../client/EspoClient';
import { readableRecords } from '../lists/readableRecords';
import { isName } from '../values/identifier';
import type { JsonObject } from '../values/Json';

/**
 * The full records that notes are about, one request per entity type (and some 200 ids). A record that is deleted or
 * not accessible is not in the result.
 * @returns records by "type/id"
 * @throws EspoError for failures that pass, so that the next poll can deliver the events with their records
 */
export async function recordsOfNotes(client: EspoClient, notes: JsonObject[]): Promise<Map<string, JsonObject>> {
	const idsByType = new Map<string, Set<string>>();
	for (const { parentType, parentId } of notes) {
		if (typeof parentType !== 'string' || typeof parentId !== 'string' || !isName(parentType)) continue;
		idsByType.set(parentType, (idsByType.get(parentType) ?? new Set()).add(parentId));
	}
	const records = new Map<string, JsonObject>();
	await allEnded(
		[...idsByType].map(async ([entityType, ids]) => {
			for (const record of await readableRecords(client, entityType, [...ids])) records.set(`${entityType}/${String(record.id)}`, record);
		}),
	);
	return records;
}
