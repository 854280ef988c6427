import type { EspoClient } from './EspoClient';
import type { Note, NoteFilter, StreamSource } from './StreamSource';
import type { StateIdentity, StreamState } from './StreamState';

export interface PollOptions {
	client: EspoClient;
	source: StreamSource;
	filter: NoteFilter;
	identity: StateIdentity;
	/** No further request is begun after it, in ms since 1970. */
	deadline: number;
}

export interface PollResult {
	state: StreamState;
	/** Oldest first; each is delivered once. */
	notes: Note[];
}
