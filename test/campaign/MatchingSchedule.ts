import type { Turn } from './StreamSchedule';

/** What happens to records. What is deleted or hidden keeps its status. */
export const MOVES = {
	matching: { isNew: true },
	other: { isNew: false },
	deleted: { deleted: true },
	restored: { deleted: false },
	hidden: { hidden: true },
	shown: { hidden: false },
} satisfies Record<string, Partial<MatchingRecord>>;

export interface MatchingRecord {
	/** Its status is the one that the filter asks for. */
	isNew: boolean;
	/** Or not yet created. */
	deleted: boolean;
	/** The user may not see it. */
	hidden: boolean;
}

/** Several records at once. */
export interface Move {
	/** 0 is the activation, 1 the first poll. */
	turn: number;
	/** It happens before this request of the poll is answered, counted from 1; 0: before the poll. */
	request: number;
	ids: string[];
	to: keyof typeof MOVES;
}

/** A whole story on records that begin to match a filter, decided beforehand. */
export interface MatchingSchedule {
	durable: boolean;
	pageLimit: number;
	poison?: string;
	/** At first. */
	records: Array<[id: string, record: MatchingRecord]>;
	/** In the order in which they happen. */
	moves: Move[];
	turns: Turn[];
	/** Nothing matches before the last turn. */
	quietDays: boolean;
}
