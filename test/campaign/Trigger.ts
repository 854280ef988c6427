import type { Kill } from '../unit/model/VirtualWorkflow';
import type { EventFilter } from './StreamSchedule';

export interface Event {
	id: string;
}

/** A published workflow, in the model of n8n or in n8n's own engine. Polls reject as the trigger does. */
export interface Trigger<Item extends Event> {
	activate(): Promise<void>;
	/** @returns what the poll gave */
	poll(kill?: Kill): Promise<Item[]>;
	restart(): Promise<Item[]>;
	/** Several at once; rejects when one of them does; only where they are those of the real node. */
	pollTogether?(): Promise<Item[]>;
	edit?(filter: EventFilter): Promise<void>;
	/** In ms; real time is not limited. */
	budgetMs: number;
	/** Of each execution. */
	readonly deliveries: ReadonlyArray<{ items: Item[] }>;
	readonly lostByN8n: Item[];
}
