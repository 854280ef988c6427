import type { Note } from '../../stream/StreamSource';
import { espoDateTime, momentOf } from '../../values/dateTime';
import { between, gapsBetween, largest, withNumbers, withRanges, type NumberRanges } from '../../values/numberRanges';
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
const MOST_ENTRIES = 700;

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

/** What a poll read. */
export interface Progress {
	notes: Note[];
	/** Up to which number. */
	readTo: number;
	/** The server's time in ms. */
	at: number;
	/** Since when everything was looked at, in ms by the server; in this poll when absent. */
	since?: number;
	/** Whether nothing was left for the next poll; so it is where absent. */
	isWhole?: boolean;
	/** What a search has still to look at, of the numbers up to there. */
	left?: NumberRanges;
}

/** The state after notes were read. */
export function advanced(state: StreamState, { notes, readTo, at, since = at, isWhole = true, left }: Progress): StreamState {
	const moved = Math.max(readTo, state.cursor);
	const looked = left ? firstOf(left, moved) : readTo;
	const reached = trail(state, { at, moved, since, looked });
	const seen = withNumbers(
		state.seen,
		notes.map(({ number }) => number),
	);
	const enough = Math.max(listableStart(seen, reached[0]?.[1] ?? moved, moved), settled(notes, since));
	const start = left ? Math.min(enough, looked) : enough;
	const known = knownNotes(state.known, notes);
	const latest = latestOf(notes, state.latest);
	const floor = floorOf(known, [state.floor, ...latest], start);
	const { dropped } = state;
	const polledAt = isWhole ? Math.max(since, state.polledAt) : state.polledAt;
	return {
		...state,
		cursor: moved,
		reached: reached.map(([time, number]) => [time, Math.max(number, start)]),
		// A long search makes no long list either: late notes are looked for no further down than without it.
		seen: between(left ? withRanges(seen, gapsBetween(left, start, enough)) : seen, start, moved),
		known,
		latest,
		floor,
		// What is so old is not asked for any more, whatever becomes visible again.
		dropped: dropped && momentOf(dropped.before) < polledAt - LATE_MS ? undefined : dropped,
		polledAt,
		search: left && { since, left },
	};
}

/** The number below the first that is left. */
function firstOf(left: NumberRanges, otherwise: number): number {
	return left[0] ? left[0][0] - 1 : otherwise;
}

/**
 * The trail after the cursor has moved, from the newest entry on that is old enough: where the cursor was eleven minutes
 * before everything was looked at, nothing can be late any more. What was not looked at stays above its start.
 */
function trail(
	state: StreamState,
	{ at, moved, since, looked }: { at: number; moved: number; since: number; looked: number },
): StreamState['reached'] {
	const all: StreamState['reached'] = moved > state.cursor || !state.reached.length ? [...state.reached, [at, moved]] : state.reached;
	const old = all.filter(([time]) => time <= since - LATE_MS).length;
	const kept = all.slice(Math.max(0, old - 1));
	// A long search makes no long trail: an entry less only makes the overlap larger.
	if (kept.length > MOST_ENTRIES) kept.splice(1, 1);
	const [oldest, enough] = kept[0] ?? [at, moved];
	const start = Math.min(enough, Math.max(looked, overlapStart(state)));
	return start < enough ? [[oldest, start], ...kept] : kept;
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

/** The newest number that is so old that nothing below it can be late any more; a backlog is not looked through twice. */
function settled(notes: Note[], at: number): number {
	const old = espoDateTime(at - LATE_MS);
	return notes.reduce((highest, { number, createdAt }) => (String(createdAt) <= old ? Math.max(highest, number) : highest), 0);
}

/** The lowest number above which either the seen numbers or the gaps between them are few enough for one request. */
function listableStart(seen: NumberRanges, start: number, cursor: number): number {
	const bySeen = largest(between(seen, start, cursor), NUMBERS_PER_REQUEST).next ?? start;
	const byGaps = largest(gapsBetween(seen, start, cursor), NUMBERS_PER_REQUEST).next ?? start;
	return Math.min(bySeen, byGaps);
}
