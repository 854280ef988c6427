import { fieldOfPicture, pictureFile, picturesIn, writtenPicture } from '../../../shared/api/email/inlinePictures';
import type { NamedBytes } from '../../../shared/api/request/Bytes';
import { chosenOf } from '../../../shared/parameters/entered/chosenOf';
import { isOn } from '../../../shared/parameters/entered/isOn';
import { oneOf } from '../../../shared/parameters/entered/oneOf';
import { plainText, requiredText } from '../../../shared/parameters/entered/plainText';
import { parameter, type ParameterReader } from '../../../shared/parameters/reading/Parameter';
import { option } from '../../../shared/parameters/shown/options';
import { locatedId } from '../../../shared/parameters/shown/locatedId';
import { recordLocator } from '../../../shared/parameters/shown/recordLocator';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';

const CONTENT = 'Content';
const BODY = 'Body';
const TEMPLATE = 'Template';

const content = parameter(
	'mailContent',
	{
		displayName: CONTENT,
		name: 'mailContent',
		type: 'options',
		noDataExpression: true,
		default: 'text',
		options: [
			{ name: 'Template', value: 'template', description: 'An e-mail template of EspoCRM, filled in with values of records' },
			{ name: 'Text', value: 'text', description: 'The subject and the body that you enter' },
		],
		description: 'What the e-mail says',
	},
	(reader) => chosenOf(reader.get('mailContent'), ['text', 'template'], CONTENT),
);

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

/** The text, and the pictures in it. */
export const body = parameter(
	'body',
	{
		displayName: BODY,
		name: 'body',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		placeholder: 'e.g. <p>Dear Anna,</p>',
		description:
			'The text of the e-mail, as HTML or plain text. Pictures in HTML can be data addresses, or “cid:” and the name of an input binary field.',
	},
	async (reader) => {
		const text = plainText(reader.resolved('body'), BODY) ?? '';
		return { text, pictures: await picturesOf(text, reader) };
	},
);

async function picturesOf(html: string, reader: ParameterReader): Promise<Map<string, NamedBytes>> {
	const pictures = new Map<string, NamedBytes>();
	for (const [index, picture] of picturesIn(html).entries()) {
		const field = fieldOfPicture(picture);
		pictures.set(picture, field === undefined ? writtenPicture(picture, index, BODY) : pictureFile(await reader.file(field, BODY), BODY));
	}
	return pictures;
}

const template = parameter(
	'templateId',
	{
		displayName: TEMPLATE,
		name: 'templateId',
		...recordLocator('searchMailTemplates', []),
		required: true,
		description: 'The template; its placeholders get the values of the related record and of the recipient',
	},
	(reader) => locatedId(reader.get('templateId'), TEMPLATE, () => ['EmailTemplate', 'this is about the type']),
);

/** Subject and body, or a template. */
export const contentParameters = [
	content,
	shownWhen('mailContent', ['text'], subject),
	shownWhen('mailContent', ['text'], body),
	shownWhen('mailContent', ['template'], template),
] as const;

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

const UNFILLED = 'Allow Unfilled Placeholders';

export const allowUnfilled = option(
	'allowUnfilled',
	{
		displayName: UNFILLED,
		name: 'allowUnfilled',
		type: 'boolean',
		default: false,
		// Text that is entered has no placeholders to fill in.
		displayOptions: { show: { '/mailContent': ['template'] } },
		description: 'Whether the e-mail may have placeholders of its template that no record has a value for, e.g. {Person.name}',
	},
	(value) => isOn(value, UNFILLED),
);

const TAG = /<\/?[a-z][^<>]*>/i;

/** Whether a body is HTML, by its format. */
export function isHtml(text: string, format: 'auto' | 'html' | 'text'): boolean {
	return format === 'auto' ? TAG.test(text) : format === 'html';
}
