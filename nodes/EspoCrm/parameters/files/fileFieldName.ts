import { nameIdentifier } from '../../../shared/api/values/identifier';
import { parameter } from '../../../shared/parameters/reading/Parameter';

export const FILE_FIELD = 'File Field Name or ID';

/** The field of a record that holds files. */
export const fileFieldName = parameter(
	'fileField',
	{
		displayName: FILE_FIELD,
		name: 'fileField',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getFileFields', loadOptionsDependsOn: ['entityType.value'] },
		default: '',
		required: true,
		description:
			'A field for files or images. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	(reader) => nameIdentifier(reader.get('fileField'), FILE_FIELD),
);
