import type { History } from './MatchingServer';

/** Whether a record matched during the whole of a poll, never, or changed within it. */
export type Seen = 'in' | 'out' | 'changed';

/** @param from and to, both included: when the poll began and ended, in ms */
export function seenIn(history: History, from: number, to: number): Seen {
	if (history.some(({ at }) => at >= from && at <= to)) return 'changed';
	return history.filter(({ at }) => at < from).pop()?.matches ? 'in' : 'out';
}
