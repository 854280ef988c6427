import { InvalidInput } from '../../shared/api/InvalidInput';

const VALUES: Record<string, boolean> = { true: true, false: false, undefined: false, null: false, '': false };

/** A switch, also where an expression gives text; not given is off. @throws InvalidInput */
export function isOn(value: unknown, parameter: string): boolean {
	const on = VALUES[String(value).trim().toLowerCase()];
	if (on !== undefined) return on;
	throw new InvalidInput(parameter, `“${parameter}” must be true or false, but is ${JSON.stringify(value)}`);
}
