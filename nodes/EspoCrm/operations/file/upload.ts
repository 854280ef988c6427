import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { options } from '../../../shared/parameters/shown/options';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';
import { attachTo, replaceFiles } from '../../parameters/files/attachTo';
import { fileFieldName } from '../../parameters/files/fileFieldName';
import { placedUploads } from '../../parameters/files/placedUploads';
import { uploadContent } from '../../parameters/files/uploadContent';

export const upload = operation({
	resource: 'file',
	value: 'upload',
	name: 'Upload',
	action: 'Upload file',
	description: 'Upload files into a field of a record, or for one that is written later',
	effect: 'once',
	parameters: [attachTo, entityType, shownWhen('attachTo', ['record'], recordId), fileFieldName, uploadContent, options([replaceFiles])],
	plan: (values) => ({
		touches: values.recordId ? [values.recordId] : [],
		steps: async (context) => {
			const { files, url } = values.content;
			const contents = [...files.map((file) => ({ file })), ...(url === undefined ? [] : [{ url }])];
			return await placedUploads(context, values, contents, 'Input Binary Fields');
		},
	}),
});
