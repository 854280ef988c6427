import { GCProfiler } from 'node:v8';

/** What one run took. */
export interface Measured {
	ms: number;
	/** In a run that looks for it; its time means nothing. */
	memory?: Memory;
}

/** In bytes, without what the process held before. */
export interface Memory {
	/** What was held at the same time at most. */
	peak: number;
	/** What the outcome itself keeps. */
	result: number;
}

/** What a runner looks for. */
export type Looked = 'for time' | 'for memory';

/** What Node.js is started with to look for it. */
export const FLAGS: Record<Looked, string[]> = {
	'for time': ['--expose-gc'],
	'for memory': ['--expose-gc', '--gc-global', '--max-semi-space-size=1'],
};

/** Runs the work and takes its time. Needs `FLAGS`, so that each run begins with nothing left over. */
export async function timed<Result>(work: () => Promise<Result>): Promise<Measured & { result: Result }> {
	collect();
	const began = performance.now();
	const result = await work();
	return { ms: performance.now() - began, result };
}

/**
 * Runs the work and finds the most that it holds at the same time. How much memory a process has in use says little, as most of it is garbage that
 * nobody has collected yet. With `FLAGS` all garbage is collected whenever another megabyte was allocated, in the middle of a function too; what is left
 * each time is held by somebody. Such a run takes many times as long.
 */
export async function weighed<Result>(work: () => Promise<Result>): Promise<Measured & { result: Result }> {
	collect();
	const before = inUse();
	const profiler = new GCProfiler();
	profiler.start();
	const began = performance.now();
	const result = await work();
	const ms = performance.now() - began;
	const { statistics } = profiler.stop();
	collect();
	const after = inUse();
	const left = statistics.map(({ afterGC: { heapStatistics } }) => heapStatistics.usedHeapSize + heapStatistics.externalMemory);
	return { ms, memory: { peak: left.reduce((most, one) => Math.max(most, one), after) - before, result: after - before }, result };
}

function collect(): void {
	(globalThis as { gc?: () => void }).gc?.();
}

function inUse(): number {
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}
