import { isNothing } from '../../api/values/given';
import { InvalidInput } from '../../api/values/InvalidInput';
import { oneOf } from './oneOf';

/**
 * The value of a choice that shows and hides other parameters. It has to be written exactly as the editor saves it, because n8n
 * compares it so; and there is no default: without a choice the others mean nothing.
 * @throws InvalidInput
 */
export function chosenOf<const Value extends string>(given: unknown, values: readonly Value[], parameter: string): Value {
	const value = values.find((candidate) => candidate === given);
	if (value !== undefined) return value;
	if (isNothing(given)) throw new InvalidInput(parameter, `“${parameter}” is empty`, `Allowed values: ${values.join(', ')}.`);
	// In another spelling it is one of them, but n8n has hidden what belongs to it.
	const meant = oneOf(given, values, parameter);
	throw new InvalidInput(parameter, `“${String(given)}” in “${parameter}” is not one of the allowed values`, `Write “${meant}”.`);
}
