import { fileField, fileFields } from '../../../shared/api/files/fileField';
import { recordFiles, streamFiles, type FileReference } from '../../../shared/api/files/recordFiles';
import type { Lookups } from '../../../shared/api/metadata/Lookups';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { FILE_FIELD } from './fileFieldName';

/** What the parameters of an operation say of the files that are meant. */
interface Chosen {
	filesOf: 'field' | 'record' | 'stream' | 'ids';
	entityType?: string;
	recordId?: string;
	fileField?: string;
	fileIds?: string[];
}

/** The files that are meant, as far as the record tells. @throws InvalidInput, EspoError */
export async function chosenFiles({ client, metadata }: Lookups, chosen: Chosen): Promise<FileReference[]> {
	const { filesOf, entityType = '', recordId = '', fileIds = [] } = chosen;
	if (filesOf === 'ids') return fileIds.map((id) => ({ id, name: '', field: '' }));
	if (filesOf === 'stream') return await streamFiles(client, entityType, recordId);
	const fields =
		filesOf === 'field'
			? [await fileField(metadata, entityType, chosen.fileField ?? '', FILE_FIELD)]
			: await fileFields(metadata, entityType);
	if (!fields.length)
		throw new InvalidInput(
			'Files',
			`${entityType} has no fields for files that the authenticated user may read`,
			'Choose “Of a Stream” for files that were posted to a record, or read the records that have them, e.g. its documents.',
		);
	return await recordFiles(client, fields, recordId);
}
