import { attachFiles } from '../../../shared/api/files/attachFiles';
import { copyFile } from '../../../shared/api/files/copyFile';
import { fileField } from '../../../shared/api/files/fileField';
import { leftBehind } from '../../../shared/api/files/leftBehind';
import type { StoredFile } from '../../../shared/api/files/StoredFile';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { options } from '../../../shared/parameters/shown/options';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';
import { attachedFile } from '../../parameters/files/attachedFile';
import { attachTo, replaceFiles } from '../../parameters/files/attachTo';
import { FILE_FIELD, fileFieldName } from '../../parameters/files/fileFieldName';
import { fileIds } from '../../parameters/files/fileIds';

export const copy = operation({
	resource: 'file',
	value: 'copy',
	name: 'Copy',
	action: 'Copy file',
	description: 'Copy files that are in EspoCRM already into a field of another record',
	effect: 'once',
	parameters: [fileIds, attachTo, entityType, shownWhen('attachTo', ['record'], recordId), fileFieldName, options([replaceFiles])],
	plan: ({ fileIds, entityType, recordId, fileField: name, options }) => ({
		touches: recordId ? [recordId] : [],
		steps: async ({ client, metadata }) => {
			const field = await fileField(metadata, entityType, name, FILE_FIELD);
			if (field.isSingle && fileIds.length > 1)
				throw new InvalidInput(
					'File IDs',
					`“${name}” of ${entityType} holds one file, but there are ${fileIds.length}`,
					'Choose one of them, or another field.',
				);
			const copies: StoredFile[] = [];
			try {
				for (const id of fileIds) copies.push(await copyFile(client, id, field));
				const ids = copies.map(({ id }) => id);
				if (recordId) await attachFiles(client, { field, recordId, replaces: options.replaceFiles }, ids);
			} catch (error) {
				throw await leftBehind(client, copies, error);
			}
			return copies.map((file) => attachedFile(file, field, recordId));
		},
	}),
});
