import { attachFiles } from '../../../shared/api/files/attachFiles';
import { fileField } from '../../../shared/api/files/fileField';
import { withUploads } from '../../../shared/api/files/withUploads';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { options } from '../../../shared/parameters/shown/options';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';
import { attachedFile } from '../../parameters/files/attachedFile';
import { attachTo, replaceFiles } from '../../parameters/files/attachTo';
import { FILE_FIELD, fileFieldName } from '../../parameters/files/fileFieldName';
import { uploadContent } from '../../parameters/files/uploadContent';

export const upload = operation({
	resource: 'file',
	value: 'upload',
	name: 'Upload',
	action: 'Upload file',
	description: 'Upload files into a field of a record, or for one that is written later',
	effect: 'once',
	parameters: [attachTo, entityType, shownWhen('attachTo', ['record'], recordId), fileFieldName, uploadContent, options([replaceFiles])],
	plan: ({ entityType, recordId, fileField: name, content: { files, url }, options }) => ({
		touches: recordId ? [recordId] : [],
		steps: async (context) => {
			const field = await fileField(context.metadata, entityType, name, FILE_FIELD);
			if (field.isSingle && files.length > 1)
				throw new InvalidInput(
					'Input Binary Fields',
					`“${name}” of ${entityType} holds one file, but there are ${files.length}`,
					'Choose one of them, or another field.',
				);
			const uploads = [...files.map((file) => ({ file, to: field })), ...(url === undefined ? [] : [{ url, to: field }])];
			return await withUploads(context, uploads, async (stored) => {
				const ids = stored.map(({ id }) => id);
				if (recordId) await attachFiles(context.client, { field, recordId, replaces: options.replaceFiles }, ids);
				return stored.map((file) => attachedFile(file, field, recordId));
			});
		},
	}),
});
