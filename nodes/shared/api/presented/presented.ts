import type { Metadata } from '../metadata/Metadata';
import type { JsonObject } from '../values/Json';
import { withIsoDateTimes } from './isoDateTimes';
import { withLabels } from './optionLabels';
import { recordType, type RecordType } from './recordType';
import { replaceEach } from './replaceEach';

/** How records are shown. */
export interface Presentation {
	/** Undefined where the records are of no entity type. */
	entityType?: string;
	/** The link of `entityType` that the records were listed through. */
	link?: string;
	/** ISO 8601 with `Z`, or EspoCRM's own form. */
	dateTimes: 'iso' | 'espo';
	/** Whether labels of options are added, e.g. `stageLabel`. */
	labels: boolean;
	/** The attributes that are kept, besides the id, in this order; undefined for all. */
	attributes?: string[];
	/** What is not of the record itself and stands before it. */
	first?: string[];
	/** Whether attributes without a value may be missing from the records, as in the answer to a create. */
	setOnly?: boolean;
	/** Whether nobody else has the records, so that they need not be copied. Otherwise other parts would see what is shown instead of what was read. */
	isOwn?: boolean;
	/** How many of `attributes` are shown, the id included: the first that a record has. */
	atMost?: number;
}

/** Notes have no other date-times than those that need no look-up; their `post` is text, whatever it looks like. */
const NOTE = 'Note';

/**
 * Records as the user wants to see them. Never rejects unless `hint` throws: what was read or written must not be lost because of how it is shown.
 * @param records an array of its own: what is shown comes in the place of each
 * @param hint is called with a sentence for the user when something could not be shown as wanted
 */
export async function presented(
	records: JsonObject[],
	presentation: Presentation,
	metadata: Metadata,
	hint: (text: string) => void = () => undefined,
): Promise<JsonObject[]> {
	const { entityType, link, dateTimes, labels } = presentation;
	const type = entityType === undefined || (entityType === NOTE && link === undefined) ? undefined : recordType(metadata, entityType, link);
	const whole = type ? await withMissing(records, presentation, type, hint) : records;
	const kept = replaceEach(whole, (record) => keptOf(record, presentation));
	const shown = dateTimes === 'iso' ? await withIsoDateTimes(kept, type, presentation.isOwn) : kept;
	if (!labels || !type) return shown;
	return await withLabels(shown, type).catch(() => {
		hint("Labels were not added, because EspoCRM's metadata could not be read.");
		return shown;
	});
}

/**
 * The records with those of the chosen attributes that they lack only because they are empty; the user is told of others that were chosen by name.
 * The type is looked up only where something is missing that may be empty.
 */
async function withMissing(
	records: JsonObject[],
	presentation: Presentation,
	type: RecordType,
	hint: (text: string) => void,
): Promise<JsonObject[]> {
	const { attributes = [], atMost, setOnly = false } = presentation;
	const isMissing = (name: string) => records.some((record) => !(name in record));
	const missing = attributes.filter((name) => (setOnly ? isMissing(name) : records.every((record) => !(name in record))));
	if (!records.length || !missing.length) return records;
	const kinds = setOnly ? await type.kinds().catch(() => undefined) : undefined;
	const unknown = missing.filter((name) => !kinds?.has(name) && records.every((record) => !(name in record)));
	if (atMost === undefined && unknown.length && (kinds || !setOnly)) hint(missingText(unknown));
	const empty = Object.fromEntries(missing.filter((name) => kinds?.has(name)).map((name) => [name, null]));
	return replaceEach(records, (record) => ({ ...empty, ...record }));
}

function missingText(names: string[]): string {
	return `“Attribute Names or IDs”: EspoCRM returned no ${names.map((name) => `“${name}”`).join(', ')} here. Check the spelling and the rights of the user.`;
}

function keptOf(record: JsonObject, { attributes, atMost, first = [] }: Presentation): JsonObject {
	if (!attributes) return record;
	const given = new Set(Object.keys(record));
	const names = [...new Set(['id', ...attributes])].filter((name) => given.has(name));
	return Object.fromEntries(
		[...first.filter((name) => given.has(name)), ...names.slice(0, atMost)].map((name) => [name, record[name]]),
	) as JsonObject;
}
