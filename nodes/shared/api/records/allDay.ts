import type { EspoRequest } from '../request/EspoRequest';
import { espoDateTime, momentOf } from '../values/dateTime';
import { InvalidInput } from '../values/InvalidInput';
import type { Json, JsonObject } from '../values/Json';

const ENDS = ['dateStart', 'dateEnd'];

/** Whether an update makes a record last all day without saying both of its days, or clears a day alone, so that it depends on the record whether it can. */
export function needsDays({ method, body = {} }: EspoRequest): boolean {
	if (method !== 'PUT') return false;
	return body.isAllDay === undefined ? clearsDay(body) !== undefined : Boolean(body.isAllDay) && !ENDS.every((end) => isOnDay(body, end));
}

/**
 * EspoCRM moves the other day along where the record has one; where it has times it keeps one of them, so that the record would last a part of a
 * day, or end before it begins (7.5 and 10.0, measured). Of a day that is cleared alone it keeps the moment, and the record still lasts all day.
 * @param before the record as it was; undefined where it can't be read
 * @throws InvalidInput
 */
export function refuseHalfDays({ body = {} }: EspoRequest, before: JsonObject | undefined): void {
	if (!before || !ENDS.every((end) => `${end}Date` in before)) return;
	const cleared = clearsDay(body);
	if (cleared && !('isAllDay' in before) && isOnDay(before, cleared)) {
		throw new InvalidInput(
			'Fields',
			`“${cleared}Date” can't be cleared on its own, because EspoCRM would keep a time in its place`,
			`Clear “${cleared}” instead, which clears both.`,
		);
	}
	const after = { ...before, ...body };
	const timed = after.isAllDay ? ENDS.find((end) => !isOnDay(after, end) && !isCleared(after, end)) : undefined;
	if (!timed) return;
	if (cleared && body.isAllDay === undefined) {
		throw new InvalidInput(
			'Fields',
			`“${cleared}Date” can't be cleared on its own, because the record lasts all day`,
			`Clear “${cleared}”, or turn “isAllDay” off.`,
		);
	}
	throw new InvalidInput(
		'Fields',
		`The record can't last all day, because its “${timed}” is not a day`,
		'Give the start and the end as days, e.g. 2026-11-23.',
	);
}

/**
 * The request that is still needed after an update to times, so that no day is left over: 7.5 keeps the day of an end that was not given, and with it
 * the time that was (measured). It gets the time that 10.0 gives it by itself: an end that lasts as long as before, a start at its day's beginning.
 * @param answer to the update; its `duration` is the one before it
 * @returns undefined where no day is left, as on 10.0
 */
export function timesRequest({ method, path, body = {} }: EspoRequest, answer: JsonObject): EspoRequest | undefined {
	if (method !== 'PUT' || body.isAllDay !== false) return undefined;
	const left = ENDS.filter((end) => isOnDay(answer, end) && !isOnDay(body, end));
	if (!left.length) return undefined;
	const days = left.map((end): [string, Json] => [`${end}Date`, null]);
	const [start, duration] = [answer.dateStart, answer.duration];
	const movesAlong =
		left.includes('dateEnd') && typeof body.dateStart === 'string' && typeof start === 'string' && typeof duration === 'number';
	const end: JsonObject = movesAlong ? { dateEnd: espoDateTime(momentOf(start) + duration * 1000) } : {};
	return { method, path, body: { ...end, ...Object.fromEntries(days) } };
}

/** The start or the end of which only the day is cleared. */
function clearsDay(body: JsonObject): string | undefined {
	return ENDS.find((end) => body[`${end}Date`] === null && body[end] === undefined);
}

function isCleared(record: JsonObject, end: string): boolean {
	return record[end] === null && record[`${end}Date`] === null;
}

function isOnDay(record: JsonObject, end: string): boolean {
	return typeof record[`${end}Date`] === 'string';
}
