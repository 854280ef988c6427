import type { WhereItem } from './WhereItem';
import { GROUPS } from './whereTypes';

const AS_LIST: Partial<Record<string, string>> = { equals: 'in', notEquals: 'notIn' };

/**
 * The condition so that EspoCRM counts it: within `and` and `or` it leaves out each one whose value is the text “0”, on every
 * version (ItemGeneralConverter, groupProcessAndOr), and a group finds other records then. As a list or a number it counts.
 */
export function withZeros(item: WhereItem): WhereItem {
	if (!GROUPS.includes(item.type) || !Array.isArray(item.value)) return item;
	return { ...item, value: (item.value as WhereItem[]).map((inner) => withZero(withZeros(inner))) };
}

function withZero(item: WhereItem): WhereItem {
	if (item.value !== '0') return item;
	const type = AS_LIST[item.type];
	return type ? { ...item, type, value: ['0'] } : { ...item, value: 0 };
}
