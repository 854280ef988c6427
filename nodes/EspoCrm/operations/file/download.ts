import type { JsonObject } from '../../../shared/api/values/Json';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { options } from '../../../shared/parameters/shown/options';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';
import { chosenFiles } from '../../parameters/files/chosenFiles';
import { downloadedFiles } from '../../parameters/files/downloadedFiles';
import { allInOneItem, outputField } from '../../parameters/files/downloadOptions';
import { fileFieldName } from '../../parameters/files/fileFieldName';
import { fileIds } from '../../parameters/files/fileIds';
import { anyFilesOf } from '../../parameters/files/filesOf';

const OF_RECORD = ['field', 'record', 'stream'];

export const download = operation({
	resource: 'file',
	value: 'download',
	name: 'Download',
	action: 'Download file',
	description: 'Download the files of a record, or files by their IDs',
	effect: 'read',
	parameters: [
		anyFilesOf,
		shownWhen('filesOf', OF_RECORD, entityType),
		shownWhen('filesOf', OF_RECORD, recordId),
		shownWhen('filesOf', ['field'], fileFieldName),
		shownWhen('filesOf', ['ids'], fileIds),
		outputField,
		options([allInOneItem]),
	],
	plan: (values) => ({
		files: async (context) => {
			const { filesOf, entityType, recordId, fileField, outputField: name, options } = values;
			const files = await chosenFiles(context, values);
			if (!files.length) context.hint(`${entityType} ${recordId} has no files${fileField ? ` in “${fileField}”` : ''}.`);
			const of: JsonObject = entityType !== undefined && recordId !== undefined ? { entityType, recordId } : {};
			return await downloadedFiles(context, files, { of, name, inOneItem: options.allInOneItem, isLenient: filesOf !== 'ids' });
		},
	}),
});
