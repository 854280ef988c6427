import { isTooSlow } from '../../client/failures';
import { withPatience } from '../../client/patience';
import { notePage, PROBE, type Note } from '../../stream/StreamSource';
import { LOOKS } from '../../stream/streamWindow';
import { probed, type Probe } from './probe';
import { readWindows } from './readWindows';
import { inSameDatabase, marksStillThere, numbersOf, pageOf, restarted } from './sameDatabase';
import type { StreamPollOptions, StreamPollResult } from './StreamPoll';
import { advanced, overlapStart, startState, withFilter, type StreamState } from './StreamState';
import { isUnread } from './unreadNotes';

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
	return await pollOnce(options, previous, 'for another database');
}

async function pollOnce(
	options: StreamPollOptions,
	previous: StreamState,
	look: 'for another database' | 'no more',
): Promise<StreamPollResult> {
	const state = withFilter(previous, options.identity.filter);
	const probe = await probed(options, state);
	const current = look === 'no more' ? state : await inSameDatabase(options, state, probe.notes);
	const verdict: Verdict = current ? await verdictOf(options, state, current, probe) : { move: 'start anew' };
	const { serverTime: at } = probe;
	switch (verdict.move) {
		case 'start anew':
			return await pollOnce(options, await restarted(options, state), 'no more');
		case 'advance':
			return { state: advanced(verdict.state, { notes: [], readTo: verdict.state.cursor, at, isWhole: verdict.isWhole }), notes: [] };
		case 'deliver':
			return { state: advanced(verdict.state, { notes: verdict.notes, readTo: verdict.readTo, at }), notes: verdict.notes };
		case 'read windows':
			return await readWindows(options, verdict.state, { to: verdict.to, at, isAll: verdict.isAll });
	}
}

/** What the first answer of a poll means (cursor.md#moves). */
type Verdict =
	| { move: 'start anew' }
	/** There is nothing to deliver. @param isWhole whether everything was asked for and looked at */
	| { move: 'advance'; state: StreamState; isWhole: boolean }
	| { move: 'deliver'; state: StreamState; notes: Note[]; readTo: number }
	/** @param isAll whether nothing is left above `to` */
	| { move: 'read windows'; state: StreamState; to: number; isAll: boolean };

/** @param state what was asked by @param current the same, for what is there now */
async function verdictOf(options: StreamPollOptions, state: StreamState, current: StreamState, probe: Probe): Promise<Verdict> {
	const isEverything = options.source.kind === 'everything';
	const fresh = probe.others.filter((note) => isUnread(current, note));
	if (!fresh.length)
		return isEverything
			? await emptyOfEverything(options, state, current, probe)
			: { move: 'advance', state: current, isWhole: current.cursor === state.cursor };
	const newest = Math.max(current.cursor, ...fresh.map(({ number }) => number));
	// What the query itself filters is complete; the stream of everything drops notes afterwards and may end early.
	if (probe.isLast && !isEverything) return { move: 'deliver', state: current, notes: fresh.reverse(), readTo: newest };
	return { move: 'read windows', state: current, to: newest, isAll: true };
}

/** An empty answer of the stream of everything is the end only if the server looked at everything. */
async function emptyOfEverything(options: StreamPollOptions, state: StreamState, current: StreamState, probe: Probe): Promise<Verdict> {
	// A floor that has changed since then was not asked for, so it can't be missing.
	const isAsked = current.floor === state.floor;
	const looked = isAsked ? await lookedThrough(options, current, probe.notes) : current;
	// What a lowered cursor has above it was not asked for yet, and without its floor an answer proves nothing.
	if (looked) return { move: 'advance', state: looked, isWhole: isAsked && looked.floor !== undefined && current.cursor === state.cursor };
	// So many notes exist above the start that the server did not look further than that.
	return {
		move: 'read windows',
		state: current,
		to: overlapStart(current) + LOOKS * Math.min(PROBE, options.client.pageSize),
		isAll: false,
	};
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
