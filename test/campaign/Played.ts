import type { Life, Step } from './Schedule';

/** What came of a poll. */
export interface PlayedPoll<Item> {
	life: Life;
	startedAt: number;
	endedAt: number;
	/** Nothing was made to go wrong and there was time enough. Whether the poll did well is not asked: it must. */
	clean: boolean;
	/** There was all the time that a poll can have. */
	hasTime: boolean;
	budgetMs: number;
	/** Why it failed. */
	failure?: string;
	/** What each execution was started with. */
	batches: Item[][];
	/** What it found, and n8n lost between its two writes. */
	lostByN8n: Item[];
	requests: number;
	/** Requests that were begun after the budget was used up. */
	late: number;
	/** Names of the faults of requests, one for each that failed on purpose. */
	faults: string[];
	/** Of the last answer. */
	bytes: number;
}

/** What came of a schedule. */
export interface Played<Item> {
	/** When the activation had begun and ended; undefined when it was refused. */
	activated?: { from: number; to: number };
	polls: Array<PlayedPoll<Item>>;
	/** When each step that is no poll really happened: not while a poll reads. */
	happened: Array<{ step: Step; at: number }>;
}

/** All that a poll found, whether or not n8n kept it. */
export function foundBy<Item>({ batches, lostByN8n }: PlayedPoll<Item>): Item[] {
	return [...batches.flat(), ...lostByN8n];
}
