import { withIsoDateTimes } from './isoDateTimes';
import type { JsonObject } from './Json';
import type { Metadata } from './Metadata';
import { withLabels } from './optionLabels';
import { recordType } from './recordType';

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
	/** How many of `attributes` are shown, the id included: the first that a record has. */
	atMost?: number;
}

/** Notes have no other date-times than those that need no look-up; their `post` is text, whatever it looks like. */
const NOTE = 'Note';

/**
 * Records as the user wants to see them. Never rejects: what was read or written must not be lost because of how it is shown.
 * @param tell is called with a sentence for the user when something could not be shown as wanted
 */
export async function presented(
	records: JsonObject[],
	presentation: Presentation,
	metadata: Metadata,
	tell: (text: string) => void = () => undefined,
): Promise<JsonObject[]> {
	const { entityType, link, dateTimes, labels } = presentation;
	const type = entityType === undefined || (entityType === NOTE && link === undefined) ? undefined : recordType(metadata, entityType, link);
	const kept = records.map((record) => keptOf(record, presentation));
	const shown = dateTimes === 'iso' ? await withIsoDateTimes(kept, type) : kept;
	if (!labels || !type) return shown;
	return await withLabels(shown, type).catch(() => {
		tell("Labels were not added, because EspoCRM's metadata could not be read.");
		return shown;
	});
}

function keptOf(record: JsonObject, { attributes, atMost }: Presentation): JsonObject {
	if (!attributes) return record;
	const given = new Set(Object.keys(record));
	const names = [...new Set(['id', ...attributes])].filter((name) => given.has(name));
	return Object.fromEntries(names.slice(0, atMost).map((name) => [name, record[name]])) as JsonObject;
}
