import type { Note } from '../../stream/StreamSource';
import { espoDateTime, momentOf } from '../../values/dateTime';
import { between, gapsBetween, largest, withNumbers, withRanges, type NumberRanges } from '../../values/numberRanges';
import { LATE_MS } from '../lateMs';
import { floorOf, knownNotes, latestOf } from './knownNotes';
import { NUMBERS_PER_REQUEST, overlapStart, type StreamState } from './StreamState';

const MOST_ENTRIES = 700;

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
