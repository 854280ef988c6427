import type { EspoClient } from '../../../nodes/shared/api/EspoClient';
import type { JsonObject } from '../../../nodes/shared/api/Json';
import { pollStream, startPolling } from '../../../nodes/shared/api/pollStream';
import { recordsOfNotes } from '../../../nodes/shared/api/recordsOfNotes';
import { storedState } from '../../../nodes/shared/api/storedState';
import type { PollOptions } from '../../../nodes/shared/api/StreamPoll';
import type { Note, NoteFilter, StreamSource } from '../../../nodes/shared/api/StreamSource';
import type { StreamState } from '../../../nodes/shared/api/StreamState';
import type { PolledWatch } from './PolledWatch';

export type NoteItem = Note & { record?: JsonObject | null };

/** Stream events, with the real cursor. */
export class StreamWatch implements PolledWatch<NoteItem> {
	/** The events that a person asked for, which the server can't tell apart. */
	isWanted: (note: Note) => boolean = () => true;
	/** Adds the records that the events are about. */
	fullRecord = false;

	constructor(
		private readonly source: StreamSource,
		public filter: NoteFilter = {},
	) {}

	async start(client: EspoClient, deadline: number): Promise<StreamState> {
		return await startPolling(this.options(client, deadline));
	}

	async next(client: EspoClient, state: unknown, deadline: number): Promise<{ state: StreamState; items: NoteItem[] }> {
		const polled = await pollStream(this.options(client, deadline), storedState(state) as StreamState);
		const items = polled.notes.filter(this.isWanted);
		if (!this.fullRecord) return { state: polled.state, items };
		const records = await recordsOfNotes(client, items);
		return { state: polled.state, items: items.map((note) => ({ ...note, record: records.get(`${String(note.parentType)}/${String(note.parentId)}`) ?? null })) };
	}

	private options(client: EspoClient, deadline: number): PollOptions {
		const { source, filter } = this;
		return { client, source, filter, deadline, identity: { fingerprint: 'crm', filter: JSON.stringify(filter) } };
	}
}
