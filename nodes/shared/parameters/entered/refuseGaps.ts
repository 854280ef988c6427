import { InvalidInput } from '../../api/values/InvalidInput';
import { hasNothing } from '../reading/enteredValue';

/**
 * For a list of which an entry is missing: the others alone would be another list.
 * @param place what the message calls it
 * @throws InvalidInput
 */
export function refuseGaps(value: unknown, parameter: string, place = `“${parameter}”`): void {
	if (!Array.isArray(value) || !hasNothing(value)) return;
	throw new InvalidInput(parameter, `${place} is a list with an empty entry`, 'Check the expression that gives the list.');
}
