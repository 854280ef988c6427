import type { EspoRequest } from '../request/EspoRequest';
import { isoDateTime, momentOf } from '../values/dateTime';
import { isGiven } from '../values/given';
import type { JsonObject } from '../values/Json';

/**
 * The answer to a write with the duration that a later read gives: EspoCRM computes it from the start and the end, but answers a write with its
 * default, with the one before, or with what was sent (7.5 and 10.0, measured). It is left out where the answer does not tell it.
 */
export function withDuration(entityType: string, answer: JsonObject): JsonObject {
	if (!('duration' in answer) || !computesDuration(entityType, answer)) return answer;
	const { duration, ...rest } = answer;
	void duration;
	const { dateStart, dateEnd } = answer;
	if (dateStart === undefined || dateEnd === undefined) return rest;
	if (!isDateTime(dateStart) || !isDateTime(dateEnd)) return { ...answer, duration: null };
	return { ...answer, duration: (momentOf(dateEnd) - momentOf(dateStart)) / 1000 };
}

/**
 * Whether a new event has a start, but no end: EspoCRM demands none of a meeting (nor 7.5 of a call), makes none of a duration, and its calendar then
 * shows the event as lasting all day (7.5 and 10.0, measured). A record that is meant to last all day is shown as it should be.
 */
export function lacksEnd({ method, path: [entityType = ''], body = {} }: EspoRequest, record: JsonObject): boolean {
	if (method !== 'POST' || isGiven(body.dateEnd) || !computesDuration(entityType, record) || record.isAllDay === true) return false;
	return typeof record.dateStart === 'string' && (record.dateEnd ?? null) === null;
}

/** Whether records of a type are events: others may have a field of that name. */
export function computesDuration(entityType: string, answer: JsonObject): boolean {
	return ['Meeting', 'Call'].includes(entityType) || 'isAllDay' in answer;
}

function isDateTime(value: unknown): value is string {
	return typeof value === 'string' && isoDateTime(value) !== undefined;
}
