import { presented, type Presentation } from '../shared/api/presented/presented';
import { recordsOfNotes } from '../shared/api/stream/recordsOfNotes';
import type { JsonObject } from '../shared/api/values/Json';
import type { Connection } from '../shared/n8n/transport/connect';

/**
 * The records that notes are about, as they are shown. One that is deleted or not accessible is not in the result.
 * @returns records by "type/id"
 * @throws EspoError for failures that pass
 */
export async function fullRecords(
	{ client, metadata }: Connection,
	notes: JsonObject[],
	dateTimes: Presentation['dateTimes'],
): Promise<Map<string, JsonObject>> {
	const found = [...(await recordsOfNotes(client, notes))];
	const typeOf = (key: string) => key.slice(0, key.indexOf('/'));
	const types = [...new Set(found.map(([key]) => typeOf(key)))];
	const shown = await Promise.all(
		types.map(async (entityType) => {
			const own = found.filter(([key]) => typeOf(key) === entityType);
			const records = await presented(
				own.map(([, record]) => record),
				{ entityType, dateTimes, labels: false },
				metadata,
			);
			return records.map((record, index): [string, JsonObject] => [own[index]?.[0] ?? '', record]);
		}),
	);
	return new Map(shown.flat());
}
