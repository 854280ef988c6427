import type { Verdict } from './Verdict';

/** One kind of schedules. */
export interface Part {
	name: string;
	/** What its schedules have to meet between them. */
	faults: readonly string[];
	/** How many of them may run at once: those over HTTP mostly wait. */
	atOnce: number;
	/** Of the schedules that the others of its kind have; all of them when absent. */
	share?: number;
	run(seed: number, index: number): Promise<Verdict>;
}
