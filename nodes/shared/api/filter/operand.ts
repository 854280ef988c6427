import { isNothing } from '../values/given';
import { InvalidInput } from '../values/InvalidInput';
import type { Json } from '../values/Json';
import { textOf } from '../values/textOf';
import type { Operator } from './operators';

/** What an operator is applied to: nothing, one value, or several. */
export type Operand = Json | undefined;

/**
 * The value of a condition, in the shape that its operator takes.
 * @param place says which condition it is, for the refusal
 * @throws InvalidInput for a value that does not fit the operator
 */
export function operandOf({ name, takes }: Operator, value: Json, place: string, parameter: string): Operand {
	const wrong = (what: string, hint: string) => new InvalidInput(parameter, `${place}: “${name}” needs ${what}`, hint);
	switch (takes) {
		case 'nothing':
			return undefined;
		case 'one':
			if (isNothing(value)) throw wrong('a value', MISSING);
			if (typeof value === 'object')
				throw wrong('a value, not a list or object', 'Give one value, or choose an operator that takes several, e.g. “Is One Of” (in).');
			return value;
		case 'days':
			if (!isDays(value)) throw wrong('a number of days', 'Enter a whole number, e.g. 7.');
			return Number(value);
		default: {
			if (typeof value === 'object' && value !== null && !Array.isArray(value)) throw wrong('values, not an object', SEVERAL);
			const list = givenItems(value);
			if (takes === 'two' && list.length !== 2)
				throw wrong('two values with a comma between them', 'Give the first and the last value of the range, e.g. 1, 9.');
			if (!list.length) throw wrong('at least one value', MISSING);
			// Without one of its values, “is none of” would find more.
			if (Array.isArray(value) && value.some((item) => isNothing(item) || typeof item === 'object'))
				throw wrong('a list without empty values, objects or lists', SEVERAL);
			return list;
		}
	}
}

/** Whether a value is a number of days; with more digits no calendar would hold the day. */
export function isDays(value: Json | undefined): boolean {
	return /^\d{1,5}$/.test(textOf(value ?? '').trim());
}

const MISSING =
	'Enter a value to compare the field with, or check the expression that gives it. For records in which the field is empty, choose “Is Empty” (isNull).';
const SEVERAL = 'Give plain values: a list such as ["New", "Assigned"], or text with commas.';

/** A list as it is, as JSON text, or text with commas; what is empty is left out. */
export function givenItems(value: Json | undefined): Json[] {
	const items = Array.isArray(value) ? value : (listIn(textOf(value ?? '')) ?? textOf(value ?? '').split(','));
	return items.map((item: Json) => (typeof item === 'string' ? item.trim() : item)).filter((item) => !isNothing(item));
}

/** The list that JSON text holds, e.g. from an AI agent. */
function listIn(text: string): Json[] | undefined {
	if (!/^\s*\[/.test(text)) return undefined;
	try {
		const list = JSON.parse(text) as Json;
		return Array.isArray(list) ? list : undefined;
	} catch {
		return undefined;
	}
}

/** The same for each value of an operand. */
export function eachOf(operand: Operand, convert: (value: Json) => Json): Operand {
	if (operand === undefined) return undefined;
	return Array.isArray(operand) ? operand.map(convert) : convert(operand);
}

/** Digits with commas, which can't be meant as text, where the kind of the attribute is not known. @throws InvalidInput */
export function refuseGroupedDigits(operand: Operand, place: string, parameter: string): void {
	for (const value of [operand].flat()) {
		if (!/^\s*[+-]?\d{1,3}(,\d{3})+(\.\d+)?\s*$/.test(textOf(value))) continue;
		throw new InvalidInput(parameter, `${place}: “${textOf(value)}” needs to be a number without commas, e.g. 20000`);
	}
}
