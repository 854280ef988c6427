import { fileAttributes } from '../../../shared/api/files/fileAttributes';
import { fileFields } from '../../../shared/api/files/fileField';
import type { FieldUpload } from '../../../shared/api/files/writingFiles';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import type { Json, JsonObject } from '../../../shared/api/values/Json';
import type { ParameterReader } from '../../../shared/parameters/reading/Parameter';

interface FileValues {
	/** Those that are no files of the item. */
	values: JsonObject;
	uploads: FieldUpload[];
}

/**
 * Takes out the values of file fields that name binary fields of the item instead of stored files.
 * Fields are looked up only where a value is such a name.
 * @param parameter that holds the values
 * @throws InvalidInput, EspoError
 */
export async function fileValues(reader: ParameterReader, entityType: string, values: JsonObject, parameter: string): Promise<FileValues> {
	const named = Object.entries(values).flatMap(([attribute, value]): Array<[string, string[]]> => {
		const names = /Ids?$/.test(attribute) ? binaryNames(reader.fileProperties, value) : [];
		return names.length ? [[attribute, names]] : [];
	});
	if (!named.length) return { values, uploads: [] };
	const fields = new Map((await fileFields(reader.metadata, entityType)).map((field) => [fileAttributes(field).id, field]));
	const rest = new Map(Object.entries(values));
	const uploads: FieldUpload[] = [];
	for (const [attribute, names] of named) {
		const field = fields.get(attribute);
		if (!field) continue;
		if (field.isSingle && names.length > 1)
			throw new InvalidInput(
				parameter,
				`“${attribute}” in “${parameter}” holds one file, but ${names.length} are named`,
				'Name one of them.',
			);
		rest.delete(attribute);
		uploads.push({ field, files: await Promise.all(names.map(async (name) => await reader.file(name, parameter))) });
	}
	return { values: Object.fromEntries(rest), uploads };
}

/** The names of the item's files in a value, if it holds nothing else: a name, several with commas, or a list. */
function binaryNames(known: readonly string[], value: Json): string[] {
	if (typeof value === 'string' && known.includes(value)) return [value];
	const names = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
	const trimmed = names.map((name) => (typeof name === 'string' ? name.trim() : '')).filter(Boolean);
	return trimmed.every((name) => known.includes(name)) ? [...new Set(trimmed)] : [];
}
