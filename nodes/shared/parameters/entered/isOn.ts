import { InvalidInput } from '../../api/values/InvalidInput';
import { shortened } from '../../api/values/shortened';
import { textOf } from '../../api/values/textOf';

const VALUES = new Map([
	['true', true],
	['false', false],
	['', false],
]);

/** A switch, also where an expression gives text; not given is off. @throws InvalidInput */
export function isOn(value: unknown, parameter: string): boolean {
	// A list with one value is none: its text would be that of the value.
	const on =
		typeof value === 'object' && value !== null
			? undefined
			: VALUES.get(
					textOf(value ?? '')
						.trim()
						.toLowerCase(),
				);
	if (on !== undefined) return on;
	throw new InvalidInput(parameter, `“${parameter}” must be true or false, but is ${shortened(JSON.stringify(value))}`);
}
