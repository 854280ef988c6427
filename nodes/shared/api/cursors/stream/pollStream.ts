import { withPatience } from '../../client/patience';
import { PATIENCE_MS } from '../../stream/streamWindow';
import { gapsBetween } from '../../values/numberRanges';
import { advanced } from './advanced';
import { ofEverything } from './ofEverything';
import { probed, type Probe } from './probe';
import { readWindows } from './readWindows';
import { inSameDatabase, restarted } from './sameDatabase';
import type { StreamPollOptions, StreamPollResult } from './StreamPoll';
import { overlapStart, withFilter, type StreamState } from './StreamState';
import { isUnread } from './unreadNotes';
import type { Verdict } from './Verdict';

/** For so long a poll of everything begins further requests, waiting for its turn included, in ms. */
const SEARCH_MS = 9_000;
/** So long after that its last one is given up, in ms. */
const LAST_MS = 7_000;
/** A poll whose turn comes even later after that asks nothing, in ms. */
const LATEST_TURN_MS = 3_000;

/**
 * What was not delivered yet. Usually one request, newest first; only when it can't have told everything are the notes read
 * from the cursor upward in windows, and the cursor moves to the end of a window that was read whole (cursor.md#moves).
 * @throws EspoError when nothing could be read
 */
export async function pollStream(options: StreamPollOptions, previous: StreamState): Promise<StreamPollResult> {
	const { client, source, pace } = options;
	if (source.kind !== 'everything') return await pollOnce(options, previous, 'for another database');
	const deadline = Math.min(options.deadline, client.now() + SEARCH_MS);
	const hurried = withPatience(client, () => Math.min(PATIENCE_MS, deadline + LAST_MS - client.now()));
	return await pace.inTurn(async () => {
		// It would end too late; the next poll finds the same.
		if (client.now() > deadline + LATEST_TURN_MS) return { state: previous, notes: [] };
		return await pollOnce({ ...options, client: hurried, deadline }, previous, 'for another database');
	});
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
		case 'search':
			return await pollOnce(options, { ...verdict.state, search: { since: at, left: verdict.left } }, look);
		case 'advance':
			return { state: advanced(verdict.state, { ...verdict, readTo: verdict.to, at }), notes: verdict.notes };
		case 'read windows':
			return await readWindows(options, verdict.state, { ...verdict, since: verdict.since ?? at, at });
	}
}

/** @param state what was asked by @param current the same, for what is there now */
async function verdictOf(options: StreamPollOptions, state: StreamState, current: StreamState, probe: Probe): Promise<Verdict> {
	const fresh = probe.others.filter((note) => isUnread(current, note));
	const to = Math.max(current.cursor, ...fresh.map(({ number }) => number));
	const isSameCursor = current.cursor === state.cursor && overlapStart(current) === overlapStart(state);
	if (options.source.kind === 'everything' && isSameCursor) return await ofEverything(options, { state, current, probe, fresh, to });
	// What a lowered cursor has above it was not asked for yet.
	if (!fresh.length) return { move: 'advance', state: current, notes: [], to, isWhole: current.cursor === state.cursor };
	// What the query itself filters is complete; the stream of everything drops notes afterwards and may end early.
	if (probe.isLast && options.source.kind !== 'everything')
		return { move: 'advance', state: current, notes: fresh.reverse(), to, isWhole: true };
	return { move: 'read windows', state: current, left: gapsBetween(current.seen, overlapStart(current), to), to, top: [], isAll: true };
}
