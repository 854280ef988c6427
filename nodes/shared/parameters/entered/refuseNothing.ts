import { hasNothing, type ParameterPath } from '../reading/enteredValue';
import type { ParameterReader } from '../reading/Parameter';
import { givesNothing } from '../reading/parameterAccess';

/**
 * For a part of a collection: filled in with an expression, it must give something.
 * @param value undefined where the part was not added
 * @param label what the user sees of the part
 * @param parameter what the user sees of the collection, where the label alone does not tell
 * @throws InvalidInput
 */
export function refuseNothing(reader: ParameterReader, value: unknown, path: ParameterPath, label: string, parameter?: string): void {
	if (value !== undefined && hasNothing(value) && reader.isFilledIn(...path)) throw givesNothing(label, parameter);
}
