import { filledText } from '../../../shared/parameters/entered/filledText';
import { parameter } from '../../../shared/parameters/reading/Parameter';

/** The text of a post. */
export const post = parameter(
	'post',
	{
		displayName: 'Text',
		name: 'post',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. Please have a look, @emma',
		description: 'The text of the post, in Markdown. @ followed by a username mentions that user.',
	},
	(reader) => filledText(reader, 'post', 'Text', 'Enter the text of the post; otherwise EspoCRM would store an empty one.'),
);
