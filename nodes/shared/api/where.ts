import { InvalidInput } from './InvalidInput';
import { isNothing } from './isNothing';
import { isJsonObject } from './Json';
import { ON_LISTS } from './operatorFit';
import { OPERATORS } from './operators';
import { shortened } from './shortened';
import { unreadable } from './unreadable';
import type { WhereItem } from './WhereItem';
import { COUNT_DAYS, GROUPS, PARTS_OF_TEXT, TAKE_ONE, TAKE_SEVERAL, WITHOUT_ATTRIBUTE } from './whereTypes';

const EXAMPLE = 'Write a list in square brackets, e.g. [{"type": "equals", "attribute": "name", "value": "Acme"}].';

const KEYS = ['type', 'attribute', 'field', 'value', 'dateTime', 'date', 'timeZone'];

/**
 * Checks a list of conditions in EspoCRM's own form. The server answers other keys, a missing type and a missing attribute with a
 * bare 500, takes text as "no filter" (all rows), and a missing value for an empty one.
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
			EXAMPLE,
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

/**
 * One condition in EspoCRM's own form, with those in it.
 * @param place e.g. "item 2"
 * @throws InvalidInput
 */
export function checked(item: unknown, parameter: string, place: string): WhereItem {
	if (!isJsonObject(item) || typeof item.type !== 'string' || !item.type) {
		throw new InvalidInput(parameter, `“${parameter}”, ${place}: each condition must be an object with a “type”`, EXAMPLE);
	}
	const unknown = Object.keys(item).find((key) => !KEYS.includes(key));
	if (unknown) {
		throw new InvalidInput(parameter, `“${parameter}”, ${place}: “${unknown}” is not a key of a condition`, `Allowed keys: ${KEYS.join(', ')}.`);
	}
	const { field, ...rest } = item;
	const type = knownSpelling(item.type);
	const condition = { ...rest, type } as WhereItem;
	if (condition.attribute === undefined && typeof field === 'string') condition.attribute = field;
	if (!GROUPS.includes(type)) return complete(condition, parameter, place);
	if (!Array.isArray(item.value)) {
		throw new InvalidInput(parameter, `“${parameter}”, ${place}: “${type}” needs a list of conditions as its value`);
	}
	if (!item.value.length) throw new InvalidInput(parameter, `“${parameter}”, ${place}: “${type}” is empty, which would match everything`);
	return { ...condition, value: item.value.map((inner, index) => checked(inner, parameter, `${place}.${index + 1}`)) };
}

const TYPES = [...GROUPS, ...TAKE_ONE, ...TAKE_SEVERAL, ...WITHOUT_ATTRIBUTE, ...ON_LISTS, ...OPERATORS.map(({ type }) => type)];
const BY_LOWER_CASE = new Map(TYPES.map((type) => [type.toLowerCase(), type]));

/** 7.x takes a type in any case, 10.0 refuses it; in another one nothing of what follows would look at its value (measured). */
function knownSpelling(type: string): string {
	return BY_LOWER_CASE.get(type.trim().toLowerCase()) ?? type;
}

/** EspoCRM takes nothing else for them. */
const LISTS = ['in', 'notIn', 'between'];

/** A value that an expression did not find would mean other rows, or all. */
function complete(condition: WhereItem, parameter: string, place: string): WhereItem {
	const { type, attribute, value } = condition;
	const wrong = (what: string, hint?: string) => new InvalidInput(parameter, `“${parameter}”, ${place}: “${type}” has ${what}`, hint);
	const isKnown = [...TAKE_ONE, ...TAKE_SEVERAL].includes(type);
	if (isKnown && (typeof attribute !== 'string' || !attribute.trim())) throw wrong('no attribute', 'Say which attribute is compared.');
	if (!isKnown && !WITHOUT_ATTRIBUTE.includes(type)) return condition;
	const values = Array.isArray(value) ? value : [value];
	if (!values.length || values.some(isNothing)) {
		const everything = PARTS_OF_TEXT.includes(type) ? ', which would match everything' : '';
		throw wrong(`no value${everything}`, 'Check the expression. For records in which the field is empty, use the type “isNull”.');
	}
	if (values.some((one) => typeof one === 'object')) throw wrong('a value that is an object or a list of lists');
	if (LISTS.includes(type) && !Array.isArray(value)) {
		throw wrong('a value that is not a list', 'Put the values in square brackets, e.g. ["New", "Assigned"].');
	}
	// Of text EspoCRM would make 0.
	if (COUNT_DAYS.includes(type) && !/^\d+$/.test(String(value))) throw wrong(`“${shortened(String(value))}” instead of a number of days`, 'Enter a whole number, e.g. 7.');
	if (type === 'between' && values.length !== 2) throw wrong(`${values.length} values instead of two`);
	return condition;
}
