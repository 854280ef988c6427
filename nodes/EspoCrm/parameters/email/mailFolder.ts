import { isNothing } from '../../../shared/api/values/given';
import { plainText, requiredText } from '../../../shared/parameters/entered/plainText';
import { parameter } from '../../../shared/parameters/reading/Parameter';

export const FOLDER_LABEL = 'Folder Name or ID';

/** The folder that is read; all of them when empty. */
export const readFolder = parameter(
	'folder',
	{
		displayName: FOLDER_LABEL,
		name: 'folder',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getMailFolders' },
		default: 'all',
		description:
			'The folder to read, of the authenticated user. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	(reader) => {
		const given = reader.resolved('folder');
		return isNothing(given) ? 'all' : (plainText(given, FOLDER_LABEL)?.trim() ?? 'all');
	},
);

/** The folder that e-mails are moved to. */
export const targetFolder = parameter(
	'targetFolder',
	{
		displayName: FOLDER_LABEL,
		name: 'targetFolder',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getTargetFolders' },
		default: 'archive',
		description:
			'The folder to move them to. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	(reader) => requiredText(reader.resolved('targetFolder'), FOLDER_LABEL).trim(),
);
