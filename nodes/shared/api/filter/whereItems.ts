import { CONDITION_TYPES, conditionType, isGroup, type ConditionType } from '../request/conditionTypes';
import type { WhereItem } from '../request/WhereItem';
import { isNothing } from '../values/given';
import { InvalidInput } from '../values/InvalidInput';
import { isJsonObject } from '../values/Json';
import { shortened } from '../values/shortened';
import { textOf } from '../values/textOf';
import { unreadable } from '../values/unreadable';
import { isDays } from './operand';
import { searchText } from './searchText';

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
		throw new InvalidInput(parameter, `“${parameter}” must be a list of conditions`, EXAMPLE);
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
		throw new InvalidInput(
			parameter,
			`“${parameter}”, ${place}: “${unknown}” is not a key of a condition`,
			`Allowed keys: ${KEYS.join(', ')}.`,
		);
	}
	const { field, ...rest } = item;
	const type = knownSpelling(item.type);
	const condition = { ...rest, type } as WhereItem;
	if (condition.attribute === undefined && typeof field === 'string') condition.attribute = field;
	if (!isGroup(type)) return complete(condition, parameter, place);
	if (!Array.isArray(item.value)) {
		throw new InvalidInput(parameter, `“${parameter}”, ${place}: “${type}” needs a list of conditions as its value`);
	}
	if (!item.value.length) throw new InvalidInput(parameter, `“${parameter}”, ${place}: “${type}” is empty, which would match everything`);
	return { ...condition, value: item.value.map((inner, index) => checked(inner, parameter, `${place}.${index + 1}`)) };
}

const BY_LOWER_CASE = new Map(Object.keys(CONDITION_TYPES).map((type) => [type.toLowerCase(), type]));

/** 7.x takes a type in any case, 10.0 refuses it; in another one nothing of what follows would look at its value (measured). */
function knownSpelling(type: string): string {
	return BY_LOWER_CASE.get(type.trim().toLowerCase()) ?? type;
}

/** A value that an expression did not find would mean other rows, or all. */
function complete(condition: WhereItem, parameter: string, place: string): WhereItem {
	const { type, attribute } = condition;
	const known = conditionType(type);
	if (!known || known.takes === 'nothing') return condition;
	const wrong: Wrong = (what, hint) => new InvalidInput(parameter, `“${parameter}”, ${place}: “${type}” has ${what}`, hint);
	if (known.asks !== 'record' && (typeof attribute !== 'string' || !attribute.trim()))
		throw wrong('no attribute', 'Add the attribute to compare.');
	requireValue(condition, known, wrong);
	return type === 'textFilter' ? { ...condition, value: searchText(textOf(condition.value)) } : condition;
}

type Wrong = (what: string, hint?: string) => InvalidInput;

function requireValue({ value }: WhereItem, { asks, takes, onlyList, orEmpty }: ConditionType, wrong: Wrong): void {
	const values = Array.isArray(value) ? value : [value];
	if (!values.length || values.some(isNothing)) {
		// Every text contains the empty one.
		const everything = asks === 'part' && !orEmpty ? ', which would match everything' : '';
		throw wrong(`no value${everything}`, 'Check the expression. For records in which the field is empty, use the type “isNull”.');
	}
	if (values.some((one) => typeof one === 'object')) throw wrong('a value that is an object or a list of lists');
	if (onlyList && !Array.isArray(value))
		throw wrong('a value that is not a list', 'Put the values in square brackets, e.g. ["New", "Assigned"].');
	// Of text EspoCRM would make 0.
	if (takes === 'days' && !isDays(value))
		throw wrong(`“${shortened(textOf(value))}” instead of a number of days`, 'Enter a whole number, e.g. 7.');
	if (takes === 'two' && values.length !== 2) throw wrong(`${values.length} values instead of two`);
}
