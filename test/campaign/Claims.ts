import type { PlayedPoll } from './Played';

/** An event that must come. */
export interface OwedEvent {
	id: string;
	/** It must come after the one time and up to the other; at any time when absent. In ms. */
	after?: number;
	by?: number;
	/** It is delivered by the item of another owed event, and is not counted by itself. */
	isAspect?: boolean;
	/** For people. */
	label?: string;
}

/** What a part has to say of the events of a schedule; the comparison is the oracle's. */
export interface Claims<Item> {
	owed: OwedEvent[];
	/** The IDs of the events that an item tells. */
	eventsOf(item: Item): string[];
	/** Why an item should not have come; undefined when it may. */
	objection(item: Item, poll: PlayedPoll<Item>): string | undefined;
	/** How often an event may have come by the end of a poll; once when absent. */
	most?(id: string, poll: PlayedPoll<Item>): number;
	/** Whether one item may stand right before the other in a batch. */
	inOrder(before: Item, after: Item): boolean;
	limits: Limits;
	/** Other broken promises, in words. */
	broken: string[];
}

/** What no poll may exceed. */
export interface Limits {
	events: number;
	/** Requests after the end of the budget, those that were made to fail not counted. */
	lateRequests: number;
	/** Of the answer to a poll that finds nothing. */
	quietBytes: number;
	/** Of the last poll, which finds nothing. */
	quietRequests: number;
}
