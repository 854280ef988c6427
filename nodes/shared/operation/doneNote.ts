import { withNumbers } from '../api/values/numberRanges';

/** The indices of items, and how many there are in all. */
export interface DoneItems {
	done: number[];
	/** Those under way when the run stopped of which nobody knows. */
	doubtful: number[];
	count: number;
}

/** After an error the user must be able to tell what has been done; '' where there is one item only. Which item failed n8n says itself. */
export function doneNote({ done, doubtful, count }: DoneItems): string {
	if (count < 2) return '';
	if (!done.length && !doubtful.length) return `None of the ${count} items was processed.`;
	return [told('Processed', done, count), told('Perhaps processed', doubtful, count)].filter(Boolean).join(' ');
}

function told(what: string, indices: number[], count: number): string {
	if (!indices.length) return '';
	const ranges = withNumbers([], indices).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
	return `${what}: ${indices.length === 1 ? 'item' : 'items'} ${ranges.join(', ')} (${indices.length} of ${count}).`;
}
