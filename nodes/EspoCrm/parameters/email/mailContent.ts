import { parameter } from '../../../shared/parameters/reading/Parameter';
import { plainText, requiredText } from '../../../shared/parameters/entered/plainText';
import { oneOf } from '../../../shared/parameters/entered/oneOf';
import { option } from '../../../shared/parameters/shown/options';

export const subject = parameter(
	'subject',
	{
		displayName: 'Subject',
		name: 'subject',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Your order',
		description: 'The subject of the e-mail',
	},
	(reader) => requiredText(reader.resolved('subject'), 'Subject', 'EspoCRM takes no e-mail without a subject.'),
);

export const body = parameter(
	'body',
	{
		displayName: 'Body',
		name: 'body',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		placeholder: 'e.g. <p>Dear Anna,</p>',
		description: 'The text of the e-mail, as HTML or plain text',
	},
	(reader) => plainText(reader.resolved('body'), 'Body') ?? '',
);

const FORMAT = 'Body Format';

export const bodyFormat = option(
	'bodyFormat',
	{
		displayName: FORMAT,
		name: 'bodyFormat',
		type: 'options',
		default: 'auto',
		options: [
			{ name: 'Automatic', value: 'auto', description: 'HTML if there is a tag in it' },
			{ name: 'HTML', value: 'html' },
			{ name: 'Plain Text', value: 'text' },
		],
		description: 'What “Body” is',
	},
	(value) => oneOf(value, ['auto', 'html', 'text'], FORMAT),
);

const TAG = /<\/?[a-z][^<>]*>/i;

/** Whether a body is HTML, by its format. */
export function isHtml(text: string, format: 'auto' | 'html' | 'text'): boolean {
	return format === 'auto' ? TAG.test(text) : format === 'html';
}
