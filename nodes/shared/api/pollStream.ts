import { espoDateTime } from './dateTime';
import type { EspoClient } from './EspoClient';
import { EspoError } from './EspoError';
import { gapsBetween, has } from './numberRanges';
import { notePage, type Note, type NoteFilter, type StreamSource } from './StreamSource';
import { advanced, isUnread, knownNotes, lastRead, LATE_MS, lowered, overlapStart, startState, unreadWhere, withFilter, type StateIdentity, type StreamState } from './StreamState';
import { streamWindow, WINDOW } from './streamWindow';
import type { WhereItem } from './where';

export interface PollOptions {
	client: EspoClient;
	source: StreamSource;
	filter: NoteFilter;
	identity: StateIdentity;
	/** No request is begun after so many ms. */
	budgetMs: number;
}

export interface PollResult {
	state: StreamState;
	/** Oldest first; each is delivered once. */
	notes: Note[];
}

const PROBE = 20;
/** Notes of one poll, so that a month's backlog comes in pieces. */
const MOST_NOTES = 5_000;
/** For each note of a page the stream of everything looks at so many before it gives up (api.md 5.4). */
const LOOKS = 50;
const QUICK_MS = 500;

/** The state of a trigger that begins now: nothing that exists is owed. One request, two where nothing is visible. */
export async function startPolling({ client, source, identity, filter }: PollOptions): Promise<StreamState> {
	// Without the filter: a cursor at a note that matched long ago would have to walk through all that came since.
	const newest = async (maxSize: number) => await notePage(client, source, { skipOwn: filter.skipOwn }, maxSize);
	let page = await newest(1);
	if (!page.notes.length && source.kind === 'everything') page = await newest(PROBE);
	return startState(identity, page.serverTime ?? client.now(), page.notes[0]);
}

/**
 * What was not delivered yet. Usually one request, newest first; only when there is something new are the notes read
 * from the cursor upward in windows, and the cursor moves to the end of a window that was read whole (design decision 11).
 * @throws EspoError when nothing could be read
 */
export async function pollStream(options: PollOptions, previous: StreamState): Promise<PollResult> {
	return await pollOnce(options, previous, true);
}

async function pollOnce(options: PollOptions, previous: StreamState, check: boolean): Promise<PollResult> {
	const { client, source } = options;
	const state = withFilter(previous, options.identity.filter);
	const anchor = state.known[state.known.length - 1];
	const unread = [...owed(options, state), ...unreadWhere(state)];
	const where: WhereItem[] = anchor
		? [{ type: 'or', value: [{ type: 'and', value: unread }, { type: 'equals', attribute: 'number', value: anchor[0] }] }]
		: unread;
	const probe = await notePage(client, source, { ...options.filter, where }, PROBE);
	const serverTime = probe.serverTime ?? client.now();
	const current = check ? await inSameDatabase(options, state, probe.notes) : state;
	if (!current) return await pollOnce(options, await restarted(options, state), false);

	const fresh = probe.notes.filter((note) => note.number !== anchor?.[0] && isUnread(state, note));
	if (!fresh.length) return { state: advanced(current, [], current.cursor, serverTime), notes: [] };
	const newest = Math.max(current.cursor, ...fresh.map(({ number }) => number));
	// What the query itself filters is complete; the stream of everything drops notes afterwards and may end early.
	if (probe.isLast && source.kind !== 'everything') {
		return { state: advanced(current, fresh, newest, serverTime), notes: fresh.reverse() };
	}
	return await readWindows(options, current, newest, serverTime);
}

async function readWindows(options: PollOptions, state: StreamState, newest: number, serverTime: number): Promise<PollResult> {
	const { client, source, budgetMs } = options;
	const started = client.now();
	const where = owed(options, state);
	const notes: Note[] = [];
	const start = overlapStart(state);
	let size = source.kind === 'everything' ? WINDOW : 200;
	// The first window can teach the client that the server gives smaller pages.
	const widest = () => (source.kind === 'everything' ? LOOKS * client.pageSize : Infinity);
	let done = start;
	while (done < newest && notes.length < MOST_NOTES && (done === start || client.now() - started < budgetMs)) {
		const end = Math.min(done + size, newest);
		// Below the cursor only the gaps can still fill.
		if (end <= state.cursor && !gapsBetween(state.seen, done, end).length) {
			done = end;
			continue;
		}
		const before = client.now();
		const found = await windowOrNothing(async () => (await streamWindow(client, source, { ...options.filter, where }, done, end)).notes, size, notes.length > 0 || done > state.cursor);
		if (found === 'narrower') {
			size = Math.ceil(size / 4);
			continue;
		}
		if (found === 'later') break;
		notes.push(...found.filter((note) => isUnread(state, note)));
		done = end;
		const quick = client.now() - before < QUICK_MS;
		if (found.length < 50 && quick) size = Math.min(size * 2, widest());
		else if (found.length > 200 && source.kind !== 'everything') size = Math.max(200, Math.ceil(size / 2));
	}
	return { state: advanced(state, notes, done, serverTime, done >= newest), notes };
}

/** A window that takes too long is tried narrower; after a failure what was read before is delivered first. */
async function windowOrNothing(read: () => Promise<Note[]>, size: number, somethingDone: boolean): Promise<Note[] | 'narrower' | 'later'> {
	try {
		return await read();
	} catch (error) {
		const tooSlow = error instanceof EspoError && (error.kind === 'noAnswer' || error.details.status === 504);
		if (tooSlow && size > 20) return 'narrower';
		if (somethingDone && error instanceof EspoError) return 'later';
		return await Promise.reject(error);
	}
}

/** Conditions that hold for everything that is owed. */
function owed({ filter }: PollOptions, { since }: StreamState): WhereItem[] {
	return [{ type: 'greaterThanOrEquals', attribute: 'createdAt', value: since }, ...(filter.where ?? [])];
}

/**
 * The state for what is there now, or undefined when this is no longer the database that was polled before (another
 * server at the same address, or a restored backup): its numbers mean something else.
 */
async function inSameDatabase({ client, source, filter }: PollOptions, state: StreamState, probed: Note[]): Promise<StreamState | undefined> {
	const { known, cursor } = state;
	const anchor = known[known.length - 1];
	if (!anchor) return state;
	const there = probed.find(({ number }) => number === anchor[0]);
	if (there) return there.id === anchor[1] ? state : undefined;

	const page = async (where: WhereItem[]) => await notePage(client, source, { skipOwn: filter.skipOwn, where }, PROBE);
	const { notes } = await page([{ type: 'in', attribute: 'number', value: known.map(([number]) => number) }]);
	const ids = new Map(notes.map(({ number, id }) => [number, id]));
	const left = known.filter(([number, id]) => ids.get(number) === id);
	if (notes.length > left.length) return undefined;
	if (probed.some(({ number }) => number > cursor)) {
		// What was there at the last poll has been read, so it can't be above the cursor.
		const [before] = left.length ? [] : (await page([{ type: 'lessThan', attribute: 'createdAt', value: espoDateTime(state.polledAt - LATE_MS) }])).notes;
		return before && before.number > cursor ? undefined : { ...state, known: left };
	}
	// Of the last poll's very second only what it read counts as old.
	const readAt = espoDateTime(lastRead(state));
	const older = (await page([{ type: 'lessThanOrEquals', attribute: 'createdAt', value: readAt }])).notes.filter(
		({ number, createdAt }) => createdAt !== readAt || has(state.seen, number),
	);
	const top = older[0]?.number ?? (left.length ? cursor : 0);
	if (top < cursor) return lowered(state, older);
	return { ...state, known: left.length ? left : knownNotes([], older.filter(({ number }) => number <= cursor)) };
}

/** Begins anew at the last poll: what that database has got since then is owed, what it had before is not. */
async function restarted(options: PollOptions, state: StreamState): Promise<StreamState> {
	const { client, source, filter, identity } = options;
	const since = espoDateTime(state.polledAt);
	const older: WhereItem[] = [{ type: 'lessThan', attribute: 'createdAt', value: since }];
	const { notes } = await notePage(client, source, { skipOwn: filter.skipOwn, where: older }, PROBE);
	return startState(identity, state.polledAt, notes[0]);
}
