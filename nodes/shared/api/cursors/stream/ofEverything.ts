import type { Note } from '../../stream/StreamSource';
import { gapsBetween, withRanges, type NumberRanges } from '../../values/numberRanges';
import type { Probe } from './probe';
import { provenTop } from './provenTop';
import { marksStillThere, numbersOf, pageOf } from './sameDatabase';
import type { StreamPollOptions } from './StreamPoll';
import { overlapStart, type StreamState } from './StreamState';
import { askedAbove } from './unreadNotes';
import type { Verdict } from './Verdict';

/** What the first answer holds. */
interface Found {
	/** What was asked by. */
	state: StreamState;
	/** The same, for what is there now. */
	current: StreamState;
	probe: Probe;
	/** Newest first. */
	fresh: Note[];
	/** The newest number that is known to be there. */
	to: number;
}

/**
 * The stream of everything drops notes after its query, and ends early when it has dropped too many. What is certain is that
 * it has looked at everything above the lowest note of an answer; that is why each poll asks for a known note below the rest.
 * @throws EspoError
 */
export async function ofEverything(options: StreamPollOptions, found: Found): Promise<Verdict> {
	const { current, probe } = found;
	const [lowest] = probe.notes.slice(-1);
	const known = lowest && current.search ? current : await withFloorThatIsThere(options, current, probe);
	return lowest ? aboveLowest(lowest.number, known, found) : await ofNothing(options, known, found);
}

/** @param known the state after the floor was looked for */
function aboveLowest(lowest: number, known: StreamState, { current, probe, fresh, to }: Found): Verdict {
	const { search, floor } = known;
	if (floor !== current.floor && !fresh.length) return { move: 'advance', state: known, notes: [], to, isWhole: false };
	// Where no note is known that is old enough, the oldest one has to do, unless more may lie below a full page.
	const enough = probe.notes.length < probe.size ? (floor?.[0] ?? 0) : 0;
	const notLooked = gapsBetween(known.seen, Math.max(askedAbove(known), enough), lowest - 1);
	const left = withRanges(search?.left ?? [], notLooked);
	if (!left.length) return { move: 'advance', state: known, notes: fresh.reverse(), to, since: search?.since, isWhole: true };
	return { move: 'read windows', state: known, left, to, top: fresh, since: search?.since, isAll: true };
}

/** Without a known note that is certainly there, an empty answer proves nothing; with one, that many hidden notes lie above it. */
async function ofNothing(options: StreamPollOptions, known: StreamState, { state, to }: Found): Promise<Verdict> {
	const { search, cursor } = known;
	const isProof = known === state && known.floor !== undefined;
	if (!search && !isProof) return { move: 'advance', state: known, notes: [], to, isWhole: false };
	if (!search) return { move: 'search', state: known, left: gapsBetween(known.seen, overlapStart(known), cursor) };
	const { top, isAll } = isProof ? await provenTop(options, known) : { top: cursor, isAll: false };
	const above: NumberRanges = top > cursor ? [[cursor + 1, top]] : [];
	const left = withRanges(search.left, above);
	return { move: 'read windows', state: known, left, to: top, top: [], since: search.since, isAll };
}

/** The state with another floor where an answer that had room for it does not hold it, because its note is gone. */
async function withFloorThatIsThere(options: StreamPollOptions, state: StreamState, { notes: answer, size }: Probe): Promise<StreamState> {
	const { floor, known, latest = known } = state;
	if (!floor || answer.length >= size || answer.some(({ id }) => id === floor[1])) return state;
	const notes = await pageOf(options, numbersOf([floor, ...latest.slice(1 - options.client.pageSize)]));
	if (marksStillThere([floor], notes).length) return state;
	const left = marksStillThere(latest, notes);
	// When nothing is left it may be another database, which what was read tells.
	return { ...state, floor: undefined, ...(left.length && { known: marksStillThere(known, notes), latest: left }) };
}
