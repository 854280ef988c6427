import { InvalidInput } from '../../shared/api/InvalidInput';

/** One of some values, also where an expression gives it; the first of them when not given. @throws InvalidInput */
export function oneOf<const Value extends string>(given: unknown, values: readonly Value[], parameter: string): Value {
	const text = String(given ?? '').trim();
	const value = text ? values.find((candidate) => candidate === text) : values[0];
	if (value !== undefined) return value;
	throw new InvalidInput(parameter, `“${text}” in “${parameter}” is not a possible value`, `Possible values: ${values.join(', ')}.`);
}
