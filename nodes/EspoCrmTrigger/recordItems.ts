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
 * @param events with records that nobody else has: they become those of the items, and are taken out of the array
 * @param hint see `presented`
 */
export async function recordItems(
	events: RecordEvent[],
	{ entityType = '', output, options }: TriggerSettings,
	metadata: Metadata,
	hint?: (text: string) => void,
): Promise<JsonObject[]> {
	const { heads, records } = takenApart(events);
	const isoTime = isoTimes();
	const shown = await presented(
		records,
		{ ...output, entityType, dateTimes: options.dateTimeFormat, labels: options.addLabels, isOwn: true },
		metadata,
		hint,
	);
	return heads.map(({ event, time, id }, index) => {
		const iso = isoTime(time);
		const eventId = [entityType, id, event, iso].join('/');
		return { event, eventId, entityType, id, time: options.dateTimeFormat === 'iso' ? iso : time, record: shown[index] ?? null };
	});
}

function takenApart(events: RecordEvent[]) {
	const heads = events.map(({ event, time, record: { id = null } }) => ({ event, time, id }));
	// A record that was created and changed is in two events, whose items must not share it.
	const records = events.map(({ record }, index) => (record === events[index - 1]?.record ? { ...record } : record));
	events.length = 0;
	return { heads, records };
}

/** Many changes are of the same second, whose text is made once. */
function isoTimes(): (time: string) => string {
	let [last, iso] = ['', ''];
	return (time) => {
		if (time !== last) [last, iso] = [time, isoDateTime(time) ?? time];
		return iso;
	};
}

/** A trigger has no place for hints, so its test says what can't be shown as wanted. @throws InvalidInput */
export function refuseUnknown(text: string): never {
	throw new InvalidInput('Output', text);
}
