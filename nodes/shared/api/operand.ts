import { InvalidInput } from './InvalidInput';
import { isNumeric } from './isNumeric';
import type { Json } from './Json';
import type { Operator } from './operators';

/** What an operator is applied to: nothing, one value, or several. */
export type Operand = Json | undefined;

/**
 * The value of a condition, in the shape that its operator takes.
 * @param place says which condition it is, for the refusal
 * @throws InvalidInput for a value that does not fit the operator
 */
export function operandOf({ name, takes }: Operator, value: Json, place: string, parameter: string): Operand {
	const wrong = (what: string) => new InvalidInput(parameter, `${place}: “${name}” needs ${what}`);
	switch (takes) {
		case 'nothing':
			return undefined;
		case 'one':
			if (value === '' || typeof value === 'object') throw wrong('a value');
			return value;
		case 'days':
			if (!/^\d+$/.test(String(value).trim())) throw wrong('a number of days');
			return Number(value);
		default: {
			const list = givenItems(value);
			if (!list.length || (takes === 'two' && list.length !== 2))
				throw wrong(takes === 'two' ? 'two values with a comma between them' : 'at least one value');
			return list;
		}
	}
}

/** A list as it is, or text with commas; what is empty is left out. */
export function givenItems(value: Json | undefined): Json[] {
	const items = Array.isArray(value) ? value : String(value ?? '').split(',');
	return items.map((item) => (typeof item === 'string' ? item.trim() : item)).filter((item) => item !== '' && item !== null);
}

/** The same for each value of an operand. */
export function eachOf(operand: Operand, convert: (value: Json) => Json): Operand {
	if (operand === undefined) return undefined;
	return Array.isArray(operand) ? operand.map(convert) : convert(operand);
}

/** Text that the database would cut off at the first character that is no digit, and compare the rest. @throws InvalidInput */
export function requireNumbers(operand: Operand, place: string, parameter: string): void {
	for (const value of [operand].flat()) {
		if (typeof value !== 'string' || isNumeric(value)) continue;
		throw new InvalidInput(parameter, `${place}: “${value}” is not a number`, 'Write numbers without commas and units, e.g. 20000 or 0.5.');
	}
}

/** The same where the kind of the attribute is not known: only what can't be meant as text. @throws InvalidInput */
export function refuseGroupedDigits(operand: Operand, place: string, parameter: string): void {
	for (const value of [operand].flat()) {
		if (!/^\s*[+-]?\d{1,3}(,\d{3})+(\.\d+)?\s*$/.test(String(value))) continue;
		throw new InvalidInput(parameter, `${place}: “${String(value)}” needs to be a number without commas, e.g. 20000`);
	}
}
