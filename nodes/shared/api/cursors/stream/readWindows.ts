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
	return { state: { ...advanced(state, { notes, readTo: done, at, isWhole: isAll && done >= to }), window }, notes };
}

/** A window that takes too long is tried narrower; after a failure what was read before is delivered first. */
async function windowOrNothing(read: () => Promise<Note[] | undefined>, size: number, somethingDone: boolean): Promise<Note[] | 'narrower' | 'tooMuch' | 'later'> {
	try {
		return (await read()) ?? 'tooMuch';
	} catch (error) {
		if (isTooSlow(error) && size > 20) return 'narrower';
		if (somethingDone && error instanceof EspoError) return 'later';
		throw asError(error);
	}
}
