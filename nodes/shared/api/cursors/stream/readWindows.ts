import { EspoError } from '../../client/EspoError';
import { isTooSlow } from '../../client/failures';
import type { Note } from '../../stream/StreamSource';
import { LOOKS, streamWindow, WINDOW } from '../../stream/streamWindow';
import { asError } from '../../values/asError';
import { between, countOf, type NumberRanges } from '../../values/numberRanges';
import { advanced } from './advanced';
import { QUICK_MS, SLOW_MS } from './pace';
import type { StreamPollOptions, StreamPollResult } from './StreamPoll';
import type { StreamState } from './StreamState';
import { isUnread, owedWhere } from './unreadNotes';

/** Notes of one poll, so that a month's backlog comes in pieces. */
const MOST_NOTES = 5_000;
/** Pages of one window. It is read newest first, so that only a whole one is worth something. */
const MOST_PAGES = 5;
const NARROWEST = 20;
/** Of everything: what follows on numbers that were looked through quickly may be hidden notes, and such a window still gets its answer in time. */
const WIDEST = 4 * WINDOW;

/** What windows are to be read for. */
export interface Goal {
	/** Numbers to be looked at. */
	left: NumberRanges;
	/** The newest number that is known to be there. */
	to: number;
	/** Unread notes that were found above all that is left. */
	top: Note[];
	/** The server's time of the poll, in ms. */
	at: number;
	/** The server's time in ms since which everything was looked at but what is left. */
	since: number;
	/** Whether nothing is above `to`. */
	isAll: boolean;
}

/** What was read of it, oldest first. */
interface Reading {
	notes: Note[];
	left: NumberRanges;
	/** Numbers that the next window may span. */
	size: number;
	end: 'whole' | 'many notes' | 'failure' | 'no time';
}

/**
 * Reads upward, window by window, until the end or the budget is reached. What is left is read by the next polls in order;
 * only of everything, where hidden notes can take minutes, does the newest come first when the time is up.
 * @throws EspoError when nothing could be read
 */
export async function readWindows(options: StreamPollOptions, state: StreamState, goal: Goal): Promise<StreamPollResult> {
	const isEverything = options.source.kind === 'everything';
	const { notes: found, left, size, end } = await readLeft(options, state, goal);
	const { to, top, at, since, isAll } = goal;
	const window = keptWidth(size, isEverything);
	const isSearch = isEverything && (state.search !== undefined || (end === 'no time' && isMostlyHidden(found, goal.left, left)));
	if (end !== 'whole' && !isSearch) {
		const readTo = (left[0]?.[0] ?? to + 1) - 1;
		return { state: { ...advanced(state, { notes: found, readTo, at, isWhole: false }), window }, notes: found };
	}
	const isWhole = isAll && end === 'whole';
	const notes = inOrder([...found, ...top]);
	return { state: { ...advanced(state, { notes, readTo: to, at, since, isWhole, ...(!isWhole && { left }) }), window }, notes };
}

async function readLeft(options: StreamPollOptions, state: StreamState, { left: all, top }: Goal): Promise<Reading> {
	const { client, source, pace } = options;
	const where = owedWhere(options.filter, state);
	const everything = source.kind === 'everything';
	const notes: Note[] = [];
	let left = all;
	let size = state.window ?? (everything ? WINDOW : client.pageSize);
	const most = () => MOST_PAGES * client.pageSize;
	const { isTimeLeft, isAllowed } = timeOf(options, all);
	// The first answer can tell that the server gives smaller pages.
	const widest = () => (everything ? Math.min(WIDEST, LOOKS * client.pageSize) : Infinity);
	let tries = 0;
	let isSomethingDone = state.search !== undefined && top.length > 0;
	while (left[0]) {
		if (notes.length > MOST_NOTES - most()) return { notes, left, size, end: 'many notes' };
		if (!isAllowed(tries)) return { notes, left, size, end: 'no time' };
		// Also what is halved after a slow one, or the next would be as wide again.
		size = Math.min(size, widest());
		const bounds = boundsOf(left, size);
		tries++;
		const began = client.now();
		const isDone = isSomethingDone;
		const goOn = (count: number) => count < most() && (!isDone || isTimeLeft());
		const read = async () => await streamWindow(client, source, { ...options.filter, where }, { bounds, goOn });
		const found = await windowOrNothing(read, size, { isSomethingDone, isSomethingNew: top.length > 0 });
		const took = client.now() - began;
		if (everything) pace.spent(took, client.now());
		if (found === 'failure' || found === 'no time') return { notes, left, size, end: found };
		if (typeof found === 'string') {
			// So many numbers can't hold more, and one window must be read in each poll.
			if (found === 'tooMuch' && size > most()) tries--;
			size = found === 'tooMuch' ? Math.min(size, most()) : Math.ceil(size / 4);
			continue;
		}
		notes.push(...found.filter((note) => isUnread(state, note)));
		left = between(left, bounds[1], Infinity);
		isSomethingDone = true;
		size = nextSize(size, found.length, client.pageSize, everything ? took : undefined);
	}
	return { notes, left, size, end: 'whole' };
}

/** The window at the lower end of what is left. */
function boundsOf(left: NumberRanges, width: number): [from: number, to: number] {
	const from = (left[0]?.[0] ?? 1) - 1;
	const highest = left[left.length - 1]?.[1] ?? from;
	return [from, Math.min(from + width, highest)];
}

/** How long windows may be read: of everything no longer than the pace allows; elsewhere one may be read in any case. */
function timeOf({ client, source, deadline, pace, trigger }: StreamPollOptions, left: NumberRanges) {
	const began = client.now();
	const allowed = source.kind === 'everything' && left.length ? pace.left(trigger, began) : Infinity;
	const end = Math.min(deadline, began + allowed);
	const isTimeLeft = () => client.now() < end;
	return { isTimeLeft, isAllowed: (tries: number) => isTimeLeft() || (tries === 0 && allowed > 0) };
}

/** Few notes came of the numbers that were looked at. */
function isMostlyHidden({ length }: Note[], all: NumberRanges, left: NumberRanges): boolean {
	return !length || length < (countOf(all) - countOf(left)) / 4;
}

/** By their numbers, each once. */
function inOrder(notes: Note[]): Note[] {
	return [...new Map(notes.map((note) => [note.number, note])).values()].sort((a, b) => a.number - b.number);
}

/** A window that had to become narrow is not tried as wide again by the next poll. */
function keptWidth(size: number, isEverything: boolean): number | undefined {
	return size < WINDOW / 2 && isEverything ? size : undefined;
}

/**
 * Wider after a window with few notes, narrower after one of more than a page.
 * @param ms what it took of the stream of everything, where the time counts instead: it grows faster than the width
 */
function nextSize(size: number, found: number, pageSize: number, ms?: number): number {
	const isSlow = ms !== undefined && ms >= SLOW_MS;
	if (isSlow) return Math.max(NARROWEST, Math.ceil(size / 2));
	if (found < pageSize / 4) return ms === undefined || ms < QUICK_MS ? size * 2 : size;
	return ms === undefined && found > pageSize ? Math.max(pageSize, Math.ceil(size / 2)) : size;
}

/** A window that takes too long is tried narrower; after a failure what was read before is delivered first. */
async function windowOrNothing(
	read: () => Promise<Note[] | undefined>,
	size: number,
	{ isSomethingDone, isSomethingNew }: { isSomethingDone: boolean; isSomethingNew: boolean },
): Promise<Note[] | 'narrower' | 'tooMuch' | 'failure' | 'no time'> {
	try {
		return (await read()) ?? 'tooMuch';
	} catch (error) {
		const isSlow = isTooSlow(error);
		if (isSlow && size > NARROWEST) return 'narrower';
		if (isSlow && (isSomethingDone || isSomethingNew)) return 'no time';
		if (isSomethingDone && error instanceof EspoError) return 'failure';
		throw asError(error);
	}
}
