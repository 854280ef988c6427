import { storedName } from '../../../shared/api/files/fileName';
import { typeOfName } from '../../../shared/api/files/typeOfName';
import type { NamedBytes } from '../../../shared/api/request/Bytes';
import { heldBytes } from '../../../shared/api/request/heldBytes';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { chosenOf } from '../../../shared/parameters/entered/chosenOf';
import { filledText } from '../../../shared/parameters/entered/filledText';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { binaryFields } from '../../../shared/parameters/shown/binaryFields';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';

const CONTENT = 'File Content';
const TEXT = 'File Text';
const NAME = 'File Name';
const URL_ = 'Image URL';

const content = parameter(
	'content',
	{
		displayName: CONTENT,
		name: 'content',
		type: 'options',
		noDataExpression: true,
		default: 'binary',
		options: [
			{
				name: 'Image From URL',
				value: 'url',
				description: 'EspoCRM fetches it, which it does for images only; for other files use the HTTP Request node',
			},
			{ name: 'Input Binary Fields', value: 'binary', description: 'One or several files of the input item' },
			{ name: 'Text', value: 'text', description: 'Text that you enter' },
		],
		description: 'Where the contents come from',
	},
	(reader) => chosenOf(reader.get('content'), ['binary', 'text', 'url'], CONTENT),
);

const fileText = parameter(
	'fileText',
	{
		displayName: TEXT,
		name: 'fileText',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. Date;Amount',
		description: 'What the file contains, in UTF-8',
	},
	(reader) => filledText(reader, 'fileText', TEXT),
);

const fileName = parameter(
	'fileName',
	{
		displayName: NAME,
		name: 'fileName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. notes.txt',
		description: 'The name of the file in EspoCRM, with its extension',
	},
	(reader) => storedName(filledText(reader, 'fileName', NAME)),
);

const imageUrl = parameter(
	'imageUrl',
	{
		displayName: URL_,
		name: 'imageUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/logo.png',
		description: 'The address of the image; EspoCRM does not fetch from addresses of its own network',
	},
	(reader) => {
		const url = filledText(reader, 'imageUrl', URL_).trim();
		if (!/^https?:\/\/[^\s/]/i.test(url))
			throw new InvalidInput(URL_, `“${url}” in “${URL_}” is not an address of the web`, 'It begins with https:// or http://.');
		return url;
	},
);

const PARTS = [
	shownWhen('content', ['binary'], binaryFields),
	shownWhen('content', ['text'], fileText),
	shownWhen('content', ['text'], fileName),
	shownWhen('content', ['url'], imageUrl),
] as const;

/** What is to be uploaded: files, or the address of an image. */
export const uploadContent = parameter(
	'content',
	[content, ...PARTS].flatMap(({ properties }) => properties),
	async (reader): Promise<{ files: NamedBytes[]; url?: string }> => {
		await content.read(reader);
		const [files, text, name, url] = [
			await PARTS[0].read(reader),
			await PARTS[1].read(reader),
			await PARTS[2].read(reader),
			await PARTS[3].read(reader),
		];
		if (text !== undefined && name !== undefined) return { files: [textFile(text, name)] };
		return { files: files ?? [], ...(url === undefined ? {} : { url }) };
	},
);

function textFile(text: string, name: string): NamedBytes {
	return { name, type: typeOfName(name) ?? 'text/plain', origin: `“${TEXT}”`, ...heldBytes(Buffer.from(text, 'utf8')) };
}
