import { EspoError } from '../../client/EspoError';
import { isTooSlow } from '../../client/failures';
import type { Note } from '../../stream/StreamSource';
import { LOOKS, streamWindow, WINDOW } from '../../stream/streamWindow';
import { asError } from '../../values/asError';
import { gapsBetween } from '../../values/numberRanges';
import type { StreamPollOptions, StreamPollResult } from './StreamPoll';
import { advanced, overlapStart, type StreamState } from './StreamState';
import { isUnread, owedWhere } from './unreadNotes';

/** Notes of one poll, so that a month's backlog comes in pieces. */
const MOST_NOTES = 5_000;
/** Pages of one window. It is read newest first, so that only a whole one is worth something. */
const MOST_PAGES = 5;
const QUICK_MS = 500;

/** Where the windows end. */
export interface Goal {
	/** The number. */
	to: number;
	/** The server's time of the poll, in ms. */
	at: number;
	/** Whether nothing is left above `to`. */
	isAll: boolean;
}

/**
 * Reads from the overlap upward, window by window, until the end or the budget is reached.
 * @throws EspoError when nothing could be read
 */
export async function readWindows(options: StreamPollOptions, state: StreamState, { to, at, isAll }: Goal): Promise<StreamPollResult> {
	const { client, source, deadline } = options;
	const where = owedWhere(options.filter, state);
	const everything = source.kind === 'everything';
	const notes: Note[] = [];
	let size = state.window ?? (everything ? WINDOW : client.pageSize);
	let done = overlapStart(state);
	const most = () => MOST_PAGES * client.pageSize;
	const isTimeLeft = () => client.now() < deadline;
	// The first answer can tell that the server gives smaller pages.
	const widest = () => (everything ? LOOKS * client.pageSize : Infinity);
	let tries = 0;
	const isSomethingDone = () => notes.length > 0 || done > state.cursor;
	const goesOn = () => done < to && notes.length <= MOST_NOTES - most() && (tries === 0 || isTimeLeft());
	while (goesOn()) {
		const end = Math.min(done + Math.min(size, widest()), to);
		// Below the cursor only the gaps can still fill.
		if (end <= state.cursor && !gapsBetween(state.seen, done, end).length) {
			done = end;
			continue;
		}
		tries++;
		const before = client.now();
		const somethingDone = isSomethingDone();
		const goOn = (count: number) => count < most() && (!somethingDone || isTimeLeft());
		const read = async () => await streamWindow(client, source, { ...options.filter, where }, { bounds: [done, end], goOn });
		const found = await windowOrNothing(read, size, somethingDone);
		if (found === 'later') break;
		if (typeof found === 'string') {
			// So many numbers can't hold more, and one window must be read in each poll.
			if (found === 'tooMuch' && size > most()) tries--;
			size = found === 'tooMuch' ? Math.min(size, most()) : Math.ceil(size / 4);
			continue;
		}
		notes.push(...found.filter((note) => isUnread(state, note)));
		done = end;
		const isCheap = !everything || client.now() - before < QUICK_MS;
		size = nextSize(size, found.length, client.pageSize, { mayGrow: isCheap, mayShrink: !everything });
	}
	return {
		state: { ...advanced(state, { notes, readTo: done, at, isWhole: isAll && done >= to }), window: keptWidth(size, everything) },
		notes,
	};
}

/** A window that had to become narrow is not tried as wide again by the next poll. */
function keptWidth(size: number, isEverything: boolean): number | undefined {
	return size < WINDOW / 2 && isEverything ? size : undefined;
}

/** Wider after a window with few notes, narrower after one of more than a page. */
function nextSize(size: number, found: number, pageSize: number, { mayGrow, mayShrink }: { mayGrow: boolean; mayShrink: boolean }): number {
	if (found < pageSize / 4 && mayGrow) return size * 2;
	return found > pageSize && mayShrink ? Math.max(pageSize, Math.ceil(size / 2)) : size;
}

/** A window that takes too long is tried narrower; after a failure what was read before is delivered first. */
async function windowOrNothing(
	read: () => Promise<Note[] | undefined>,
	size: number,
	somethingDone: boolean,
): Promise<Note[] | 'narrower' | 'tooMuch' | 'later'> {
	try {
		return (await read()) ?? 'tooMuch';
	} catch (error) {
		if (isTooSlow(error) && size > 20) return 'narrower';
		if (somethingDone && error instanceof EspoError) return 'later';
		throw asError(error);
	}
}
