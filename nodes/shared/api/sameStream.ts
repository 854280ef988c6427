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
export async function inSameDatabase({ client, source, filter }: PollOptions, state: StreamState, probed: Note[]): Promise<StreamState | undefined> {
	const { known, cursor, latest = known } = state;
	const anchor = known[known.length - 1];
	const there = probed.find(({ number }) => number === anchor?.[0]);
	if (there && there.id !== anchor?.[1]) return undefined;
	const strange = probed.some((note) => isStrange(state, note));
	if (!strange && (there || !anchor)) return state;

	const asked = strange ? latest : known;
	const page = async (where: WhereItem[]) => await notePage(client, source, { skipOwn: filter.skipOwn, where }, PROBE);
	const { notes } = await page([{ type: 'in', attribute: 'number', value: asked.map(([number]) => number) }]);
	const ids = new Map(notes.map(({ number, id }) => [number, id]));
	const left = asked.filter(([number, id]) => ids.get(number) === id);
	if (notes.length > left.length) return undefined;
	// The clocks of several servers differ.
	if (strange && left.length === asked.length) return state;
	if (probed.some(({ number }) => number > cursor)) {
		if (strange) return undefined;
		// What was there at the last poll has been read, so it can't be above the cursor.
		const [before] = left.length
			? []
			: (await page([{ type: 'lessThan', attribute: 'createdAt', value: espoDateTime(state.polledAt - LATE_MS) }])).notes;
		return before && before.number > cursor ? undefined : { ...state, known: left };
	}
	// Of the last poll's very second only what it read counts as old.
	const readAt = espoDateTime(lastRead(state));
	const older = (await page([{ type: 'lessThanOrEquals', attribute: 'createdAt', value: readAt }])).notes.filter(
		({ number, createdAt }) => createdAt !== readAt || has(state.seen, number),
	);
	const top = older[0]?.number ?? (left.length && !strange ? cursor : 0);
	if (top < cursor) return lowered(state, older);
	return {
		...state,
		known: left.length
			? left
			: knownNotes(
					[],
					older.filter(({ number }) => number <= cursor),
				),
	};
}

/** Begins anew at the last poll: what that database has got since then is owed, what it had before is not. */
export async function restarted(options: PollOptions, state: StreamState): Promise<StreamState> {
	const { client, source, filter, identity } = options;
	const since = espoDateTime(state.polledAt);
	const older: WhereItem[] = [{ type: 'lessThan', attribute: 'createdAt', value: since }];
	const { notes } = await notePage(client, source, { skipOwn: filter.skipOwn, where: older }, PROBE);
	return startState(identity, state.polledAt, notes);
}
