import { createEspoClient, type EspoClient } from '../../../nodes/shared/api/client/EspoClient';
import type { Send } from '../../../nodes/shared/api/request/Send';
import type { PolledWatch } from './PolledWatch';
import type { VirtualClock } from './VirtualClock';

export interface Delivery<Item> {
	at: number;
	items: Item[];
}

/** When n8n dies: before it has stored the new state, or right after that. */
export type Kill = 'beforeSave' | 'afterSave';

/**
 * A trigger as n8n runs it. Usual engine: the state is saved when a poll gives something, before the execution is created,
 * and only kept in memory when it does not. Durable cursors: each poll works on a copy, and state and execution are
 * committed together, with or without items.
 */
export class VirtualWorkflow<Item extends { id: string }, Watch extends PolledWatch<Item> = PolledWatch<Item>> {
	deliveries: Array<Delivery<Item>> = [];
	/** Of polls whose state was saved, but whose execution n8n had not created yet when it was killed. */
	lostByN8n: Item[] = [];
	budgetMs = 60_000;
	durable = false;
	private inMemory?: string;
	private saved?: string;

	constructor(
		private readonly server: { send: Send; requests: unknown[] },
		private readonly clock: VirtualClock,
		readonly watch: Watch,
	) {}

	get state(): unknown {
		return JSON.parse(this.inMemory ?? 'null');
	}

	async activate(): Promise<void> {
		this.inMemory = this.saved = JSON.stringify(await this.watch.start(this.client(), this.deadline()));
	}

	/** @returns the number of requests; rejects as the poll does */
	async poll(kill?: Kill): Promise<{ requests: number; items: Item[] }> {
		const before = this.server.requests.length;
		const { state, items } = await this.watch.next(this.client(), this.state, this.deadline());
		if (kill === 'beforeSave') {
			this.crash();
			return { requests: this.server.requests.length - before, items: [] };
		}
		this.inMemory = JSON.stringify(state);
		if (items.length || this.durable) this.saved = this.inMemory;
		if (kill === 'afterSave' && !this.durable) this.lostByN8n.push(...items);
		else if (items.length) this.deliveries.push({ at: this.clock.now(), items });
		if (kill) this.crash();
		return { requests: this.server.requests.length - before, items };
	}

	/** n8n is killed and starts again: it reads what it saved, polls, and saves the state in any case. */
	async restart(): Promise<{ requests: number; items: Item[] }> {
		this.crash();
		const polled = await this.poll();
		this.saved = this.inMemory;
		return polled;
	}

	/** What is in memory is lost. */
	crash(): void {
		this.inMemory = this.saved;
	}

	delivered(): string[] {
		return this.deliveries.flatMap(({ items }) => items.map(({ id }) => id));
	}

	private deadline(): number {
		return this.clock.now() + this.budgetMs;
	}

	/** Each poll has its own. */
	private client(): EspoClient {
		const { server, clock } = this;
		return createEspoClient({ send: server.send, now: clock.now, sleep: clock.sleep, random: () => 0.5, tries: 2, timeoutMs: 12_000 });
	}
}
