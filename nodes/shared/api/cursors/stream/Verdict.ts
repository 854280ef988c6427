import type { Note } from '../../stream/StreamSource';
import type { NumberRanges } from '../../values/numberRanges';
import type { Goal } from './readWindows';
import type { StreamState } from './StreamState';

/** What the first answer of a poll means (cursor.md#moves). */
export type Verdict =
	| { move: 'start anew' }
	/** More lies below than one answer can tell: the numbers that are left are looked through from now on, poll by poll. */
	| { move: 'search'; state: StreamState; left: NumberRanges }
	/** There is nothing more to ask for. @param isWhole whether everything was asked for and looked at */
	| { move: 'advance'; state: StreamState; notes: Note[]; to: number; since?: number; isWhole: boolean }
	| ({ move: 'read windows'; state: StreamState } & Omit<Goal, 'at' | 'since'> & Partial<Pick<Goal, 'since'>>);
