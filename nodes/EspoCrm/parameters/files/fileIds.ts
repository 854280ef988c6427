import { requiredIds } from '../../../shared/parameters/entered/requiredIds';
import { parameter } from '../../../shared/parameters/reading/Parameter';

const IDS = 'File IDs';

/** Files by the IDs of their attachments. */
export const fileIds = parameter(
	'fileIds',
	{
		displayName: IDS,
		name: 'fileIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 6b046affe09989a18, 6b046acf9378a5ecb',
		description: 'IDs of files (attachments), as Get Many, triggers and records give them; several separated by commas',
	},
	(reader) => requiredIds(reader.resolved('fileIds'), IDS),
);
