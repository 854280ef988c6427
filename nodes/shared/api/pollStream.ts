import { asError } from './asError';
import { espoDateTime } from './dateTime';
import type { EspoClient } from './EspoClient';
import { EspoError } from './EspoError';
import { givesSameRows } from './keyWalk';
import { gapsBetween } from './numberRanges';
import { inSameDatabase, restarted } from './sameStream';
import { notePage, PROBE, streamPath, type Note, type NoteFilter, type StreamSource } from './StreamSource';
import { advanced, isNewer, isUnread, LATE_MS, overlapStart, startState, unreadWhere, withFilter, type StateIdentity, type StreamState } from './StreamState';
import { streamWindow, TOO_OLD, WINDOW } from './streamWindow';
import type { WhereItem } from './where';

export interface PollOptions {
	client: EspoClient;
	source: StreamSource;
	filter: NoteFilter;
	identity: StateIdentity;
	/** No further request is begun after it, in ms since 1970. */
	deadline: number;
}

export interface PollResult {
	state: StreamState;
	/** Oldest first; each is delivered once. */
	notes: Note[];
}

/** Notes of one poll, so that a month's backlog comes in pieces. */
const MOST_NOTES = 5_000;
/** Pages of one window. It is read newest first, so that only a whole one is worth something. */
const MOST_PAGES = 5;
/** For each note of a page the stream of everything looks at so many before it gives up (api.md 5.4). */
const LOOKS = 50;
const QUICK_MS = 500;
/**
 * The state of a trigger that begins now: nothing that exists is owed. Two requests: the first tells the server's time, the
 * second what is there; so whatever comes after the second was not created before the time of the first.
 */
export async function startPolling({ client, source, identity, filter }: PollOptions): Promise<StreamState> {
	// Without the filter: a cursor at a note that matched long ago would have to walk through all that came since.
	const newest = async (maxSize: number) => await notePage(client, source, { skipOwn: filter.skipOwn }, maxSize);
	const { serverTime } = await newest(1);
	const { notes } = await newest(PROBE);
	return startState(identity, serverTime ?? client.now(), notes);
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
	const marks = [state.known[state.known.length - 1], source.kind === 'everything' ? state.floor : undefined].flatMap((mark) =>
		mark ? [mark[0]] : [],
	);
	const unread = [...owed(options, state), unreadWhere(state)];
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
		const looked = source.kind === 'everything' ? await lookedThrough(options, current, probe.notes) : current;
		// What a lowered cursor has above it was not asked for yet, and without its floor an answer proves nothing.
		const whole = looked === current && current.cursor === state.cursor;
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
 * the answer. Undefined when it stopped before. A floor that is gone is replaced by another known note.
 */
async function lookedThrough({ client, source, filter }: PollOptions, state: StreamState, probed: Note[]): Promise<StreamState | undefined> {
	const { floor, known, latest } = state;
	if (!floor || probed.some(({ id }) => id === floor[1])) return state;
	const where: WhereItem[] = [{ type: 'equals', attribute: 'number', value: floor[0] }];
	const { notes } = await notePage(client, source, { skipOwn: filter.skipOwn, where }, 1);
	if (notes.some(({ id }) => id === floor[1])) return undefined;
	const others = (list: StreamState['known']) => list.filter(([, id]) => id !== floor[1]);
	return { ...state, floor: undefined, known: others(known), latest: latest && others(latest) };
}

/** @param all whether nothing is left above `to` */
async function readWindows(options: PollOptions, state: StreamState, to: number, serverTime: number, all: boolean): Promise<PollResult> {
	const { client, source, deadline } = options;
	const where = owed(options, state);
	const everything = source.kind === 'everything';
	const notes: Note[] = [];
	let size = state.window ?? (everything ? WINDOW : client.pageSize);
	let done = overlapStart(state);
	const most = () => MOST_PAGES * client.pageSize;
	for (let tries = 0; done < to && notes.length <= MOST_NOTES - most() && (tries === 0 || client.now() < deadline);) {
		const end = Math.min(done + Math.min(size, everything ? LOOKS * client.pageSize : Infinity), to);
		// Below the cursor only the gaps can still fill.
		if (end <= state.cursor && !gapsBetween(state.seen, done, end).length) {
			done = end;
			continue;
		}
		tries++;
		const before = client.now();
		const somethingDone = notes.length > 0 || done > state.cursor;
		const goOn = (count: number) => count < most() && (!somethingDone || client.now() < deadline);
		const read = async () => await streamWindow(client, source, { ...options.filter, where }, [done, end], goOn);
		const found = await windowOrNothing(read, size, somethingDone);
		if (found === 'narrower') {
			size = Math.ceil(size / 4);
			continue;
		}
		if (found === 'tooMuch') {
			// So many numbers can't hold more, and one window must be read in each poll.
			if (size > most()) tries--;
			size = Math.min(size, most());
			continue;
		}
		if (found === 'later') break;
		notes.push(...found.filter((note) => isUnread(state, note)));
		done = end;
		const cheap = !everything || client.now() - before < QUICK_MS;
		if (found.length < client.pageSize / 4 && cheap) size *= 2;
		else if (found.length > client.pageSize && !everything) size = Math.max(client.pageSize, Math.ceil(size / 2));
	}
	const window = size < WINDOW / 2 && everything ? size : undefined;
	return { state: { ...advanced(state, notes, done, serverTime, all && done >= to), window }, notes };
}

/** A window that takes too long is tried narrower; after a failure what was read before is delivered first. */
async function windowOrNothing(read: () => Promise<Note[] | undefined>, size: number, somethingDone: boolean): Promise<Note[] | 'narrower' | 'tooMuch' | 'later'> {
	try {
		return (await read()) ?? 'tooMuch';
	} catch (error) {
		const tooSlow = error instanceof EspoError && (error.kind === 'noAnswer' || error.details.status === 504);
		if (tooSlow && size > 20) return 'narrower';
		if (somethingDone && error instanceof EspoError) return 'later';
		throw asError(error);
	}
}

/** Conditions that hold for everything that is owed. */
function owed({ filter }: PollOptions, { since, polledAt }: StreamState): WhereItem[] {
	// What was created long before the last poll and is seen only now became visible through a follow or a role, and is not owed.
	const recent = espoDateTime(polledAt - LATE_MS);
	return [{ type: 'greaterThanOrEquals', attribute: 'createdAt', value: recent > since ? recent : since }, ...(filter.where ?? [])];
}
