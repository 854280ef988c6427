import type { EspoClient } from '../client/EspoClient';
import type { JsonObject } from '../values/Json';
import { listRecords } from './listRecords';
import { withNameParts } from './withNameParts';

/** A record of which certain attributes are wanted. */
export interface WantedRecord {
	entityType: string;
	id: string;
	attributes: string[];
}

/** Records of one type of which the same is wanted. */
interface Group {
	ids: Set<string>;
	/** By their IDs; begins with the first that is asked for. */
	reading?: Promise<Map<string, JsonObject>>;
}

/**
 * Reads records of which several are wanted by lists instead of one by one. A list shows the same values as the record itself, or leaves an attribute
 * out (espocrm-api.md#lists-and-records).
 * @param wanted all that will be asked for
 * @returns gives a record with all its wanted attributes; undefined where the list can't (it is gone, not accessible, or an attribute is not shown in
 * lists) or nothing else is read with it: then the record has to be read by itself. Never rejects.
 */
export function recordsTogether(client: EspoClient, wanted: WantedRecord[]): (record: WantedRecord) => Promise<JsonObject | undefined> {
	const groups = new Map<string, Group>();
	for (const record of wanted) {
		const group = groups.get(keyOf(record)) ?? { ids: new Set() };
		groups.set(keyOf(record), group);
		group.ids.add(record.id);
	}
	return async (record) => {
		const group = groups.get(keyOf(record));
		if (!group || group.ids.size < 2) return undefined;
		group.reading ??= rowsOf(client, record, [...group.ids]);
		const row = (await group.reading).get(record.id);
		return row && record.attributes.every((name) => name in row) ? row : undefined;
	};
}

function keyOf({ entityType, attributes }: WantedRecord): string {
	return JSON.stringify([entityType, attributes]);
}

async function rowsOf(client: EspoClient, { entityType, attributes }: WantedRecord, ids: string[]): Promise<Map<string, JsonObject>> {
	const where = [{ type: 'in', attribute: 'id', value: ids }];
	const select = withNameParts([...new Set(['id', ...attributes])]);
	// What a list is refused for may be no reason for the records themselves.
	const rows = await listRecords(client, { path: [entityType], params: { where, select } }).catch(() => []);
	return new Map(rows.map((row) => [String(row.id), row]));
}
