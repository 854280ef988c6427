import type { Lookups } from '../metadata/Lookups';
import type { EspoRequest } from '../request/EspoRequest';
import type { NamedBytes } from '../request/Bytes';
import type { JsonObject } from '../values/Json';
import { fileAttributes } from './fileAttributes';
import type { FileField } from './fileField';
import { withUploads } from './withUploads';

/** Files that a field of a record gets. */
export interface FieldUpload {
	field: FileField;
	files: NamedBytes[];
}

type Write = (request: EspoRequest) => Promise<JsonObject>;

/**
 * Writes records with files: each gets uploads of its own, as a file belongs to one record. They are removed where EspoCRM refuses the record.
 * @param write the write itself
 */
export function writingFiles(context: Lookups & { write: Write }, fields: FieldUpload[]): Write {
	if (!fields.length) return context.write;
	const uploads = fields.flatMap(({ field, files }) => files.map((file) => ({ file, to: field })));
	return async (request) =>
		await withUploads(context, uploads, async (stored) => {
			const ids = stored.map(({ id }) => id);
			const values = fields.map(({ field, files }) => {
				const own = ids.splice(0, files.length);
				return [fileAttributes(field).id, field.isSingle ? (own[0] ?? null) : own];
			});
			return await context.write({ ...request, body: { ...request.body, ...(Object.fromEntries(values) as JsonObject) } });
		});
}
