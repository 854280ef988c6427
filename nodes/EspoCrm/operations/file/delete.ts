import { removeFile } from '../../../shared/api/files/removeFile';
import { operation } from '../../../shared/operation/Operation';
import { fileIds } from '../../parameters/files/fileIds';

export const deleteFile = operation({
	resource: 'file',
	value: 'delete',
	name: 'Delete',
	action: 'Delete file',
	description: 'Delete files, also from the records that have them',
	effect: 'repeatable',
	parameters: [fileIds],
	plan: ({ fileIds }) => ({
		touches: fileIds,
		steps: async ({ client }) => {
			for (const id of fileIds) await removeFile(client, id);
			return { deleted: true };
		},
	}),
});
