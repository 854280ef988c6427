import { isTooSlow } from '../../client/failures';
import { givesSameRows } from '../../lists/keyWalk';
import type { WhereItem } from '../../request/WhereItem';
import { notePage, PROBE, streamPath, type Note, type NotePage } from '../../stream/StreamSource';
import { TOO_OLD } from '../../stream/streamWindow';
import { asError } from '../../values/asError';
import { SLOW_MS } from './pace';
import type { StreamPollOptions } from './StreamPoll';
import type { StreamState } from './StreamState';
import { askedAbove, isAfterLastPoll, owedWhere, unreadWhere } from './unreadNotes';

/** Of a search, whose first request is to be cheap whatever is hidden. */
const SMALL_PROBE = 5;

/** The answer to the first request of a poll. */
export interface Probe {
	/** Newest first. */
	notes: Note[];
	/** Those that were not asked for as marks. */
	others: Note[];
	/** Whether there are no more. */
	isLast: boolean;
	/** How many were asked for. */
	size: number;
	/** ms since 1970. */
	serverTime: number;
}

/** The newest of what is owed and unread, with the anchor and, for the stream of everything, the floor (cursor.md#what-is-asked-for). @throws EspoError */
export async function probed(options: StreamPollOptions, state: StreamState): Promise<Probe> {
	const { client, source, filter, pace } = options;
	const marks = marksOf(options, state);
	const where = withMarks([...owedWhere(filter, state), unreadWhere(state)], marks);
	const size = source.kind === 'everything' ? Math.min(pace.probe, state.search ? SMALL_PROBE : PROBE) : PROBE;
	const { notes, isLast, serverTime } = await paced(options, size, async () => await notePage(client, source, { ...filter, where }, size));
	const others = notes.filter(({ number }) => !marks.includes(number));
	if (others.some((note) => note.number <= askedAbove(state) && !isAfterLastPoll(state, note)))
		throw givesSameRows(streamPath(source), TOO_OLD);
	return { notes, others, isLast, size: Math.min(size, client.pageSize), serverTime: serverTime ?? client.now() };
}

/** Numbers of notes that each answer should hold, at or below what is asked for: when one does, the server has looked at everything above it. */
export function marksOf({ source }: StreamPollOptions, { known, floor }: StreamState): number[] {
	const [anchor] = known.slice(-1);
	return [anchor, source.kind === 'everything' ? floor : undefined].flatMap((mark) => (mark ? [mark[0]] : []));
}

/** What meets the conditions, and the notes with these numbers. */
export function withMarks(where: WhereItem[], marks: number[]): WhereItem[] {
	if (!marks.length) return where;
	const ofMarks: WhereItem = { type: 'in', attribute: 'number', value: [...new Set(marks)] };
	return [{ type: 'or', value: [{ type: 'and', value: where }, ofMarks] }];
}

/** A first request, of which the pace takes note. */
async function paced({ client, source, pace }: StreamPollOptions, size: number, read: () => Promise<NotePage>): Promise<NotePage> {
	if (source.kind !== 'everything') return await read();
	const began = client.now();
	const took = () => client.now() - began;
	try {
		const page = await read();
		pace.probed(size, took());
		return page;
	} catch (error) {
		if (isTooSlow(error)) pace.probed(size, Math.max(took(), SLOW_MS));
		throw asError(error);
	} finally {
		pace.spent(took(), client.now());
	}
}
