import { parameter } from '../reading/Parameter';
import { filesNamed } from './binaryFields';

const ATTACHMENTS = 'Attachments';

/** The files of the item that an e-mail or a post is to have; none where the parameter is empty. */
export const attachments = parameter(
	'attachments',
	{
		displayName: ATTACHMENTS,
		name: 'attachments',
		type: 'string',
		default: '',
		placeholder: 'e.g. data',
		description: 'The input binary fields with the files to attach: one, several separated by commas, or * for all',
	},
	async (reader) => await filesNamed(reader, reader.resolved('attachments') ?? '', ATTACHMENTS),
);
