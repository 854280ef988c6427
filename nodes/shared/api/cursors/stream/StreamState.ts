import type { Note } from '../../stream/StreamSource';
import { espoDateTime } from '../../values/dateTime';
import { between, gapsBetween, withRanges, type NumberRanges } from '../../values/numberRanges';
import { LATE_MS } from '../lateMs';
import { floorOf, knownNotes, latestOf, type NoteMark } from './knownNotes';

/** What a polling trigger keeps between polls. Small and plain: it is a part of the workflow's row in n8n's database. */
export interface StreamState {
	/** Server, user and source; with another one the state is worth nothing. */
	fingerprint: string;
	/** The filter; what an older one left out must not look like late. */
	filter: string;
	/** The server's time at activation, in EspoCRM's form. Nothing older is owed, however late it is seen. */
	since: string;
	/** Every note up to this number has been read, except those that become visible late. */
	cursor: number;
	/** When the cursor got where: [server time in ms, number], oldest first, of the last eleven minutes. */
	reached: Array<[at: number, cursor: number]>;
	/** Numbers that were read, above the overlap's start. */
	seen: NumberRanges;
	/** The newest small notes that were read, [number, id]: when none of them is there any more, it is another database. */
	known: NoteMark[];
	/** The newest notes that were read, however large. */
	latest?: NoteMark[];
	/** A note at or below the overlap's start, if possible: when it is in an answer, the server has looked at everything above it. */
	floor?: NoteMark;
	/** Read before the cursor was lowered, of notes that are not newer than `before`. */
	dropped?: { seen: NumberRanges; before: string };
	/** How many numbers a window may span; smaller after one took too long. */
	window?: number;
	/** Of everything: a search through more than one poll can look at. */
	search?: Search;
	/** The server's time of the last poll that left nothing unread, in ms. */
	polledAt: number;
}

/** What could not be looked at in one poll. Leaving it out only makes the search begin anew. */
export interface Search {
	/** The server's time in ms when it began: the rest of the overlap was looked at since then. */
	since: number;
	/** Numbers of the overlap that are still to be looked at. */
	left: NumberRanges;
}

/** Numbers in one condition: keeps the request line below 4 KB. */
export const NUMBERS_PER_REQUEST = 400;

export interface StateIdentity {
	fingerprint: string;
	filter: string;
}

/** The state from which on everything is owed. @param newest the newest notes that are visible, newest first */
export function startState(identity: StateIdentity, serverTime: number, newest: Note[]): StreamState {
	const cursor = newest[0]?.number ?? 0;
	const known = knownNotes([], newest);
	return {
		...identity,
		since: espoDateTime(serverTime),
		cursor,
		reached: [[serverTime, cursor]],
		seen: [],
		known,
		latest: latestOf(newest),
		floor: floorOf(known, latestOf(newest), cursor),
		polledAt: serverTime,
	};
}

/** With another filter, what the older one hid between overlap and cursor is not owed. */
export function withFilter(state: StreamState, filter: string): StreamState {
	if (state.filter === filter) return state;
	const { cursor, search: { left } = { left: [] } } = state;
	const at = lastRead(state);
	const start = left[0] ? left[0][0] - 1 : cursor;
	// What nobody has looked at yet stays to be looked at.
	return {
		...state,
		filter,
		reached:
			start < cursor
				? [
						[at, start],
						[at, cursor],
					]
				: [[at, cursor]],
		seen: gapsBetween(left, start, cursor),
	};
}

/** Above which number late notes are still looked for. */
export function overlapStart({ reached, cursor }: StreamState): number {
	return reached[0]?.[1] ?? cursor;
}

/**
 * The state for a stream whose newest note is older than the cursor: the newest notes were deleted, or a backup was
 * restored and its numbers come again. What was not visible at the last poll is not much older than that.
 * @param older the newest notes that were there at the last poll already, newest first
 */
export function lowered(state: StreamState, older: Note[]): StreamState {
	const cursor = older[0]?.number ?? 0;
	const since = espoDateTime(state.polledAt - LATE_MS);
	return {
		...state,
		since: since > state.since ? since : state.since,
		cursor,
		reached: state.reached.map(([time, number]) => [time, Math.min(number, cursor)]),
		seen: between(state.seen, 0, cursor),
		known: knownNotes([], older),
		latest: latestOf(older),
		floor: undefined,
		search: undefined,
		// The same notes may come back (followed again, restored from the bin); those of a restored backup are newer.
		dropped: { seen: withRanges(state.dropped?.seen ?? [], state.seen), before: espoDateTime(lastRead(state)) },
	};
}

/** The state that looks for late notes above a lower number too. */
export function overlappingFrom(state: StreamState, number: number): StreamState {
	return {
		...state,
		reached: state.reached.map(([time, reached], index) => [time, index ? reached : Math.min(reached, number)]),
		floor: undefined,
		search: undefined,
	};
}

/** The server's time in ms up to which the notes below the cursor have been read. */
export function lastRead({ polledAt, reached }: StreamState): number {
	return Math.max(polledAt, reached[reached.length - 1]?.[0] ?? polledAt);
}
