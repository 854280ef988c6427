import { momentOf } from '../../values/dateTime';
import type { Position, RecordState } from './RecordState';

/** What static data gave back, if it is such a state. */
export function storedRecordState(value: unknown): RecordState | undefined {
	const state = value as Partial<RecordState> | null | undefined;
	if (typeof state !== 'object' || state === null) return undefined;
	const { fingerprint, filter, cursor, overlap, seen, held, polledAt, at } = state;
	const whole = typeof fingerprint === 'string' && typeof filter === 'string' && [polledAt, at].every(Number.isFinite);
	const lists = [seen, held].every((list) => Array.isArray(list) && list.every(isPosition));
	return whole && lists && isPosition(cursor) && isPosition(overlap) ? (state as RecordState) : undefined;
}

function isPosition(value: unknown): value is Position {
	return Array.isArray(value) && value.length === 2 && typeof value[1] === 'string' && typeof value[0] === 'string' && Number.isFinite(momentOf(value[0]));
}
