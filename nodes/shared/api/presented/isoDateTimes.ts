import { isoDateTime } from '../values/dateTime';
import type { Json, JsonObject } from '../values/Json';
import type { RecordType } from './recordType';
import { replaceEach } from './replaceEach';

/** Date-times in every entity type that has them. */
const KNOWN = ['createdAt', 'modifiedAt', 'streamUpdatedAt'];

/**
 * Records with their date-times in ISO 8601; nested values stay. The type of an attribute counts, as text can look like a
 * date-time; it is looked up only when a value does. When it can't be looked up, looks decide: a wrong zone does more harm.
 * @param records see `replaceEach`
 * @param type undefined: only what is known of every type
 * @param isOwn see `Presentation`
 */
export async function withIsoDateTimes(records: JsonObject[], type: RecordType | undefined, isOwn = false): Promise<JsonObject[]> {
	const names = [...KNOWN, ...(type ? await otherDateTimes(records, type) : [])];
	return replaceEach(records, (record) => (isOwn ? converted(record, names) : inIso(record, names)));
}

/** The record with the values of these attributes in ISO 8601, as far as they are date-times. */
export function inIso(record: JsonObject, attributes: string[]): JsonObject {
	return converted({ ...record }, attributes);
}

function converted(record: JsonObject, attributes: string[]): JsonObject {
	for (const name of attributes) {
		const iso = isoOf(record[name]);
		if (iso !== undefined) record[name] = iso;
	}
	return record;
}

/** Date-times that not every entity type has. */
async function otherDateTimes(records: JsonObject[], type: RecordType): Promise<string[]> {
	const unclear = namesThatLookLikeIt(records);
	if (!unclear.length) return [];
	const kinds = await type.kinds().catch(() => undefined);
	return unclear.filter((name) => kinds === undefined || ['dateTime', 'dateTimeOptional'].includes(kinds.get(name) ?? ''));
}

/** Attributes, beside those that are known, of which some value looks like a date-time. */
function namesThatLookLikeIt(records: JsonObject[]): string[] {
	const names = new Set<string>();
	for (const record of records) {
		for (const name of Object.keys(record)) {
			if (!names.has(name) && !KNOWN.includes(name) && isoOf(record[name]) !== undefined) names.add(name);
		}
	}
	return [...names];
}

function isoOf(value: Json | undefined): string | undefined {
	return typeof value === 'string' ? isoDateTime(value) : undefined;
}
