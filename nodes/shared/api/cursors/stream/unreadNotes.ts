import type { WhereItem } from '../../request/WhereItem';
import { above, type Note, type NoteFilter } from '../../stream/StreamSource';
import { espoDateTime } from '../../values/dateTime';
import { between, gapsBetween, has, largest } from '../../values/numberRanges';
import { LATE_MS } from '../lateMs';
import { lastRead, NUMBERS_PER_REQUEST, overlapStart, type StreamState } from './StreamState';

/** Conditions that hold for everything that is owed. */
export function owedWhere(filter: NoteFilter, { since, polledAt }: StreamState): WhereItem[] {
	// What was created long before the last poll and is seen only now became visible through a follow or a role, and is not owed.
	const recent = espoDateTime(polledAt - LATE_MS);
	return [{ type: 'greaterThanOrEquals', attribute: 'createdAt', value: recent > since ? recent : since }, ...(filter.where ?? [])];
}

/**
 * The condition for notes that were not read yet: above the cursor, late ones below it (which a search looks for by itself),
 * and whatever is newer than the last poll, because in another database numbers that were read come again.
 */
export function unreadWhere(state: StreamState): WhereItem {
	const created: WhereItem = { type: 'greaterThan', attribute: 'createdAt', value: espoDateTime(lastRead(state)) };
	return { type: 'or', value: [...(state.search ? [above(state.cursor)] : unreadNumbers(state)), created] };
}

/** Above which number the first request of a poll asks for what was not read. */
export function askedAbove(state: StreamState): number {
	return state.search ? state.cursor : overlapStart(state);
}

function unreadNumbers(state: StreamState): WhereItem[] {
	const start = overlapStart(state);
	const seen = largest(between(state.seen, start, state.cursor), NUMBERS_PER_REQUEST);
	const gaps = largest(gapsBetween(state.seen, start, state.cursor), NUMBERS_PER_REQUEST);
	if (!gaps.numbers.length) return [above(state.cursor)];
	// Whichever list is shorter goes into the request.
	if (gaps.next === undefined && gaps.numbers.length < seen.numbers.length) {
		return [above(state.cursor), { type: 'in', attribute: 'number', value: gaps.numbers }];
	}
	if (!seen.numbers.length) return [above(start)];
	return [{ type: 'and', value: [above(start), { type: 'notIn', attribute: 'number', value: seen.numbers }] }];
}

/** Whether a note is newer than the last poll, but its number is not: a sign of another database. */
export function isStrange(state: StreamState, note: Note): boolean {
	return note.number <= state.cursor && isAfterLastPoll(state, note) && !state.latest?.some(([, id]) => id === note.id);
}

/** Whether a note was created after the last poll. */
export function isAfterLastPoll(state: StreamState, { createdAt }: Note): boolean {
	return typeof createdAt === 'string' && createdAt > espoDateTime(lastRead(state));
}

/** Whether a note is owed and was not read yet: what the conditions say, because servers before 7.3 ignore them. */
export function isUnread(state: StreamState, { number, createdAt }: Note): boolean {
	const { dropped, since, seen } = state;
	const created = typeof createdAt === 'string' ? createdAt : since;
	if (dropped && has(dropped.seen, number) && created <= dropped.before) return false;
	return number > overlapStart(state) && !has(seen, number) && created >= since;
}
