import type { RecordOutcome } from './ManyOutcome';

/** The failure after which the records that follow are left alone: one that concerns all, or whose answer was lost; undefined where there is none. */
export function commonFailure(outcomes: Iterable<RecordOutcome>): { error: unknown } | undefined {
	const failure = [...outcomes].find(({ state }) => state === 'unknown' || state === 'untried');
	return failure && 'error' in failure ? { error: failure.error } : undefined;
}
