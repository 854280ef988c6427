import { givesSameRows } from '../../lists/keyWalk';
import type { WhereItem } from '../../request/WhereItem';
import { notePage, PROBE, streamPath, type Note } from '../../stream/StreamSource';
import { TOO_OLD } from '../../stream/streamWindow';
import type { StreamPollOptions } from './StreamPoll';
import { overlapStart, type StreamState } from './StreamState';
import { isAfterLastPoll, owedWhere, unreadWhere } from './unreadNotes';

/** The answer to the first request of a poll. */
export interface Probe {
	/** Newest first. */
	notes: Note[];
	/** Those that were not asked for as marks. */
	others: Note[];
	/** Whether there are no more. */
	isLast: boolean;
	/** ms since 1970. */
	serverTime: number;
}

/** The newest of what is owed and unread, with the anchor and, for the stream of everything, the floor (cursor.md#what-is-asked-for). @throws EspoError */
export async function probed({ client, source, filter }: StreamPollOptions, state: StreamState): Promise<Probe> {
	const marks = [state.known[state.known.length - 1], source.kind === 'everything' ? state.floor : undefined].flatMap((mark) =>
		mark ? [mark[0]] : [],
	);
	const unread = [...owedWhere(filter, state), unreadWhere(state)];
	const { notes, isLast, serverTime } = await notePage(client, source, { ...filter, where: withMarks(unread, marks) }, PROBE);
	const others = notes.filter(({ number }) => !marks.includes(number));
	if (others.some((note) => note.number <= overlapStart(state) && !isAfterLastPoll(state, note)))
		throw givesSameRows(streamPath(source), TOO_OLD);
	return { notes, others, isLast, serverTime: serverTime ?? client.now() };
}

function withMarks(unread: WhereItem[], marks: number[]): WhereItem[] {
	if (!marks.length) return unread;
	const ofMarks: WhereItem = { type: 'in', attribute: 'number', value: [...new Set(marks)] };
	return [{ type: 'or', value: [{ type: 'and', value: unread }, ofMarks] }];
}
