import { espoDateTime } from './dateTime';
import { gapsBetween, between, largest, withNumbers, type NumberRanges } from './numberRanges';
import { above, type Note } from './StreamSource';
import type { WhereItem } from './where';

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
	/** When the cursor got where: [server time in ms, number], oldest first, of the last ten minutes. */
	reached: Array<[at: number, cursor: number]>;
	/** Numbers that were read, above the overlap's start. */
	seen: NumberRanges;
	/** The newest notes that were read, [number, id]: when none of them is there any more, it is another database. */
	known: Array<[number: number, id: string]>;
	/** The server's time of the last poll, in ms. */
	polledAt: number;
}

/** A note can become visible later than one with a higher number; so long it is waited for. */
const LATE_MS = 10 * 60_000;
/** Numbers in one condition: keeps the request line below 4 KB. */
const LISTED = 400;
const KNOWN = 20;
/** A known note is part of each poll's answer, which is to stay below 2 kB. */
const SMALL_NOTE = 1_200;

export interface StateIdentity {
	fingerprint: string;
	filter: string;
}

/** The state from which on everything is owed. @param newest the newest note that is visible, if any */
export function startState(identity: StateIdentity, serverTime: number, newest: Note | undefined): StreamState {
	const cursor = newest?.number ?? 0;
	return {
		...identity,
		since: espoDateTime(serverTime),
		cursor,
		reached: [[serverTime, cursor]],
		seen: [],
		known: knownNotes([], newest ? [newest] : []),
		polledAt: serverTime,
	};
}

/** With another filter, what the older one hid between overlap and cursor is not owed. */
export function withFilter(state: StreamState, filter: string): StreamState {
	return state.filter === filter ? state : { ...state, filter, reached: [[state.polledAt, state.cursor]], seen: [] };
}

/** Above which number late notes are still looked for. */
export function overlapStart({ reached, cursor }: StreamState): number {
	return reached[0]?.[1] ?? cursor;
}

/** Conditions for notes that were not read yet: above the cursor, and late ones below it. */
export function unreadWhere(state: StreamState): WhereItem[] {
	const start = overlapStart(state);
	const seen = largest(between(state.seen, start, state.cursor), LISTED);
	const gaps = largest(gapsBetween(state.seen, start, state.cursor), LISTED);
	if (!gaps.numbers.length) return [above(state.cursor)];
	// Whichever list is shorter goes into the request.
	if (gaps.next === undefined && gaps.numbers.length < seen.numbers.length) {
		return [{ type: 'or', value: [above(state.cursor), { type: 'in', attribute: 'number', value: gaps.numbers }] }];
	}
	return seen.numbers.length ? [above(start), { type: 'notIn', attribute: 'number', value: seen.numbers }] : [above(start)];
}

/** The state after notes were read up to a number. @param at the server's time in ms */
export function advanced(state: StreamState, notes: Note[], cursor: number, at: number): StreamState {
	const moved = Math.max(cursor, state.cursor);
	const all: StreamState['reached'] = moved > state.cursor || !state.reached.length ? [...state.reached, [at, moved]] : state.reached;
	// Kept from the newest entry on that is old enough: where the cursor was ten minutes ago, nothing can be late any more.
	const old = all.filter(([time]) => time <= at - LATE_MS).length;
	const reached = all.slice(Math.max(0, old - 1));
	const seen = withNumbers(state.seen, notes.map(({ number }) => number));
	const start = listableStart(seen, reached[0]?.[1] ?? moved, moved);
	return {
		...state,
		cursor: moved,
		reached: reached.map(([time, number]) => [time, Math.max(number, start)]),
		seen: between(seen, start, moved),
		known: knownNotes(state.known, notes),
		polledAt: Math.max(at, state.polledAt),
	};
}

/** The lowest number above which either the seen numbers or the gaps between them are few enough for one request. */
function listableStart(seen: NumberRanges, start: number, cursor: number): number {
	const bySeen = largest(between(seen, start, cursor), LISTED).next ?? start;
	const byGaps = largest(gapsBetween(seen, start, cursor), LISTED).next ?? start;
	return Math.min(bySeen, byGaps);
}

function knownNotes(known: StreamState['known'], notes: Note[]): StreamState['known'] {
	const small = notes.filter((note) => JSON.stringify(note).length <= SMALL_NOTE).map(({ number, id }): [number, string] => [number, id]);
	return [...known, ...small].sort((a, b) => a[0] - b[0]).slice(-KNOWN);
}

/** What static data gave back, if it is a state. */
export function storedState(value: unknown): StreamState | undefined {
	const state = value as Partial<StreamState> | undefined;
	const whole = typeof state?.fingerprint === 'string' && typeof state.cursor === 'number' && typeof state.since === 'string';
	return whole && Array.isArray(state.reached) && Array.isArray(state.seen) && Array.isArray(state.known) ? (state as StreamState) : undefined;
}
