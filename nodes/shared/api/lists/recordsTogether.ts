import type { EspoClient } from '../client/EspoClient';
import { EspoError, type EspoErrorKind } from '../client/EspoError';
import { asError } from '../values/asError';
import type { JsonObject } from '../values/Json';
import { askedAttributes } from './askedAttributes';
import { listRecords } from './listRecords';

/** A record of which certain attributes are wanted. */
export interface WantedRecord {
	entityType: string;
	id: string;
	attributes: string[];
}

/** By their IDs. */
type Rows = Map<string, JsonObject>;

/** Records of one type of which the same is wanted. */
interface Group {
	/** How many are asked for, those that come twice included. */
	count: number;
	/** Each in the list that it is read with. */
	parts: Map<string, Part>;
	newest?: Part;
	/** Whether further lists would not help: a wanted attribute is not shown in lists, or the server does not give any. */
	isInVain?: boolean;
}

/** The records of one list. */
interface Part {
	ids: string[];
	/** Begins with the first that is asked for. */
	reading?: Promise<Rows>;
}

/** What may be the fault of a record in the list; other lists can be read. */
const OF_A_RECORD: EspoErrorKind[] = ['forbidden', 'notFound', 'server'];
/** What no single record would be answered any better. */
const OF_THE_LOG_IN: EspoErrorKind[] = ['denied', 'lockedOut'];

/**
 * Reads records of which several are wanted by lists of a page instead of one by one. A list shows the same values as the record itself, or leaves an
 * attribute out (espocrm-api.md#lists-and-records).
 * @param wanted all that will be asked for
 * @returns gives a record with all its wanted attributes; undefined where the list can't (it is gone, not accessible, or an attribute is not shown in
 * lists) or nothing else is read with it: then the record has to be read by itself. Throws EspoError when the log-in is denied.
 */
export function recordsTogether(client: EspoClient, wanted: WantedRecord[]): (record: WantedRecord) => Promise<JsonObject | undefined> {
	const groups = new Map<string, Group>();
	for (const record of wanted) {
		const group = groups.get(keyOf(record)) ?? { count: 0, parts: new Map<string, Part>() };
		groups.set(keyOf(record), group);
		add(group, record.id, client.pageSize);
	}
	return async (record) => {
		const group = groups.get(keyOf(record));
		const part = group?.parts.get(record.id);
		if (!group || !part || group.count < 2 || (group.isInVain && !part.reading)) return undefined;
		part.reading ??= rowsOf(client, record, part.ids).then(
			(rows) => withVerdict(group, rows, record.attributes),
			(error: unknown) => withoutList(group, error),
		);
		const row = (await part.reading).get(record.id);
		// Items must not share what is in it.
		return row && record.attributes.every((name) => name in row) ? structuredClone(row) : undefined;
	};
}

function add(group: Group, id: string, most: number): void {
	group.count++;
	if (group.parts.has(id)) return;
	if (!group.newest || group.newest.ids.length >= most) group.newest = { ids: [] };
	group.newest.ids.push(id);
	group.parts.set(id, group.newest);
}

function keyOf({ entityType, attributes }: WantedRecord): string {
	return JSON.stringify([entityType, attributes]);
}

async function rowsOf(client: EspoClient, { entityType, attributes }: WantedRecord, ids: string[]): Promise<Rows> {
	const where = [{ type: 'in', attribute: 'id', value: ids }];
	const select = askedAttributes([...new Set(['id', ...attributes])]);
	const rows = await listRecords(client, { path: [entityType], params: { where, select } });
	return new Map(rows.map((row) => [String(row.id), row]));
}

/** The rows, after a look at whether lists show what is wanted. */
function withVerdict(group: Group, rows: Rows, attributes: string[]): Rows {
	const list = [...rows.values()];
	if (list.length && attributes.some((name) => list.every((row) => !(name in row)))) group.isInVain = true;
	return rows;
}

/** A list that is refused, too long for a proxy or too slow is no reason for the records, which are read by themselves then. */
function withoutList(group: Group, error: unknown): Rows {
	const kind = error instanceof EspoError ? error.kind : undefined;
	if (!kind || OF_THE_LOG_IN.includes(kind)) throw asError(error);
	if (!OF_A_RECORD.includes(kind)) group.isInVain = true;
	return new Map();
}
