import { InvalidInput } from '../../api/values/InvalidInput';
import { shortened } from '../../api/values/shortened';

/** One of some values, also where an expression gives it, in any case; the first of them when not given. @throws InvalidInput */
export function oneOf<const Value extends string>(given: unknown, values: readonly Value[], parameter: string): Value {
	const text = typeof given === 'object' && given !== null ? JSON.stringify(given) : String(given ?? '').trim();
	const value = text ? values.find((candidate) => candidate.toLowerCase() === text.toLowerCase()) : values[0];
	if (value !== undefined) return value;
	throw new InvalidInput(
		parameter,
		`“${shortened(text)}” in “${parameter}” is not one of the allowed values`,
		`Allowed values: ${values.join(', ')}.`,
	);
}
