import { isTooSlow } from '../../client/failures';
import { withPatience } from '../../client/patience';
import { givesSameRows } from '../../lists/keyWalk';
import type { WhereItem } from '../../request/WhereItem';
import { notePage, PROBE, streamPath, type Note } from '../../stream/StreamSource';
import { LOOKS, TOO_OLD } from '../../stream/streamWindow';
import { readWindows } from './readWindows';
import { inSameDatabase, marksStillThere, numbersOf, pageOf, restarted } from './sameDatabase';
import type { StreamPollOptions, StreamPollResult } from './StreamPoll';
import { advanced, overlapStart, startState, withFilter, type StreamState } from './StreamState';
import { isNewer, isUnread, owedWhere, unreadWhere } from './unreadNotes';

/** With many notes of deleted records on top, the stream of everything needs long for each note that it is asked for (espocrm-api.md#stream-of-everything). */
const PATIENCE_MS = 12_000;
const FEW = 5;

/**
 * The state of a trigger that begins now: nothing that exists is owed. Two requests: the first tells the server's time, the
 * second what is there; so whatever comes after the second was not created before the time of the first.
 */
export async function startPolling({ client, source, identity, filter }: StreamPollOptions): Promise<StreamState> {
	// Without the filter: a cursor at a note that matched long ago would have to walk through all that came since.
	const newest = async (maxSize: number, asking = client) => await notePage(asking, source, { skipOwn: filter.skipOwn }, maxSize);
	const { serverTime } = await newest(1);
	const asking = source.kind === 'everything' ? withPatience(client, () => PATIENCE_MS) : client;
	const { notes } = await newest(PROBE, asking).catch(async (error: unknown) => {
		if (source.kind !== 'everything' || !isTooSlow(error)) throw error;
		return await newest(FEW);
	});
	return startState(identity, serverTime ?? client.now(), notes);
}

/**
 * What was not delivered yet. Usually one request, newest first; only when there is something new are the notes read
 * from the cursor upward in windows, and the cursor moves to the end of a window that was read whole (cursor.md#moves).
 * @throws EspoError when nothing could be read
 */
export async function pollStream(options: StreamPollOptions, previous: StreamState): Promise<StreamPollResult> {
	return await pollOnce(options, previous, true);
}

async function pollOnce(options: StreamPollOptions, previous: StreamState, check: boolean): Promise<StreamPollResult> {
	const { client, source } = options;
	const state = withFilter(previous, options.identity.filter);
	const marks = [state.known[state.known.length - 1], source.kind === 'everything' ? state.floor : undefined].flatMap((mark) =>
		mark ? [mark[0]] : [],
	);
	const unread = [...owedWhere(options.filter, state), unreadWhere(state)];
	const where: WhereItem[] = marks.length
		? [
				{
					type: 'or',
					value: [
						{ type: 'and', value: unread },
						{ type: 'in', attribute: 'number', value: [...new Set(marks)] },
					],
				},
			]
		: unread;
	const probe = await notePage(client, source, { ...options.filter, where }, PROBE);
	const serverTime = probe.serverTime ?? client.now();
	const others = probe.notes.filter(({ number }) => !marks.includes(number));
	if (others.some((note) => note.number <= overlapStart(state) && !isNewer(state, note))) throw givesSameRows(streamPath(source), TOO_OLD);
	const current = check ? await inSameDatabase(options, state, probe.notes) : state;
	if (!current) return await pollOnce(options, await restarted(options, state), false);

	const fresh = others.filter((note) => isUnread(current, note));
	if (!fresh.length) {
		// A floor that has changed since then was not asked for, so it can't be missing.
		const isAsked = current.floor === state.floor;
		const looked = source.kind === 'everything' && isAsked ? await lookedThrough(options, current, probe.notes) : current;
		// What a lowered cursor has above it was not asked for yet, and without its floor an answer proves nothing.
		const isProven = source.kind !== 'everything' || (isAsked && looked?.floor !== undefined);
		const whole = isProven && current.cursor === state.cursor;
		if (looked) return { state: advanced(looked, [], looked.cursor, serverTime, whole), notes: [] };
		// So many notes exist above the start that the server did not look further than that.
		return await readWindows(options, current, overlapStart(current) + LOOKS * Math.min(PROBE, client.pageSize), serverTime, false);
	}
	const newest = Math.max(current.cursor, ...fresh.map(({ number }) => number));
	// What the query itself filters is complete; the stream of everything drops notes afterwards and may end early.
	if (probe.isLast && source.kind !== 'everything') {
		return { state: advanced(current, fresh, newest, serverTime), notes: fresh.reverse() };
	}
	return await readWindows(options, current, newest, serverTime, true);
}

/**
 * The state when the server looked at everything down to the overlap's start: then the floor, a known note below it, is in
 * the answer. Undefined when it stopped before. A floor that is gone is replaced by another note that is there.
 */
async function lookedThrough(options: StreamPollOptions, state: StreamState, probed: Note[]): Promise<StreamState | undefined> {
	const { floor, known, latest = known } = state;
	if (!floor || probed.some(({ id }) => id === floor[1])) return state;
	const notes = await pageOf(options, numbersOf([floor, ...latest.slice(1 - options.client.pageSize)]));
	if (marksStillThere([floor], notes).length) return undefined;
	const left = marksStillThere(latest, notes);
	// When nothing is left it may be another database, which what was read tells.
	return left.length ? { ...state, floor: undefined, known: marksStillThere(known, notes), latest: left } : { ...state, floor: undefined };
}
