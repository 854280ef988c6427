import { pollStream } from '../shared/api/cursors/stream/pollStream';
import { startPolling } from '../shared/api/cursors/stream/startPolling';
import { storedStreamState } from '../shared/api/cursors/stream/storedStreamState';
import type { StreamPollOptions } from '../shared/api/cursors/stream/StreamPoll';
import type { StreamState } from '../shared/api/cursors/stream/StreamState';
import { presented } from '../shared/api/presented/presented';
import { notesOnFields } from '../shared/api/stream/notesOnFields';
import { listNotes } from '../shared/api/stream/listNotes';
import { noteWhere } from '../shared/api/stream/noteWhere';
import { isWanted, noteItem, noteTypesFor } from '../shared/api/stream/streamEvents';
import type { NoteFilter } from '../shared/api/stream/StreamSource';
import { InvalidInput } from '../shared/api/values/InvalidInput';
import type { JsonObject } from '../shared/api/values/Json';
import type { Connection } from '../shared/n8n/transport/connect';
import { notePresentation } from '../shared/parameters/presentation/presentationOptions';
import { SOURCE_NEEDS, sourceOf } from '../shared/parameters/stream/streamSource';
import { fullRecords } from './fullRecords';
import { paceOf } from './paceOf';
import type { TriggerSettings } from './readTrigger';
import type { Watch } from './Watch';

/** What a stream's trigger needs to know of where it runs. */
export interface StreamSurroundings {
	/** Tells server and user apart. */
	user: string;
	/** Tells the trigger from all others of this n8n. */
	node: string;
	/** Takes what only n8n's log can tell. */
	warn(text: string): void;
}

/** Notes of a stream. */
export function streamWatch(
	connection: Connection,
	settings: TriggerSettings,
	{ user, node, warn }: StreamSurroundings,
): Watch<StreamState> {
	const { client, metadata } = connection;
	const { events, entityTypes, entityType, recordId, options } = settings;
	const kind = settings.source ?? 'everything';
	const source = sourceOf(kind, entityType, recordId);
	const filter: NoteFilter = { where: noteWhere(noteTypesFor(events ?? []), entityTypes ?? []), skipOwn: options.skipOwn };
	// The parts of it that are of another kind of watch are left out, so that the position of older versions stays.
	const fingerprint = JSON.stringify([user, kind, kind === 'record' ? (entityType ?? '') : '', recordId ?? '']);
	const identity = { fingerprint, filter: JSON.stringify([events ?? [], entityTypes, options.skipOwn]) };
	const pace = paceOf(user);
	const poll = (deadline: number): StreamPollOptions => ({ client, source, filter, identity, deadline, pace, trigger: node });
	const wanted = (note: JsonObject) => isWanted(note, events ?? []);
	const delivered = async (notes: JsonObject[]) =>
		await itemsOf(connection, await notesOnFields(options.changedFields, notes.filter(wanted), metadata), settings);

	return {
		key: 'stream',
		fingerprint,
		needs: SOURCE_NEEDS[kind],
		recordOf: ({ parentType, parentId }) => (parentId ? `${String(parentType)}/${String(parentId)}` : undefined),
		stored: storedStreamState,
		async start() {
			const state = await startPolling(poll(Infinity));
			const count = options.startWith;
			if (!count || !state.cursor) return { state, items: [] };
			// What is newer than the cursor belongs to the first poll.
			const until = [{ type: 'lessThanOrEquals', attribute: 'number', value: state.cursor }, ...(filter.where ?? [])];
			const { notes, endedEarly } = await listNotes(client, { source, filter: { ...filter, where: until }, limit: count, wanted });
			if (endedEarly)
				warn(`“Start With Last Events” found ${notes.length} of ${count}, because the search ended before the whole stream was searched.`);
			return { state, items: await delivered(notes.reverse()) };
		},
		async next(state, deadline) {
			const { state: following, notes } = await pollStream(poll(deadline), state);
			return { state: following, items: await delivered(notes) };
		},
		async test() {
			const { notes, endedEarly } = await listNotes(client, { source, filter, limit: 1, wanted });
			if (notes.length) return await itemsOf(connection, notes, settings);
			throw new InvalidInput(
				'Source',
				endedEarly ? 'No event was found among the newest notes' : 'There is no event to show yet',
				`${SOURCE_NEEDS[kind]} Otherwise, do what the trigger waits for in EspoCRM, then try again.`,
			);
		},
	};
}

async function itemsOf(connection: Connection, notes: JsonObject[], { events, options }: TriggerSettings): Promise<JsonObject[]> {
	const items = await presented(
		notes.map((note) => noteItem(note, events)),
		notePresentation({ options }),
		connection.metadata,
	);
	if (!options.fullRecord) return items;
	const records = await fullRecords(connection, notes, options.dateTimeFormat);
	return items.map((item) => ({ ...item, record: records.get(`${String(item.parentType)}/${String(item.parentId)}`) ?? null }));
}
