import { readableRecords } from '../lists/readableRecords';
import type { Lookups } from '../metadata/Lookups';
import { updateRequest } from '../records/createRecord';
import { isStored } from '../records/notStored';
import { writeRecord } from '../records/writeRecord';
import { writtenText } from '../records/writtenText';
import type { Json, JsonObject } from '../values/Json';
import type { MassChange } from './ManyOutcome';
import { addRemark, type Remarks } from './Remarks';

/**
 * What a single update stores with more than one request, or otherwise than a mass action: addresses, which stand beside others, and days, which depend on
 * what the record holds.
 */
const DEPENDS_ON_RECORD = /^(emailAddress|phoneNumber)|^isAllDay$|^date(Start|End)Date$/;

/**
 * Sets the same values in records.
 * @param remarks gets what single requests show of what is stored
 */
export function updateChange({ client, metadata }: Lookups, entityType: string, values: JsonObject, remarks: Remarks): MassChange {
	const attributes = Object.keys(values);
	return {
		entityType,
		action: 'update',
		data: { values },
		isSingly: attributes.some((name) => DEPENDS_ON_RECORD.test(name)),
		async single(id) {
			const written = await writeRecord(client, metadata, updateRequest(entityType, id, values));
			addRemark(remarks, id, writtenText(written));
		},
		async done(ids) {
			const rows = await readableRecords(client, entityType, ids, ['id', ...attributes]);
			return rows.filter((row) => holds(row, values)).map(({ id }) => String(id));
		},
	};
}

function holds(row: JsonObject, values: JsonObject): boolean {
	return Object.entries(values).every(([name, value]) => name in row && isStored(value as Json, row[name]));
}
