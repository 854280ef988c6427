import { objectAnswer } from '../client/answerShape';
import { fileAttributes } from '../files/fileAttributes';
import { fileFields, type FileField } from '../files/fileField';
import type { StoredFile } from '../files/StoredFile';
import type { Lookups } from '../metadata/Lookups';
import type { EspoRequest } from '../request/EspoRequest';
import { isEmpty } from '../values/given';
import { isJsonObject, type Json, type JsonObject } from '../values/Json';
import { wholeFields } from './wholeFields';

export interface CopiedAttributes {
	/** To create the copy with. */
	values: JsonObject;
	/** The copies of files among them, which EspoCRM has made already (espocrm-api.md#copies). */
	files: StoredFile[];
	/** Those that the copy is not to have. */
	unused: StoredFile[];
}

/** Fields whose attributes say the same thing in several ways: what is changed takes the place of all that was copied. */
const SAID_TWICE = ['attachmentMultiple', 'datetimeOptional', 'email', 'linkMultiple', 'linkParent', 'phone'];

/**
 * What a copy of a record is created with, as EspoCRM itself says it: without what nobody can write, and without what is empty, except where a new record
 * would get a value by default.
 * @param changes take the place of what is copied
 * @throws EspoError
 */
export async function copiedAttributes(
	{ client, metadata }: Lookups,
	{ entityType, id }: { entityType: string; id: string },
	changes: JsonObject,
): Promise<CopiedAttributes> {
	// First, so that a type that there is not is refused before anything is sent.
	const fieldsForFiles = await fileFields(metadata, entityType);
	const request: EspoRequest = { method: 'POST', path: [entityType, 'action', 'getDuplicateAttributes'], body: { id } };
	const given = objectAnswer(request, await client.request(request));
	const copied = new Map<string, Json>();
	for (const { type, definition, attributes } of wholeFields(await metadata.fields(entityType))) {
		if (SAID_TWICE.includes(type) && attributes.some((name) => name in changes)) continue;
		for (const name of attributes) {
			const value = given[name];
			if (value !== undefined && (!isEmpty(value) || !isEmpty(definition.default))) copied.set(name, value);
		}
	}
	const values = { ...Object.fromEntries(copied), ...changes };
	const files = filesIn(fieldsForFiles, given);
	const isUsed = ({ id: fileId }: StoredFile) => Object.values(values).flat().includes(fileId);
	return { values, files: files.filter(isUsed), unused: files.filter((file) => !isUsed(file)) };
}

function filesIn(fields: FileField[], given: JsonObject): StoredFile[] {
	return fields.flatMap((field) => {
		const { id, names } = fileAttributes(field);
		const known = given[names];
		const ids = [given[id] ?? []].flat().filter((fileId): fileId is string => typeof fileId === 'string');
		return ids.map((fileId) => ({ id: fileId, name: String((isJsonObject(known) ? known[fileId] : known) ?? ''), type: '', size: 0 }));
	});
}
