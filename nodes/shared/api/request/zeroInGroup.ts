import { conditionType, isGroup } from './conditionTypes';
import type { WhereItem } from './WhereItem';

/**
 * The condition so that EspoCRM counts it: within `and` and `or` it leaves out each one whose value is the text “0”, on every
 * version (ItemGeneralConverter, groupProcessAndOr), and a group finds other records then. As a list or a number it counts.
 */
export function withZeros(item: WhereItem): WhereItem {
	if (!isGroup(item.type) || !Array.isArray(item.value)) return item;
	return { ...item, value: (item.value as WhereItem[]).map((inner) => withZero(withZeros(inner))) };
}

function withZero(item: WhereItem): WhereItem {
	if (item.value !== '0') return item;
	const type = conditionType(item.type)?.ofList;
	return type ? { ...item, type, value: ['0'] } : { ...item, value: 0 };
}
