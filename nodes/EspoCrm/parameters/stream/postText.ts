import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { plainText } from '../../../shared/parameters/entered/plainText';
import { parameter } from '../../../shared/parameters/reading/Parameter';

export const POST_TEXT = 'Text';

/** The text of a post; '' where it is empty. */
export const post = parameter(
	'post',
	{
		displayName: POST_TEXT,
		name: 'post',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. Please have a look, @emma',
		description: 'The text of the post, in Markdown. @ followed by a username mentions that user. It may be empty where there are files.',
	},
	(reader) => plainText(reader.resolved('post'), POST_TEXT) ?? '',
);

/** @throws InvalidInput for a post without text and files, which EspoCRM would store */
export function refuseEmptyPost(text: string, hasFiles: boolean): void {
	if (text || hasFiles) return;
	throw new InvalidInput(
		POST_TEXT,
		`“${POST_TEXT}” is empty`,
		'Enter the text of the post, or attach a file; otherwise EspoCRM would store an empty post.',
	);
}
