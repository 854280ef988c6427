import { parameter } from '../../../shared/parameters/reading/Parameter';
import { filesNamed } from '../../../shared/parameters/shown/binaryFields';

const FIELDS = 'Attach Binary Fields';

/** The files of the item that a post is to have; none where the parameter is empty. */
export const attachedFiles = parameter(
	'attachedFiles',
	{
		displayName: FIELDS,
		name: 'attachedFiles',
		type: 'string',
		default: '',
		placeholder: 'e.g. data',
		description: 'The input fields with files for the post: names with commas, or * for all',
	},
	async (reader) => await filesNamed(reader, reader.resolved('attachedFiles'), FIELDS),
);
