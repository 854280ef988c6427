import { momentOf } from '../../values/dateTime';
import { isJsonObject, type JsonObject } from '../../values/Json';
import type { NoteMark } from './knownNotes';
import type { StreamState } from './StreamState';

/** What static data gave back, if it is a state. What only speeds things up is left out where it is damaged. */
export function storedStreamState(value: unknown): StreamState | undefined {
	if (!isJsonObject(value)) return undefined;
	const { fingerprint, filter, since, cursor, polledAt, reached, seen, known } = value;
	if (typeof fingerprint !== 'string' || typeof filter !== 'string' || !isTime(since)) return undefined;
	if (!isNumber(cursor) || !isNumber(polledAt) || !areRanges(reached) || !areRanges(seen) || !areMarks(known)) return undefined;
	return { fingerprint, filter, since, cursor, reached, seen, known, polledAt, ...aidsIn(value) };
}

function aidsIn({ latest, floor, dropped, window, search }: JsonObject): Partial<StreamState> {
	const isDropped = isJsonObject(dropped) && areRanges(dropped.seen) && isTime(dropped.before);
	return {
		...(areMarks(latest) && { latest }),
		...(isMark(floor) && { floor }),
		...(isDropped && { dropped: dropped as StreamState['dropped'] }),
		...(isNumber(window) && { window }),
		...(isJsonObject(search) && isNumber(search.since) && areRanges(search.left) && { search: search as unknown as StreamState['search'] }),
	};
}

function isNumber(value: unknown): value is number {
	return Number.isFinite(value);
}

/** In EspoCRM's form. */
function isTime(value: unknown): value is string {
	return typeof value === 'string' && Number.isFinite(momentOf(value));
}

function isPair(value: unknown): value is [unknown, unknown] {
	return Array.isArray(value) && value.length === 2;
}

function areRanges(value: unknown): value is Array<[number, number]> {
	return Array.isArray(value) && value.every((pair) => isPair(pair) && pair.every(isNumber));
}

function isMark(value: unknown): value is NoteMark {
	return isPair(value) && isNumber(value[0]) && typeof value[1] === 'string';
}

function areMarks(value: unknown): value is NoteMark[] {
	return Array.isArray(value) && value.every(isMark);
}
