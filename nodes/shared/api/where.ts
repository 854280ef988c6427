import { InvalidInput } from './InvalidInput';
import { isJsonObject, type Json } from './Json';

/** One condition in EspoCRM's own form (api.md 3). */
export type WhereItem = {
	type: string;
	attribute?: string;
	value?: Json;
	dateTime?: boolean;
	timeZone?: string;
};

const KEYS = ['type', 'attribute', 'field', 'value', 'dateTime', 'date', 'timeZone'];
/** Operators that put conditions together. */
export const GROUPS = ['and', 'or'];

/**
 * Checks a list of conditions in EspoCRM's own form. The server answers other keys and a missing type with a bare 500,
 * and takes text as "no filter": all rows.
 * @param where a list, or JSON text that holds one; empty means no condition
 * @throws InvalidInput that names the place, e.g. "item 2"
 */
export function whereItems(where: unknown, parameter: string): WhereItem[] {
	const parsed = typeof where === 'string' ? parse(where, parameter) : where;
	if (parsed === undefined || parsed === null) return [];
	if (!Array.isArray(parsed)) {
		throw new InvalidInput(
			parameter,
			`“${parameter}” must be a list of conditions`,
			'Put the condition in square brackets, e.g. [{"type": "equals", "attribute": "name", "value": "Acme"}].',
		);
	}
	return parsed.map((item, index) => checked(item, parameter, `item ${index + 1}`));
}

function parse(text: string, parameter: string): unknown {
	if (!text.trim()) return undefined;
	try {
		return JSON.parse(text) as unknown;
	} catch (error) {
		throw unreadable(parameter, error);
	}
}

/** For JSON that a user entered and that can't be parsed. */
export function unreadable(parameter: string, error: unknown): InvalidInput {
	const detail = error instanceof Error ? error.message : String(error);
	return new InvalidInput(parameter, `“${parameter}” is not valid JSON`, `${detail}. Check quotes, commas and brackets.`);
}

function checked(item: unknown, parameter: string, place: string): WhereItem {
	if (!isJsonObject(item) || typeof item.type !== 'string' || !item.type) {
		throw new InvalidInput(parameter, `“${parameter}”, ${place}: each condition must be an object with a “type”`);
	}
	const unknown = Object.keys(item).find((key) => !KEYS.includes(key));
	if (unknown) {
		throw new InvalidInput(parameter, `“${parameter}”, ${place}: “${unknown}” is not a key of a condition`, `Possible keys: ${KEYS.join(', ')}.`);
	}
	const { field, ...rest } = item;
	const condition = { ...rest, type: item.type } as WhereItem;
	if (condition.attribute === undefined && typeof field === 'string') condition.attribute = field;
	if (!GROUPS.includes(item.type)) return withValue(condition, parameter, place);
	if (!Array.isArray(item.value)) {
		throw new InvalidInput(parameter, `“${parameter}”, ${place}: “${item.type}” needs a list of conditions as its value`);
	}
	if (!item.value.length) throw new InvalidInput(parameter, `“${parameter}”, ${place}: “${item.type}” is empty, which would match everything`);
	return { ...condition, value: item.value.map((inner, index) => checked(inner, parameter, `${place}.${index + 1}`)) };
}

const PARTS_OF_TEXT = ['contains', 'startsWith', 'endsWith', 'like'];

/** Every text contains the empty one, so a value that an expression did not find would mean all rows. */
function withValue(condition: WhereItem, parameter: string, place: string): WhereItem {
	const { type, value } = condition;
	if (!PARTS_OF_TEXT.includes(type) || (value !== undefined && value !== null && String(value) !== '')) return condition;
	throw new InvalidInput(parameter, `“${parameter}”, ${place}: “${type}” has no value, which would match everything`);
}
