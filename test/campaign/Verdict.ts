import type { Hits } from './faultNames';

/** What came out of one schedule. */
export interface Verdict {
	/** Events that were owed. */
	owed: number;
	delivered: number;
	lost: string[];
	doubled: string[];
	/** Owed events of polls between whose two writes n8n was killed. */
	byN8n: number;
	/** Other broken promises, in words. */
	problems: string[];
	hits: Hits;
}

export function hasFailed({ lost, doubled, problems }: Verdict): boolean {
	return lost.length + doubled.length + problems.length > 0;
}
