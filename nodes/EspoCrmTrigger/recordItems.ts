import type { Metadata } from '../shared/api/metadata/Metadata';
import { presented } from '../shared/api/presented/presented';
import { isoDateTime } from '../shared/api/values/dateTime';
import { InvalidInput } from '../shared/api/values/InvalidInput';
import type { JsonObject } from '../shared/api/values/Json';
import type { TriggerSettings } from './readTrigger';

export interface RecordEvent {
	event: 'create' | 'update' | 'enter';
	/** In EspoCRM's form. */
	time: string;
	record: JsonObject;
}

/**
 * Events of records as items, each with an ID that is the same whenever the event is delivered.
 * @param events are taken out of the array, so that records are not held beside what is shown of them
 * @param hint see `presented`
 */
export async function recordItems(
	events: RecordEvent[],
	{ entityType = '', output, options }: TriggerSettings,
	metadata: Metadata,
	hint?: (text: string) => void,
): Promise<JsonObject[]> {
	const { heads, records } = takenApart(events);
	const shown = await presented(
		records,
		{ ...output, entityType, dateTimes: options.dateTimeFormat, labels: options.addLabels },
		metadata,
		hint,
	);
	return heads.map(({ event, time, id }, index) => {
		const iso = isoDateTime(time) ?? time;
		const eventId = [entityType, id, event, iso].join('/');
		return { event, eventId, entityType, id, time: options.dateTimeFormat === 'iso' ? iso : time, record: shown[index] ?? null };
	});
}

function takenApart(events: RecordEvent[]) {
	const heads = events.map(({ event, time, record: { id = null } }) => ({ event, time, id }));
	const records = events.map(({ record }) => record);
	events.length = 0;
	return { heads, records };
}

/** A trigger has no place for hints, so its test says what can't be shown as wanted. @throws InvalidInput */
export function refuseUnknown(text: string): never {
	throw new InvalidInput('Output', text);
}
