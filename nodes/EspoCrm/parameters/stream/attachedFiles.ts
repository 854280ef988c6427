import { parameter } from '../../../shared/parameters/reading/Parameter';
import { filesNamed } from '../../../shared/parameters/shown/binaryFields';

const ATTACHMENTS = 'Attachments';

/** The files of the item that a post is to have; none where the parameter is empty. */
export const attachedFiles = parameter(
	'attachedFiles',
	{
		displayName: ATTACHMENTS,
		name: 'attachedFiles',
		type: 'string',
		default: '',
		placeholder: 'e.g. data',
		description: 'The input binary fields with the files to attach: one, several with commas, or * for all',
	},
	async (reader) => await filesNamed(reader, reader.resolved('attachedFiles'), ATTACHMENTS),
);
