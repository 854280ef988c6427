import type { Kill } from '../unit/model/VirtualWorkflow';

export interface Event {
	id: string;
}

/** A published workflow, in the model of n8n or in n8n's own engine. Polls reject as the trigger does. */
export interface Trigger<Item extends Event, Settings> {
	activate(): Promise<void>;
	poll(kill?: Kill): Promise<void>;
	restart(): Promise<void>;
	/** Several at once; rejects when one of them does; only where they are those of the real node. */
	pollTogether?(): Promise<void>;
	/** The workflow is saved with other settings. */
	edit(settings: Settings): Promise<void>;
	/** In ms; real time is not limited. */
	budgetMs: number;
	/** Of each execution. */
	readonly deliveries: ReadonlyArray<{ items: Item[] }>;
	readonly lostByN8n: readonly Item[];
}
