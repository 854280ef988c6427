import { espoDateTime } from '../../values/dateTime';
import { LATE_MS } from '../lateMs';

/** A place in a list that is sorted by a time and then by id: time in EspoCRM's form, id. An empty id comes before all others. */
export type Position = [time: string, id: string];

/** What a trigger on changes of records keeps between polls. Small and plain: it is a part of the workflow's row in n8n's database. */
export interface RecordState {
	/** Server, user, entity type and what is waited for; with another one the state is worth nothing. */
	fingerprint: string;
	/** The filter; what an older one left out must not look like late. */
	filter: string;
	/** Everything before it was read, except what becomes visible late. */
	cursor: Position;
	/** Above it late changes are still looked for. */
	overlap: Position;
	/** Changes above `overlap` that were read, oldest first. */
	seen: Position[];
	/** Changes that were too young at the last poll, so that a record that never rests is delivered nevertheless. */
	held: Position[];
	/** The server's time of the last answer, in ms. */
	polledAt: number;
	/** The same moment by n8n's clock. */
	at: number;
}

export interface RecordIdentity {
	fingerprint: string;
	filter: string;
}

/** Within the second that is still being written a record can change again without its time showing it. */
export const HOLD_MS = 3_000;
/** Changes that the conditions of one request name. */
export const CHANGES_PER_REQUEST = 150;
/** Servers that share a name can be some seconds apart; more than that is a clock that was set back. */
const SET_BACK_MS = 30_000;

/** The state from which on everything is owed. @param serverTime in ms @param there changes since shortly before then that exist already */
export function startRecordState(identity: RecordIdentity, serverTime: number, now: number, there: Position[]): RecordState {
	const start = startOf(serverTime);
	return { ...identity, cursor: start, overlap: start, seen: sorted(there), held: [], polledAt: serverTime, at: now };
}

/** From where a start looks for what exists already; a clock can be set back a little right after it. */
export function startOf(serverTime: number): Position {
	return [espoDateTime(serverTime - HOLD_MS - SET_BACK_MS), ''];
}

/** With another filter, what the older one left out before the cursor is not owed. */
export function withRecordFilter(state: RecordState, filter: string): RecordState {
	return state.filter === filter ? state : { ...state, filter, overlap: state.cursor, seen: [], held: [] };
}

export interface Progress {
	/** Changes that were read, delivered or not. */
	read: Position[];
	held: Position[];
	/** In ms, of the last answer. */
	serverTime: number;
	now: number;
	/** Up to where everything was read; what comes behind it is left for the next poll. */
	readTo: Position;
}

/** @param fits whether conditions for so many seen changes are short enough for a request */
export function advancedRecords(
	state: RecordState,
	{ read, held, serverTime, now, readTo }: Progress,
	fits: (next: RecordState) => boolean,
): RecordState {
	// Older times of a record too: a restored backup gives them again.
	const all = sorted([...state.seen, ...read]);
	const cursor = later(state.cursor, readTo);
	const overlap = later(state.overlap, earlier(readTo, [espoDateTime(serverTime - LATE_MS), '']));
	const next = {
		...state,
		cursor,
		overlap,
		seen: all.filter((position) => isAfter(position, overlap)),
		held,
		polledAt: serverTime,
		at: now,
	};
	return withoutOldest(next, fits);
}

/** A clock that was set back gives times again that lie below the overlap; what was read of them is still among the seen ones. */
export function withServerClock(state: RecordState, serverTime: number, now: number): RecordState {
	if (serverTime > state.polledAt - SET_BACK_MS) return state;
	const meanwhile = Math.max(now - state.at, 60_000);
	const begun: Position = [espoDateTime(serverTime - meanwhile - HOLD_MS), ''];
	return { ...state, cursor: earlier(state.cursor, begun), overlap: earlier(state.overlap, begun), polledAt: serverTime };
}

/** The oldest changes are given up as seen, and with them what is late there, until the rest fits into a request. */
function withoutOldest(state: RecordState, fits: (next: RecordState) => boolean): RecordState {
	let next = dropped(state, state.seen.length - CHANGES_PER_REQUEST);
	while (next.seen.length && !fits(next)) next = dropped(next, Math.ceil(next.seen.length / 4));
	return next;
}

function dropped(state: RecordState, count: number): RecordState {
	const last = state.seen[count - 1];
	return last ? { ...state, overlap: last, seen: state.seen.slice(count) } : state;
}

/** Whether two places are in order: by time, then by id. */
export function isAfter([time, id]: Position, [otherTime, otherId]: Position): boolean {
	return time === otherTime ? id > otherId : time > otherTime;
}

function later(a: Position, b: Position): Position {
	return isAfter(a, b) ? a : b;
}

function earlier(a: Position, b: Position): Position {
	return isAfter(a, b) ? b : a;
}

function sorted(positions: Position[]): Position[] {
	return [...positions].sort((a, b) => (isAfter(a, b) ? 1 : -1));
}
