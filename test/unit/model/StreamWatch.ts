import type { EspoClient } from '../../../nodes/shared/api/client/EspoClient';
import { createPace } from '../../../nodes/shared/api/cursors/stream/pace';
import { pollStream } from '../../../nodes/shared/api/cursors/stream/pollStream';
import { startPolling } from '../../../nodes/shared/api/cursors/stream/startPolling';
import { storedStreamState } from '../../../nodes/shared/api/cursors/stream/storedStreamState';
import type { StreamPollOptions } from '../../../nodes/shared/api/cursors/stream/StreamPoll';
import type { StreamState } from '../../../nodes/shared/api/cursors/stream/StreamState';
import { recordsOfNotes } from '../../../nodes/shared/api/stream/recordsOfNotes';
import type { Note, NoteFilter, StreamSource } from '../../../nodes/shared/api/stream/StreamSource';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import { brokenInvariants } from './brokenInvariants';
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
		private readonly pace = createPace(),
		private readonly trigger = 'trigger',
	) {}

	async start(client: EspoClient, deadline: number): Promise<StreamState> {
		return await startPolling(this.options(client, deadline));
	}

	async next(client: EspoClient, state: unknown, deadline: number): Promise<{ state: StreamState; items: NoteItem[] }> {
		const before = storedStreamState(state) as StreamState;
		const polled = await pollStream(this.options(client, deadline), before);
		const broken = brokenInvariants(before, polled);
		if (broken.length) throw new Error(`The cursor broke its rules. ${broken.join('; ')}: ${JSON.stringify({ before, polled })}`);
		const items = polled.notes.filter(this.isWanted);
		if (!this.fullRecord) return { state: polled.state, items };
		const records = await recordsOfNotes(client, items);
		return {
			state: polled.state,
			items: items.map((note) => ({ ...note, record: records.get(`${String(note.parentType)}/${String(note.parentId)}`) ?? null })),
		};
	}

	private options(client: EspoClient, deadline: number): StreamPollOptions {
		const { source, filter, pace, trigger } = this;
		return { client, source, filter, deadline, pace, trigger, identity: { fingerprint: 'crm', filter: JSON.stringify(filter) } };
	}
}
