import { withNumbers } from '../api/numberRanges';

/**
 * After an error the user must be able to tell what has been done; '' where there is one item only. Items are counted as n8n counts them.
 * @param done indices of the items that were done
 * @param count of all items
 * @param failed index of the item that stopped the run, if it was one
 */
export function doneNote(done: number[], count: number, failed: number | undefined): string {
	if (count < 2) return '';
	const ranges = withNumbers([], done).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
	const which = failed === undefined ? '' : `It was item ${failed} (the first is 0). `;
	const items = done.length === 1 ? 'item' : 'items';
	return `${which}${done.length ? `Done: ${items} ${ranges.join(', ')} (${done.length} of ${count}).` : `No item was done (of ${count}).`}`;
}
