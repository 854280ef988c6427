import type { EspoClient } from '../../client/EspoClient';
import type { Note, NoteFilter, StreamSource } from '../../stream/StreamSource';
import type { Pace } from './pace';
import type { StateIdentity, StreamState } from './StreamState';

export interface StreamPollOptions {
	client: EspoClient;
	source: StreamSource;
	filter: NoteFilter;
	identity: StateIdentity;
	/** No further request is begun after it, in ms since 1970. */
	deadline: number;
	/** Shared by the triggers of one server and user. */
	pace: Pace;
	/** Tells the trigger from the others that share the pace. */
	trigger: string;
}

export interface StreamPollResult {
	state: StreamState;
	/** Oldest first; each is delivered once. */
	notes: Note[];
}
