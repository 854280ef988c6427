import { InvalidInput } from '../../api/values/InvalidInput';
import { textOf } from '../../api/values/textOf';
import type { ParameterReader } from '../reading/Parameter';

/** The text of a parameter that must have one. @param hint what to do where it is empty @throws InvalidInput for nothing, blanks, objects and lists */
export function filledText(reader: ParameterReader, name: string, label: string, hint?: string): string {
	const given = reader.resolved(name) ?? '';
	if (typeof given === 'object') throw new InvalidInput(label, `“${label}” must be text, not an object or a list`);
	const text = textOf(given);
	if (!text.trim()) throw new InvalidInput(label, `“${label}” is empty`, hint);
	return text;
}
