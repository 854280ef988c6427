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
	// Without files there is nothing to name, and most items have none.
	if (!reader.fileProperties.length) return { values, uploads: [] };
	const named = Object.entries(values).flatMap(([attribute, value]): Array<[string, Named]> => {
		const names = /Ids?$/.test(attribute) ? namesIn(reader.fileProperties, value) : undefined;
		return names ? [[attribute, names]] : [];
	});
	if (!named.length) return { values, uploads: [] };
	const fields = new Map((await fileFields(reader.metadata, entityType)).map((field) => [fileAttributes(field).id, field]));
	const rest = new Map(Object.entries(values));
	const uploads: FieldUpload[] = [];
	for (const [attribute, { names, wrong }] of named) {
		const field = fields.get(attribute);
		if (!field) continue;
		if (wrong !== undefined) throw noFile(reader.fileProperties, wrong, attribute, parameter);
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

interface Named {
	/** Of binary fields. */
	names: string[];
	/** What stands beside them, or is neither a name nor the ID of a stored file: EspoCRM 7.x would store it as an ID without a file. */
	wrong?: string;
}

const STORED_ID = /^[0-9a-f]{13,24}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The names of binary fields in a value: one, several with commas, or a list. Undefined for nothing, and for IDs of stored files. */
function namesIn(known: readonly string[], value: Json): Named | undefined {
	if (typeof value === 'string' && known.includes(value)) return { names: [value] };
	const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
	const texts = parts.flatMap((part) => (typeof part === 'string' && part.trim() ? [part.trim()] : []));
	const names = [...new Set(texts.filter((text) => known.includes(text)))];
	const others = texts.filter((text) => !known.includes(text));
	const wrong = names.length ? others[0] : others.find((text) => !STORED_ID.test(text));
	return names.length || wrong !== undefined ? { names, wrong } : undefined;
}

function noFile(known: readonly string[], wrong: string, attribute: string, parameter: string): InvalidInput {
	const isId = STORED_ID.test(wrong);
	return new InvalidInput(
		parameter,
		isId
			? `“${attribute}” in “${parameter}” names binary fields and the ID of a stored file (${wrong}) together`
			: `“${wrong}” in “${attribute}” of “${parameter}” is neither a binary field of the item nor the ID of a stored file`,
		isId
			? 'Give one or the other, or add the files with the resource File.'
			: `The item has ${known.map((name) => `“${name}”`).join(', ')}.`,
	);
}
