import { withNumbers } from '../api/values/numberRanges';

/**
 * After an error the user must be able to tell what has been done; '' where there is one item only. Which item failed n8n says itself.
 * @param done indices of the items that were done
 * @param count of all items
 */
export function doneNote(done: number[], count: number): string {
	if (count < 2) return '';
	const ranges = withNumbers([], done).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
	const items = done.length === 1 ? 'item' : 'items';
	return done.length
		? `Processed: ${items} ${ranges.join(', ')} (${done.length} of ${count}).`
		: `None of the ${count} items was processed.`;
}
