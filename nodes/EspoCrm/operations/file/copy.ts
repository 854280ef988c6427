import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { options } from '../../../shared/parameters/shown/options';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';
import { attachTo, replaceFiles } from '../../parameters/files/attachTo';
import { fileFieldName } from '../../parameters/files/fileFieldName';
import { fileIds } from '../../parameters/files/fileIds';
import { placedUploads } from '../../parameters/files/placedUploads';

export const copy = operation({
	resource: 'file',
	value: 'copy',
	name: 'Copy',
	action: 'Copy file',
	description: 'Copy files that are in EspoCRM already into a field of another record',
	effect: 'once',
	parameters: [fileIds, attachTo, entityType, shownWhen('attachTo', ['record'], recordId), fileFieldName, options([replaceFiles])],
	plan: (values) => ({
		touches: values.recordId ? [values.recordId] : [],
		steps: async (context) =>
			await placedUploads(
				context,
				values,
				values.fileIds.map((copyOf) => ({ copyOf })),
				'File IDs',
			),
	}),
});
