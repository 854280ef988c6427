import { createEspoClient, type EspoClient } from '../../../nodes/shared/api/EspoClient';
import { pollStream, startPolling, type PollOptions } from '../../../nodes/shared/api/pollStream';
import type { Note, NoteFilter, StreamSource } from '../../../nodes/shared/api/StreamSource';
import { storedState } from '../../../nodes/shared/api/storedState';
import type { StreamState } from '../../../nodes/shared/api/StreamState';
import type { StreamServer } from './StreamServer';
import type { VirtualClock } from './VirtualClock';

export interface Delivery {
	at: number;
	notes: Note[];
}

/** A trigger as n8n runs it: the state is saved when a poll gives something, and only kept in memory when it does not. */
export class PollingWorkflow {
	readonly client: EspoClient;
	deliveries: Delivery[] = [];
	filter: NoteFilter;
	budgetMs = 60_000;
	/** The events that a person asked for, which the server can't tell apart. */
	isWanted: (note: Note) => boolean = () => true;
	private inMemory?: string;
	private saved?: string;

	constructor(
		private readonly server: StreamServer,
		private readonly clock: VirtualClock,
		private readonly source: StreamSource,
		filter: NoteFilter = {},
	) {
		this.filter = filter;
		this.client = createEspoClient({ send: server.send, now: clock.now, sleep: clock.sleep, random: () => 0.5, tries: 2, timeoutMs: 12_000 });
	}

	get state(): StreamState {
		return storedState(JSON.parse(this.inMemory ?? 'null')) as StreamState;
	}

	async activate(): Promise<void> {
		this.inMemory = this.saved = JSON.stringify(await startPolling(this.options()));
	}

	/** @returns the number of requests; rejects as the poll does */
	async poll(): Promise<{ requests: number; notes: Note[] }> {
		const before = this.server.requests.length;
		const { state, notes } = await pollStream(this.options(), this.state);
		const wanted = notes.filter(this.isWanted);
		this.inMemory = JSON.stringify(state);
		if (wanted.length) {
			this.saved = this.inMemory;
			this.deliveries.push({ at: this.clock.now(), notes: wanted });
		}
		return { requests: this.server.requests.length - before, notes: wanted };
	}

	/** n8n restarts and reads what it saved. */
	crash(): void {
		this.inMemory = this.saved;
	}

	delivered(): string[] {
		return this.deliveries.flatMap(({ notes }) => notes.map(({ id }) => id));
	}

	private options(): PollOptions {
		const { client, source, filter, budgetMs } = this;
		return { client, source, filter, deadline: this.clock.now() + budgetMs, identity: { fingerprint: 'crm', filter: JSON.stringify(filter) } };
	}
}
