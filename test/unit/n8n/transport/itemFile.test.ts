import type { IExecuteFunctions } from 'n8n-workflow';

import { itemFile } from '../../../../nodes/shared/n8n/transport/itemFile';
import { keptFile } from '../../../../nodes/shared/n8n/transport/keptFile';

interface Store {
	/** Of its files, by ID. */
	contents?: Record<string, string>;
	broken?: Error;
}

/** An item with files. */
function itemWith(binary: Record<string, object>, { contents = {}, broken }: Store = {}) {
	const sizes: number[] = [];
	const context = {
		getInputData: () => [{ binary }],
		helpers: {
			assertBinaryData: (_index: number, name: string) => {
				if (!(name in binary)) throw new Error('n8n has words of its own');
				return binary[name];
			},
			getBinaryMetadata: async (id: string) =>
				await (broken ? Promise.reject(broken) : Promise.resolve({ fileSize: contents[id]?.length })),
			getBinaryStream: async (id: string, size: number) => {
				sizes.push(size);
				return await (contents[id] === undefined
					? Promise.reject(new Error('no such file'))
					: Promise.resolve([Buffer.from(contents[id])]));
			},
		},
	} as unknown as IExecuteFunctions;
	return { context, sizes };
}

async function contentsOf(open: () => AsyncIterable<Uint8Array>) {
	const parts: Uint8Array[] = [];
	for await (const part of open()) parts.push(part);
	return { text: Buffer.concat(parts).toString(), parts: parts.length };
}
const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each<[title: string, binary: object, name: string, type: string]>([
	['with name and type', { fileName: 'a.png', mimeType: 'image/png' }, 'a.png', 'image/png'],
	['of unknown type', { fileName: 'a.bin' }, 'a.bin', 'application/octet-stream'],
	['whose name tells the type', { fileName: 'a.CSV', mimeType: ' ' }, 'a.CSV', 'text/csv'],
	['without a name', { mimeType: 'image/png' }, 'data', 'image/png'],
	['without a name, but with an extension', { fileName: ' ', fileExtension: 'txt' }, 'data.txt', 'text/plain'],
	['whose name is none', { fileName: 5 }, 'data', 'application/octet-stream'],
])('a file %s', async (_title, binary, name, type) => {
	const { context } = itemWith({ data: { ...binary, data: '' } });
	expect(await itemFile(context, 0, 'data', 'Field')).toMatchObject({ name, type, origin: '“data”', length: 0 });
});

const LARGE = 'abc'.repeat(65_536);

test.each<[title: string, data: string, text: string, parts: number]>([
	['', '', '', 0],
	['small', base64('Hello'), 'Hello', 1],
	['with the head of a data URL', `data:text/plain;base64,${base64('Hello')}`, 'Hello', 1],
	['in lines', base64('Hello, world!').replace(/.{4}/g, '$&\r\n'), 'Hello, world!', 1],
	['with tabs and blanks', ` \t${base64('Hello')}`, 'Hello', 1],
	['as large as a part', base64(LARGE), LARGE, 1],
	['larger', base64(`${LARGE}d`), `${LARGE}d`, 2],
])('base64: %s', async (_title, data, text, parts) => {
	const { context } = itemWith({ data: { data } });
	const { length, open } = await itemFile(context, 0, 'data', 'Field');
	expect(length).toBe(text.length);
	for (let time = 0; time < 2; time++) expect(await contentsOf(open)).toEqual({ text, parts });
});

describe('in n8n’s store', () => {
	const stored = { id: 'f1', data: 'filesystem' };

	test('it is read part by part when it is sent', async () => {
		const { context, sizes } = itemWith({ data: stored }, { contents: { f1: 'Hello' } });
		const { length, open } = await itemFile(context, 0, 'data', 'Field');
		expect([length, sizes]).toEqual([5, []]);
		expect((await contentsOf(open)).text).toBe('Hello');
		expect(sizes).toEqual([196_608]);
	});

	test('newer n8n says itself how long it is', async () => {
		const { context } = itemWith({ data: { ...stored, bytes: 7 } }, { broken: new Error('not asked') });
		expect((await itemFile(context, 0, 'data', 'Field')).length).toBe(7);
	});

	test('it may be lost', async () => {
		const lost = {
			parameter: 'Field',
			message: "n8n can't read the file in “data”: gone",
			hint: expect.stringContaining('store') as string,
		};
		await expect(itemFile(itemWith({ data: stored }, { broken: new Error('gone') }).context, 0, 'data', 'Field')).rejects.toMatchObject(
			lost,
		);
		const { open } = await itemFile(itemWith({ data: { ...stored, bytes: 7 } }).context, 0, 'data', 'Field');
		await expect(contentsOf(open)).rejects.toMatchObject({ ...lost, message: "n8n can't read the file in “data”: no such file" });
	});
});

test.each<[title: string, binary: Record<string, object>, hint: string | RegExp]>([
	['another one', { photo: { data: '' }, scan: { data: '' } }, 'It has “photo”, “scan”.'],
	['none', {}, /^It has no files at all\./],
	['one without contents', { data: {} }, 'It has “data”.'],
])('an item with %s has no such file', async (_title, binary, hint) => {
	await expect(itemFile(itemWith(binary).context, 0, 'data', 'Field')).rejects.toMatchObject({
		parameter: 'Field',
		message: 'The item has no file in “data”, which “Field” names',
		hint: typeof hint === 'string' ? hint : (expect.stringMatching(hint) as string),
	});
});

test('an item without input has no files either', async () => {
	const { context } = itemWith({});
	await expect(itemFile({ ...context, getInputData: () => [] } as unknown as IExecuteFunctions, 0, 'data', 'Field')).rejects.toThrow(
		'no file',
	);
});

test.each<[name: string, type: string | undefined, known: string | undefined]>([
	['a.pdf', 'application/pdf', 'application/pdf'],
	['a.pdf', undefined, undefined],
	['README', undefined, 'application/octet-stream'],
	['What?', undefined, 'application/octet-stream'],
	['a.b c', undefined, 'application/octet-stream'],
	['a.', undefined, 'application/octet-stream'],
])('%s of the type %s is kept under its name', async (name, type, known) => {
	const given: unknown[] = [];
	const chunks = (async function* () {})() as AsyncIterable<Uint8Array>;
	const prepareBinaryData = async (...args: unknown[]) =>
		await Promise.resolve((given.push(...args), { data: 'x', mimeType: 'm', fileName: 'y' }));
	const kept = await keptFile({ helpers: { prepareBinaryData } } as unknown as IExecuteFunctions, { headers: {}, chunks }, { name, type });
	expect(given).toEqual([chunks, name, known]);
	expect(kept).toEqual({ data: 'x', mimeType: 'm', fileName: name });
});
