import { failureOf } from '../../../shared/api/client/partlyDone';
import { removeFile } from '../../../shared/api/files/removeFile';
import { asError } from '../../../shared/api/values/asError';
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
			for (const [index, id] of fileIds.entries()) {
				try {
					await removeFile(client, id);
				} catch (error) {
					throw fileIds.length === 1 ? asError(error) : failureOf(fileIds, new Map(fileIds.slice(index).map((left) => [left, error])));
				}
			}
			return { deleted: true };
		},
	}),
});
