import { attachFiles } from '../../../shared/api/files/attachFiles';
import { fileField } from '../../../shared/api/files/fileField';
import { withUploads, type Content } from '../../../shared/api/files/withUploads';
import type { Lookups } from '../../../shared/api/metadata/Lookups';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import type { JsonObject } from '../../../shared/api/values/Json';
import { attachedFile } from './attachedFile';
import { FILE_FIELD } from './fileFieldName';

/** What the parameters of an operation say of where files go. */
interface Place {
	entityType: string;
	/** Absent for a record that is written later. */
	recordId?: string;
	fileField: string;
	options: { replaceFiles: boolean };
}

/**
 * Stores files for a field and sets them on its record, if there is one already.
 * @param parameter that says which files
 * @returns each file as it is shown
 * @throws InvalidInput for several files where the field holds one; EspoError, PartlyDone
 */
export async function placedUploads(context: Lookups, place: Place, contents: Content[], parameter: string): Promise<JsonObject[]> {
	const { entityType, recordId, fileField: name, options } = place;
	const field = await fileField(context.metadata, entityType, name, FILE_FIELD);
	if (field.isSingle && contents.length > 1)
		throw new InvalidInput(
			parameter,
			`“${name}” of ${entityType} holds one file, but there are ${contents.length}`,
			'Choose one of them, or another field.',
		);
	const uploads = contents.map((content) => ({ ...content, to: field }));
	return await withUploads(context, uploads, async (stored) => {
		const ids = stored.map(({ id }) => id);
		if (recordId !== undefined) await attachFiles(context.client, { field, recordId, replaces: options.replaceFiles }, ids);
		return stored.map((file) => attachedFile(file, field, recordId));
	});
}
