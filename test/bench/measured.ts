/** What one run took. */
export interface Measured {
	ms: number;
	/** Memory that the process had in use at most, less what it had before, in bytes. */
	peakBytes: number;
	/** Memory that the outcome itself keeps, in bytes. */
	resultBytes: number;
}

const SAMPLE_MS = 2;

/** Runs the work and measures it. Needs `--expose-gc`, so that each run begins with nothing left over. */
export async function measured<Result>(work: () => Promise<Result>): Promise<Measured & { result: Result }> {
	collect();
	const before = inUse();
	let most = before;
	const sample = () => (most = Math.max(most, inUse()));
	const sampling = setInterval(sample, SAMPLE_MS);
	const began = performance.now();
	try {
		const result = await work();
		const ms = performance.now() - began;
		sample();
		collect();
		return { ms, peakBytes: most - before, resultBytes: inUse() - before, result };
	} finally {
		clearInterval(sampling);
	}
}

function collect(): void {
	(globalThis as { gc?: () => void }).gc?.();
}

function inUse(): number {
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}
