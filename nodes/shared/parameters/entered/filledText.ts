import type { ParameterReader } from '../reading/Parameter';
import { requiredText } from './plainText';

/** The text of a parameter that must have one. @param hint what to do where it is empty @throws InvalidInput for nothing, blanks, objects and lists */
export function filledText(reader: ParameterReader, name: string, label: string, hint?: string): string {
	return requiredText(reader.resolved(name), label, hint);
}
