import { hasNothing, type ParameterPath } from '../reading/enteredValue';
import type { ParameterReader } from '../reading/Parameter';
import { givesNothing } from '../reading/parameterAccess';

/** What the user sees of a part, and of the collection where the label alone does not tell. */
interface PartName {
	label: string;
	parameter?: string;
}

/**
 * For a part of a collection: filled in with an expression, it must give something.
 * @param value undefined where the part was not added
 * @throws InvalidInput
 */
export function refuseNothing(reader: ParameterReader, value: unknown, path: ParameterPath, { label, parameter }: PartName): void {
	if (value !== undefined && hasNothing(value) && reader.isFilledIn(...path)) throw givesNothing(label, parameter);
}
