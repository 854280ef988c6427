import { allEnded } from '../../../shared/api/client/allEnded';
import { fileInfo } from '../../../shared/api/files/fileInfo';
import { operation } from '../../../shared/operation/Operation';
import { isOn } from '../../../shared/parameters/entered/isOn';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { narrowingOption, options } from '../../../shared/parameters/shown/options';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';
import { chosenFiles } from '../../parameters/files/chosenFiles';
import { fileFieldName } from '../../parameters/files/fileFieldName';
import { recordFilesOf } from '../../parameters/files/filesOf';

const addDetails = narrowingOption(
	'addDetails',
	{
		displayName: 'Add Details',
		name: 'addDetails',
		type: 'boolean',
		default: false,
		description: 'Whether to add the size, the author and the date of each file, which takes a request for each',
	},
	(value) => isOn(value, 'Add Details'),
);

export const getFiles = operation({
	resource: 'file',
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many files',
	description: 'Retrieve which files a record has',
	effect: 'read',
	parameters: [recordFilesOf, entityType, recordId, shownWhen('filesOf', ['field'], fileFieldName), options([addDetails])],
	plan: (values) => ({
		steps: async (context) => {
			const { entityType, recordId, options } = values;
			const files = await chosenFiles(context, values);
			const shown = files.map((file) => ({ ...file, entityType, recordId }));
			if (!options.addDetails) return shown;
			return await allEnded(shown.map(async (file) => ({ ...(await fileInfo(context.client, file.id)), ...file })));
		},
	}),
});
