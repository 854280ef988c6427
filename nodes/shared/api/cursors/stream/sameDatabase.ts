import type { WhereItem } from '../../request/WhereItem';
import { notePage, PROBE, type Note } from '../../stream/StreamSource';
import { espoDateTime } from '../../values/dateTime';
import { between, has } from '../../values/numberRanges';
import { LATE_MS } from '../lateMs';
import { knownNotes, type NoteMark } from './knownNotes';
import type { StreamPollOptions } from './StreamPoll';
import { lastRead, lowered, overlappingFrom, overlapStart, startState, type StreamState } from './StreamState';
import { isStrange } from './unreadNotes';

/**
 * The state for what is there now, or undefined when this is no longer the database that was polled before (another
 * server at the same address, or a restored backup): its numbers mean something else.
 * @param probed the answer of the poll, which was asked for the newest known note too; usually nothing more is sent
 */
export async function inSameDatabase(options: StreamPollOptions, state: StreamState, probed: Note[]): Promise<StreamState | undefined> {
	const { known, cursor, latest = known } = state;
	const anchor = known[known.length - 1];
	const there = probed.find(({ number }) => number === anchor?.[0]);
	if (there && there.id !== anchor?.[1]) return undefined;
	const strange = probed.filter((note) => isStrange(state, note));
	const fresh = probed.some(({ number }) => number > cursor);
	// The newest note that was read is not among what was asked for when it is long.
	const unproven = fresh && latest[latest.length - 1]?.[0] !== anchor?.[0];
	const isSeen = there !== undefined || anchor === undefined;
	if (!strange.length && !unproven && isSeen) return state;
	return await byMarks(options, state, { strange, isFresh: fresh, isLatest: strange.length > 0 || unproven, isSeen });
}

/** What the first answer of a poll shows. */
interface Suspicion {
	/** Notes that are newer than the last poll, although their numbers are not. */
	strange: Note[];
	/** Something is above the cursor. */
	isFresh: boolean;
	/** Whether the newest notes prove it, however large; else the small ones do. */
	isLatest: boolean;
	/** The anchor was there, or there is none. */
	isSeen: boolean;
}

/** The same, by one more request for the marks. */
async function byMarks(
	options: StreamPollOptions,
	state: StreamState,
	{ strange, isFresh, isLatest, isSeen }: Suspicion,
): Promise<StreamState | undefined> {
	const { client, source, filter } = options;
	const { known, latest = known } = state;
	const asked = (isLatest ? latest : known).slice(-client.pageSize);
	if (strange.length && !asked.length) return undefined;
	// Own notes too, because leaving them out may be new.
	const { notes } = await notePage(client, source, { where: numbersOf(asked) }, PROBE);
	const left = marksStillThere(asked, notes);
	if (notes.length > left.length) return undefined;
	const again = strange.filter((note) => isAbove(left, note));
	// What is so low was read long ago: a backup was restored that lacks nothing that could be read.
	const isAgain = again.some(({ number }) => number <= overlapStart(state));
	const isWhole = left.length === asked.length || (!isLatest && left[left.length - 1] === known[known.length - 1]);
	if (isWhole && !isAgain) return isSeen || !filter.skipOwn ? state : await withVisible(options, state);
	const kept = { ...state, known: marksStillThere(known, notes) };
	const signs: Signs = { isStrange: again.length > 0, left };
	return isFresh ? await outgrown(options, kept, signs) : await gone(options, kept, signs);
}

/** What was seen of the database, where not all marks are there any more. */
interface Signs {
	/** The number of a note must have been given twice. */
	isStrange: boolean;
	/** The marks that are still there. */
	left: NoteMark[];
}

/** Whether a note is above all that is still there: numbers are given again only there; below, it is a clock that is ahead. */
function isAbove(left: NoteMark[], { number }: Note): boolean {
	return left.every(([mark]) => mark < number);
}

/** The condition for the notes that marks stand for. */
export function numbersOf(marks: NoteMark[]): WhereItem[] {
	return [{ type: 'in', attribute: 'number', value: marks.map(([number]) => number) }];
}

/** The marks whose notes are in an answer. */
export function marksStillThere(marks: NoteMark[], notes: Note[]): NoteMark[] {
	const ids = new Map(notes.map(({ number, id }) => [number, id]));
	return marks.filter(([number, id]) => ids.get(number) === id);
}

/** The newest of the notes that meet conditions, apart from the filter on what is wanted. */
export async function pageOf({ client, source, filter }: StreamPollOptions, where: WhereItem[]): Promise<Note[]> {
	return (await notePage(client, source, { skipOwn: filter.skipOwn, where }, PROBE)).notes;
}

/** Without the own notes, which are left out from now on: no answer holds them any more. */
async function withVisible(options: StreamPollOptions, state: StreamState): Promise<StreamState> {
	const { latest = [], floor } = state;
	const known = state.known.slice(1 - options.client.pageSize);
	const notes = await pageOf(options, numbersOf(floor ? [floor, ...known] : known));
	const visible = marksStillThere(known, notes);
	const [sameFloor = visible[0]] = floor ? marksStillThere([floor], notes) : [];
	return { ...state, known: visible, latest: marksStillThere(latest, notes), floor: sameFloor };
}

/** There is something above the cursor, but not all that was read is there any more. */
async function outgrown(
	options: StreamPollOptions,
	state: StreamState,
	{ isStrange: isOne, left }: Signs,
): Promise<StreamState | undefined> {
	const { cursor, polledAt } = state;
	const since: WhereItem = { type: 'greaterThan', attribute: 'createdAt', value: espoDateTime(lastRead(state)) };
	const below: WhereItem = { type: 'lessThanOrEquals', attribute: 'number', value: cursor };
	if (isOne || (await pageOf(options, [since, below])).some((note) => isAbove(left, note) && isStrange(state, note))) return undefined;
	if (left.length) return state;
	// What was there at the last poll was read, so it can't be above the cursor.
	const [before] = await pageOf(options, [{ type: 'lessThan', attribute: 'createdAt', value: espoDateTime(polledAt - LATE_MS) }]);
	if (before && before.number > cursor) return undefined;
	// Nothing tells whether it is another database; if it is, what becomes visible late can have a lower number than the cursor.
	return overlappingFrom(state, before?.number ?? 0);
}

/** There is nothing above the cursor, and not all that was read is there any more. */
async function gone(options: StreamPollOptions, state: StreamState, { isStrange: isOne, left }: Signs): Promise<StreamState | undefined> {
	// Of the last poll's very second only what it read counts as old.
	const readAt = espoDateTime(lastRead(state));
	const created: WhereItem = { type: 'lessThanOrEquals', attribute: 'createdAt', value: readAt };
	// Whatever the clocks say, marks were read.
	const older = (await pageOf(options, [{ type: 'or', value: [created, ...numbersOf(left)] }])).filter(
		({ number, createdAt }) => createdAt !== readAt || has(state.seen, number) || left.some(([mark]) => mark === number),
	);
	const long = espoDateTime(state.polledAt - LATE_MS);
	if (!left.length && older.some(({ number, createdAt }) => number > state.cursor && String(createdAt) < long)) return undefined;
	const top = older[0]?.number ?? (left.length && !isOne ? state.cursor : 0);
	if (top < state.cursor) return lowered(state, older);
	if (state.known.length) return state;
	const notAbove = older.filter(({ number }) => number <= state.cursor);
	return { ...state, known: knownNotes([], notAbove) };
}

/**
 * Begins anew at the last poll that left nothing: what that database has got since then is owed, what it had before is not. If
 * it is a backup, what was read since then and is still in it does not come again.
 */
export async function restarted(options: StreamPollOptions, state: StreamState): Promise<StreamState> {
	const { client, source, filter, identity } = options;
	const since = espoDateTime(state.polledAt);
	const older: WhereItem[] = [{ type: 'lessThan', attribute: 'createdAt', value: since }];
	const { notes } = await notePage(client, source, { skipOwn: filter.skipOwn, where: older }, PROBE);
	return { ...startState(identity, state.polledAt, notes), dropped: await readOf(options, state) };
}

/** What was read since the last poll that left nothing, as far as it is still there. */
async function readOf(options: StreamPollOptions, state: StreamState): Promise<StreamState['dropped']> {
	const { known, latest = known, seen, polledAt } = state;
	const asked = latest.slice(-options.client.pageSize);
	if (!asked.length || lastRead(state) === polledAt) return undefined;
	const [newest] = marksStillThere(asked, await pageOf(options, numbersOf(asked))).slice(-1);
	return newest && { seen: between(seen, 0, newest[0]), before: espoDateTime(lastRead(state)) };
}
