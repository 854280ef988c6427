import { InvalidInput } from '../../../shared/api/values/InvalidInput';
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
	(reader) => {
		const given = reader.resolved('post') ?? '';
		if (typeof given === 'object') throw new InvalidInput('Text', '“Text” must be text, not an object or a list');
		const text = String(given);
		if (!text.trim())
			throw new InvalidInput('Text', '“Text” is empty', 'Enter the text of the post; otherwise EspoCRM would store an empty one.');
		return text;
	},
);
