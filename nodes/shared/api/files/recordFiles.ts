import type { EspoClient } from '../client/EspoClient';
import { listNotes } from '../stream/listNotes';
import { noteWhere } from '../stream/noteWhere';
import { isJsonObject, type JsonObject } from '../values/Json';
import { fileAttributes, readFileAttributes } from './fileAttributes';
import type { FileField } from './fileField';

/** A file as the record shows it that has it. */
export interface FileReference extends JsonObject {
	id: string;
	name: string;
	/** Of the record, or of the note that it stands in. */
	field: string;
}

/** The files of some fields of a record; one request. @param fields of its entity type @throws EspoError */
export async function recordFiles(client: EspoClient, fields: FileField[], recordId: string): Promise<FileReference[]> {
	return fields.length ? filesIn(await readFileAttributes(client, fields, recordId), fields) : [];
}

/** The files that a record shows. @param record with the attributes of the fields */
export function filesIn(record: JsonObject, fields: FileField[]): FileReference[] {
	return fields.flatMap((field) => {
		const { id, names, types } = fileAttributes(field);
		const ids = [record[id]].flat().filter((value): value is string => typeof value === 'string');
		return ids.map((own) => ({
			id: own,
			name: textFor(record[names], own),
			...(types ? { type: textFor(record[types], own) } : {}),
			field: field.field,
		}));
	});
}

/** One text, or one of several by ID. */
function textFor(texts: unknown, id: string): string {
	const text = isJsonObject(texts) ? new Map(Object.entries(texts)).get(id) : texts;
	return typeof text === 'string' ? text : '';
}

/** Of a post. */
export const NOTE_FILES: FileField = { entityType: 'Note', field: 'attachments', isSingle: false, accept: [] };

/**
 * The files of all posts in the stream of a record, the newest first. Not by the list that EspoCRM has of them from 9.1 on: older ones lack it.
 * @throws EspoError
 */
export async function streamFiles(client: EspoClient, entityType: string, recordId: string): Promise<FileReference[]> {
	const { notes } = await listNotes(client, {
		source: { kind: 'record', entityType, id: recordId },
		filter: { where: noteWhere(['Post'], []) },
		// Before 7.3 conditions on streams are ignored.
		wanted: ({ type }) => type === 'Post',
	});
	return notes.flatMap((note) => filesIn(note, [NOTE_FILES]).map((file) => ({ ...file, noteId: String(note.id) })));
}
