import type { EspoClient } from '../../client/EspoClient';
import type { Note, NoteFilter, StreamSource } from '../../stream/StreamSource';
import type { StateIdentity, StreamState } from './StreamState';

export interface StreamPollOptions {
	client: EspoClient;
	source: StreamSource;
	filter: NoteFilter;
	identity: StateIdentity;
	/** No further request is begun after it, in ms since 1970. */
	deadline: number;
}

export interface StreamPollResult {
	state: StreamState;
	/** Oldest first; each is delivered once. */
	notes: Note[];
}
