import type { Mark } from './judge';

export interface Hole {
	/** Resource and operation. */
	operation: string;
	fault: string;
	/** How it was run. */
	run: string;
	text: string;
}

/** What the runs of some operations came to. */
export interface Outcome {
	runs: number;
	/** By operation and fault, how often each mark was given. */
	marks: Record<string, Record<string, Partial<Record<Mark, number>>>>;
	holes: Hole[];
	/** Ways to call an operation. */
	calls: number;
}

export function emptyOutcome(): Outcome {
	return { runs: 0, marks: {}, holes: [], calls: 0 };
}

export function addOutcome(sum: Outcome, other: Outcome): void {
	sum.runs += other.runs;
	sum.calls += other.calls;
	sum.holes.push(...other.holes);
	Object.assign(sum.marks, other.marks);
}
