import { momentOf } from '../../values/dateTime';
import { isJsonObject } from '../../values/Json';
import type { Position, RecordState } from './RecordState';

/** What static data gave back, if it is such a state. */
export function storedRecordState(value: unknown): RecordState | undefined {
	if (!isJsonObject(value)) return undefined;
	const { fingerprint, filter, cursor, overlap, seen, held, polledAt, at } = value;
	if (typeof fingerprint !== 'string' || typeof filter !== 'string' || !isMilliseconds(polledAt) || !isMilliseconds(at)) return undefined;
	if (!isPosition(cursor) || !isPosition(overlap) || !arePositions(seen) || !arePositions(held)) return undefined;
	return { fingerprint, filter, cursor, overlap, seen, held, polledAt, at };
}

function isMilliseconds(value: unknown): value is number {
	return Number.isFinite(value);
}

function isPosition(value: unknown): value is Position {
	return (
		Array.isArray(value) &&
		value.length === 2 &&
		typeof value[1] === 'string' &&
		typeof value[0] === 'string' &&
		Number.isFinite(momentOf(value[0]))
	);
}

function arePositions(value: unknown): value is Position[] {
	return Array.isArray(value) && value.every(isPosition);
}
