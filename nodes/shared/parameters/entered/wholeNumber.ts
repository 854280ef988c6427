import { InvalidInput } from '../../api/values/InvalidInput';

/** A whole number of at least `minimum`; empty means not given. @throws InvalidInput */
export function wholeNumber(value: unknown, parameter: string, minimum: number): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	// Of blanks JavaScript makes 0.
	const number = typeof value === 'string' && value.trim() ? Number(value) : value;
	if (typeof number === 'number' && Number.isSafeInteger(number) && number >= minimum) return number;
	throw new InvalidInput(
		parameter,
		`“${parameter}” must be a whole number of at least ${minimum}, but is ${typeof value === 'number' ? value : JSON.stringify(value)}`,
	);
}
