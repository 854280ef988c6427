import type { EspoClient } from '../../client/EspoClient';
import { isTooSlow } from '../../client/failures';
import { withPatience } from '../../client/patience';
import type { WhereItem } from '../../request/WhereItem';
import { notePage, PROBE, type Note, type NoteFilter, type StreamSource } from '../../stream/StreamSource';
import { PATIENCE_MS } from '../../stream/streamWindow';
import { espoDateTime } from '../../values/dateTime';
import type { StreamPollOptions } from './StreamPoll';
import { startState, type StreamState } from './StreamState';

/** Notes that are asked for where more take too long. */
const FEW = 5;
/** Where the newest notes are all hidden, a visible one is looked for that is so many days older. */
const OLDER_DAYS = [1, 7, 30, 365];
const DAY_MS = 24 * 60 * 60_000;

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
	const at = serverTime ?? client.now();
	const isHidden = source.kind === 'everything' && !notes.length;
	return startState(identity, at, isHidden ? await olderNotes(client, source, filter, at) : notes);
}

/** The newest of those that are older than the hidden ones: they make no difference to what is owed, but are known from then on. */
async function olderNotes(client: EspoClient, source: StreamSource, { skipOwn }: NoteFilter, at: number): Promise<Note[]> {
	for (const days of OLDER_DAYS) {
		const where: WhereItem[] = [{ type: 'lessThan', attribute: 'createdAt', value: espoDateTime(at - days * DAY_MS) }];
		const { notes } = await notePage(client, source, { skipOwn, where }, FEW);
		if (notes.length) return notes;
	}
	return [];
}
