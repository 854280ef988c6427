import { espoDateTime } from './dateTime';
import { has } from './numberRanges';
import { notePage, PROBE, type Note } from './StreamSource';
import { isStrange, knownNotes, lastRead, LATE_MS, lowered, startState, type StreamState } from './StreamState';
import type { PollOptions } from './pollStream';
import type { WhereItem } from './where';

/**
 * The state for what is there now, or undefined when this is no longer the database that was polled before (another
 * server at the same address, or a restored backup): its numbers mean something else.
 * @param probed the answer of the poll, which was asked for the newest known note too; usually nothing more is sent
 */
export async function inSameDatabase(options: PollOptions, state: StreamState, probed: Note[]): Promise<StreamState | undefined> {
	const { client, source } = options;
	const { known, cursor, latest = known } = state;
	const anchor = known[known.length - 1];
	const there = probed.find(({ number }) => number === anchor?.[0]);
	if (there && there.id !== anchor?.[1]) return undefined;
	const strange = probed.some((note) => isStrange(state, note));
	const fresh = probed.some(({ number }) => number > cursor);
	// The newest note that was read is not among what was asked for when it is long.
	const unproven = fresh && latest[latest.length - 1]?.[0] !== anchor?.[0];
	if (!strange && !unproven && (there || !anchor)) return state;

	const asked = strange || unproven ? latest : known;
	// Own notes too, because leaving them out may be new.
	const { notes } = await notePage(client, source, { where: numbersOf(asked) }, PROBE);
	const left = marksIn(asked, notes);
	if (notes.length > left.length) return undefined;
	const isWhole = left.length === asked.length || (asked === known && left[left.length - 1] === anchor);
	if (isWhole) return there || !anchor ? state : await withVisible(options, state);
	const kept = { ...state, known: marksIn(known, notes) };
	return fresh ? await outgrown(options, kept, strange, left.length > 0) : await gone(options, kept, strange, left.length > 0);
}

const numbersOf = (marks: StreamState['known']): WhereItem[] => [{ type: 'in', attribute: 'number', value: marks.map(([number]) => number) }];

function marksIn(marks: StreamState['known'], notes: Note[]): StreamState['known'] {
	const ids = new Map(notes.map(({ number, id }) => [number, id]));
	return marks.filter(([number, id]) => ids.get(number) === id);
}

async function pageOf({ client, source, filter }: PollOptions, where: WhereItem[]): Promise<Note[]> {
	return (await notePage(client, source, { skipOwn: filter.skipOwn, where }, PROBE)).notes;
}

/** Without the marks that an answer does not hold although they exist: they are own ones, or gone by now. */
async function withVisible(options: PollOptions, state: StreamState): Promise<StreamState> {
	const { known, latest, floor } = state;
	const notes = await pageOf(options, numbersOf(known));
	const isLeft = floor !== undefined && marksIn([floor], notes).length > 0;
	return { ...state, known: marksIn(known, notes), latest: latest && marksIn(latest, notes), floor: isLeft ? floor : undefined };
}

/** There is something above the cursor, but not all that was read is there any more. */
async function outgrown(options: PollOptions, state: StreamState, strange: boolean, someLeft: boolean): Promise<StreamState | undefined> {
	const { cursor, polledAt } = state;
	const since: WhereItem = { type: 'greaterThan', attribute: 'createdAt', value: espoDateTime(lastRead(state)) };
	const below: WhereItem = { type: 'lessThanOrEquals', attribute: 'number', value: cursor };
	if (strange || (await pageOf(options, [since, below])).some((note) => isStrange(state, note))) return undefined;
	if (someLeft) return state;
	// What was there at the last poll has been read, so it can't be above the cursor.
	const [before] = await pageOf(options, [{ type: 'lessThan', attribute: 'createdAt', value: espoDateTime(polledAt - LATE_MS) }]);
	return before && before.number > cursor ? undefined : state;
}

/** There is nothing above the cursor, and not all that was read is there any more. */
async function gone(options: PollOptions, state: StreamState, strange: boolean, someLeft: boolean): Promise<StreamState> {
	// Of the last poll's very second only what it read counts as old.
	const readAt = espoDateTime(lastRead(state));
	const older = (await pageOf(options, [{ type: 'lessThanOrEquals', attribute: 'createdAt', value: readAt }])).filter(
		({ number, createdAt }) => createdAt !== readAt || has(state.seen, number),
	);
	const top = older[0]?.number ?? (someLeft && !strange ? state.cursor : 0);
	if (top < state.cursor) return lowered(state, older);
	if (state.known.length) return state;
	const notAbove = older.filter(({ number }) => number <= state.cursor);
	return { ...state, known: knownNotes([], notAbove) };
}

/** Begins anew at the last poll: what that database has got since then is owed, what it had before is not. */
export async function restarted(options: PollOptions, state: StreamState): Promise<StreamState> {
	const { client, source, filter, identity } = options;
	const since = espoDateTime(state.polledAt);
	const older: WhereItem[] = [{ type: 'lessThan', attribute: 'createdAt', value: since }];
	const { notes } = await notePage(client, source, { skipOwn: filter.skipOwn, where: older }, PROBE);
	return startState(identity, state.polledAt, notes);
}
