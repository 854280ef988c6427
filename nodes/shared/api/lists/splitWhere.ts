import type { WhereItem } from '../request/WhereItem';

type InItem = WhereItem & { value: unknown[] };

/**
 * The same filter as several shorter ones whose rows together are the rows of the whole: the longest list of an `in`
 * is halved until each fits. Undefined when there is none to halve.
 * @param fits whether a filter is short enough for one request (the request line is limited, there is no search by POST)
 */
export function splitWhere(where: WhereItem[], fits: (part: WhereItem[]) => boolean): WhereItem[][] | undefined {
	if (fits(where)) return [where];
	const longest = where
		.filter((item): item is InItem => item.type === 'in' && Array.isArray(item.value) && item.value.length > 1)
		.sort((a, b) => b.value.length - a.value.length)[0];
	if (!longest) return undefined;
	const values = [...new Set(longest.value)];
	const middle = Math.ceil(values.length / 2);
	const parts = [values.slice(0, middle), values.slice(middle)].map((value) =>
		splitWhere(
			where.map((item) => (item === longest ? { ...item, value: value as WhereItem['value'] } : item)),
			fits,
		),
	);
	return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}
