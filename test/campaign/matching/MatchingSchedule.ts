import type { CommonSettings, Schedule, Step } from '../Schedule';

/** What happens to records. What is deleted or hidden keeps its status. */
export const MOVES = {
	matching: { isNew: true },
	other: { isNew: false },
	deleted: { deleted: true },
	restored: { deleted: false },
	hidden: { hidden: true },
	shown: { hidden: false },
} satisfies Record<string, MatchingRecord>;

export interface MatchingRecord {
	/** Its status is the one that the filter asks for. */
	isNew?: boolean;
	/** Or not yet created. */
	deleted?: boolean;
	/** The user may not see it. */
	hidden?: boolean;
}

export interface MatchingSettings extends CommonSettings {
	pageLimit: number;
	/** Nothing matches before the last poll. */
	quietDays: boolean;
}

/** Something happens to several records at once. */
export interface Move extends Step {
	do: 'move';
	ids: string[];
	to: keyof typeof MOVES;
	/** Not before this request of the next poll (or of the activation), counted from 1. */
	request?: number;
}

export type MatchingStep =
	| Move
	/** Records that are there from the start. */
	| (Step & { do: 'exist'; records: Array<MatchingRecord & { id: string }> })
	/** The server fails at this record. */
	| (Step & { do: 'poison'; id: string });

export type MatchingSchedule = Schedule<MatchingSettings, MatchingStep>;
