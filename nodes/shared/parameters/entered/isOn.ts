import { InvalidInput } from '../../api/values/InvalidInput';
import { shortened } from '../../api/values/shortened';

const VALUES = new Map([['true', true], ...['false', 'undefined', 'null', ''].map((off): [string, boolean] => [off, false])]);

/** A switch, also where an expression gives text; not given is off. @throws InvalidInput */
export function isOn(value: unknown, parameter: string): boolean {
	// A list with one value is none: its text would be that of the value.
	const on = typeof value === 'object' && value !== null ? undefined : VALUES.get(String(value).trim().toLowerCase());
	if (on !== undefined) return on;
	throw new InvalidInput(parameter, `“${parameter}” must be true or false, but is ${shortened(JSON.stringify(value))}`);
}
