import { failureOf } from '../../../shared/api/client/partlyDone';
import { removeFiles } from '../../../shared/api/files/removeFiles';
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
		steps: async (context) => {
			const failed = await removeFiles(context, fileIds);
			const [error] = failed.values();
			if (error !== undefined) throw fileIds.length === 1 ? asError(error) : failureOf(fileIds, failed);
			return { deleted: true };
		},
	}),
});
