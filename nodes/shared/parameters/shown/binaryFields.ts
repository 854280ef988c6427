import type { NamedBytes } from '../../api/request/Bytes';
import { InvalidInput } from '../../api/values/InvalidInput';
import { textOf } from '../../api/values/textOf';
import { refuseGaps } from '../entered/refuseGaps';
import { parameter, type ParameterReader } from '../reading/Parameter';

const FIELDS = 'Input Binary Fields';
const ALL = '*';

/** The files of the item that are meant. */
export const binaryFields = parameter(
	'binaryFields',
	{
		displayName: FIELDS,
		name: 'binaryFields',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data, photo',
		hint: 'The name of the input binary field with the file; several separated by commas, or * for all',
	},
	async (reader) => {
		const files = await filesNamed(reader, reader.resolved('binaryFields'), FIELDS);
		if (!files.length)
			throw new InvalidInput(FIELDS, `“${FIELDS}” is empty`, 'Enter the name of the field that holds the file, e.g. data.');
		return files;
	},
);

/**
 * Files of the item by the names of their fields: text with commas, a list, or * for all.
 * @param label of the parameter that holds the names
 * @throws InvalidInput for a field that the item has not
 */
export async function filesNamed(reader: ParameterReader, given: unknown, label: string): Promise<NamedBytes[]> {
	refuseGaps(given, label);
	const names = namesOf(reader, given, label);
	return await Promise.all(names.map(async (name) => await reader.file(name, label)));
}

function namesOf({ fileProperties }: ParameterReader, given: unknown, label: string): string[] {
	// A field may have a comma in its name.
	if (typeof given === 'string' && fileProperties.includes(given)) return [given];
	if ([given].flat().some((name) => typeof name === 'object' && name !== null))
		throw new InvalidInput(label, `“${label}” takes the names of binary fields, not the files themselves`, 'Enter a name, e.g. data.');
	const texts = (Array.isArray(given) ? given : textOf(given ?? '').split(',')).map((name) => textOf(name).trim()).filter(Boolean);
	if (!texts.includes(ALL)) return [...new Set(texts)];
	if (!fileProperties.length) throw new InvalidInput(label, `The item has no files, but “${label}” asks for all of them`);
	return [...fileProperties];
}
