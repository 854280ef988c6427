import { copyFile } from '../../../../nodes/shared/api/files/copyFile';
import { downloadFile, type Download } from '../../../../nodes/shared/api/files/downloadFile';
import { readFileAttributes } from '../../../../nodes/shared/api/files/fileAttributes';
import type { FileField } from '../../../../nodes/shared/api/files/fileField';
import { fileInfo } from '../../../../nodes/shared/api/files/fileInfo';
import { filesOfRecords } from '../../../../nodes/shared/api/files/filesOfRecords';
import { imageFromUrl } from '../../../../nodes/shared/api/files/imageFromUrl';
import { pageText } from '../../../../nodes/shared/api/files/pageText';
import { filesIn, recordFiles, streamFiles } from '../../../../nodes/shared/api/files/recordFiles';
import { typeOfName } from '../../../../nodes/shared/api/files/typeOfName';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { askedServer, listOf, type ServerAnswer } from '../../model/askedServer';

const PHOTO: FileField = { entityType: 'Task', field: 'photo', isSingle: true, accept: [] };
const FILES: FileField = { entityType: 'Task', field: 'files', isSingle: false, accept: [] };
const outcomeOf = async <Result>(work: Promise<Result>) => await work.catch((error: unknown) => error as Error);

describe('what a record shows of its files', () => {
	test.each<[record: JsonObject, files: object[]]>([
		[{ photoId: 'p', photoName: 'p.png' }, [{ id: 'p', name: 'p.png', field: 'photo' }]],
		[{ photoId: 'p', photoName: null }, [{ id: 'p', name: '', field: 'photo' }]],
		[{ photoId: null, filesIds: [] }, []],
		[{}, []],
		[
			{ filesIds: ['a', 'b', 5], filesNames: { a: 'a.txt' }, filesTypes: { a: 'text/plain', b: 7 } },
			[
				{ id: 'a', name: 'a.txt', type: 'text/plain', field: 'files' },
				{ id: 'b', name: '', type: '', field: 'files' },
			],
		],
		// PHP writes an empty object as a list; `constructor` is a name like any other.
		[{ filesIds: ['constructor'], filesNames: [], filesTypes: {} }, [{ id: 'constructor', name: '', type: '', field: 'files' }]],
	])('%j', (record, files) => expect(filesIn(record, [PHOTO, FILES])).toEqual(files));

	test('is asked for by a list of one, which leaves an e-mail unread', async () => {
		const server = askedServer(() => listOf({ id: 't', photoId: 'p', photoName: 'p.png' }));
		expect(await recordFiles(server.client, [PHOTO, FILES], 't')).toEqual([{ id: 'p', name: 'p.png', field: 'photo' }]);
		expect(server.sent).toMatchObject([
			{
				line: 'GET Task',
				params: {
					select: ['id', 'photoId', 'photoName', 'filesIds', 'filesNames', 'filesTypes'],
					where: [{ type: 'equals', attribute: 'id', value: 't' }],
					maxSize: 1,
				},
			},
		]);
		expect(await recordFiles(server.client, [], 't')).toEqual([]);
		expect(server.sent).toHaveLength(1);
	});

	test.each<[answer: ServerAnswer | undefined, outcome: object]>([
		[{ body: { id: 't', photoId: 'p' } }, { photoId: 'p' }],
		[{ status: 403, reason: 'No' }, { kind: 'forbidden' }],
		[undefined, { kind: 'notFound' }],
	])('where the list has it not, EspoCRM says why: %j', async (answer, outcome) => {
		const server = askedServer(({ line }) => (line === 'GET Task' ? listOf() : answer));
		expect(await outcomeOf(readFileAttributes(server.client, [PHOTO], 't'))).toMatchObject(outcome);
		expect(server.lines()).toEqual(['GET Task', 'GET Task/t']);
	});
});

test('the files of the posts of a stream say in which they are', async () => {
	const post = { id: 'n2', type: 'Post', number: 2, attachmentsIds: ['a'], attachmentsNames: { a: 'a.txt' }, attachmentsTypes: {} };
	const server = askedServer(() => listOf(post, { ...post, id: 'n1', number: 1, type: 'Create' }));
	expect(await streamFiles(server.client, 'Account', 'r')).toEqual([
		{ id: 'a', name: 'a.txt', type: '', field: 'attachments', noteId: 'n2' },
	]);
	expect(server.sent[0]?.line).toBe('GET Account/r/stream');
	expect(JSON.stringify(server.sent[0]?.params)).toContain('Post');
});

describe('a download', () => {
	const download = async (info: object) => {
		const server = askedServer(() => ({ body: info }));
		const asked: EspoRequest[] = [];
		const keep: Download<object> = async (request, nameOf) => await Promise.resolve((asked.push(request), nameOf({})));
		return { outcome: await outcomeOf(downloadFile(server.client, 'f', keep)), asked };
	};

	test.each<[info: object, request: object, file: object]>([
		[{ id: 'f', name: 'a/b.txt', type: 'text/plain', size: 5 }, { length: 5 }, { name: 'a_b.txt', type: 'text/plain' }],
		[{ id: 'f', name: null, type: null, size: null }, {}, { name: 'file' }],
		[{ id: 'f', name: 7, type: '', size: 0, isBeingUploaded: false }, {}, { name: '7' }],
	])('of %j', async (info, request, file) => {
		const { outcome, asked } = await download(info);
		expect(asked).toEqual([{ method: 'GET', path: ['Attachment', 'file', 'f'], ...request }]);
		expect(outcome).toEqual({ info: expect.objectContaining({ id: 'f' }) as object, file });
	});

	test('of one that is being uploaded would give a part of it', async () => {
		const { outcome, asked } = await download({ id: 'f', name: 'a.txt', isBeingUploaded: true });
		expect(outcome).toMatchObject({ message: "“a.txt” (f) is not uploaded to its end, so it can't be downloaded" });
		expect(asked).toEqual([]);
	});
});

test.each<
	[title: string, store: (client: ReturnType<typeof askedServer>['client']) => Promise<unknown>, line: string, body: object | undefined]
>([
	['copied', async (client) => await copyFile(client, 'f', FILES), 'POST Attachment/copy/f', { field: 'files', parentType: 'Task' }],
	[
		'fetched',
		async (client) => await imageFromUrl(client, 'https://x/a.png', PHOTO),
		'POST Attachment/fromImageUrl',
		{ url: 'https://x/a.png', field: 'photo', parentType: 'Task' },
	],
	['known', async (client) => await fileInfo(client, 'f'), 'GET Attachment/f', undefined],
])('a file is %s', async (_title, store, line, body) => {
	const server = askedServer(() => ({ body: { id: 'f', name: 'a.png', other: 1 } }));
	expect(await store(server.client)).toEqual({ id: 'f', name: 'a.png', type: '', size: 0, other: 1 });
	expect(server.sent).toMatchObject([{ line, ...(body && { body }) }]);
	await expect(store(askedServer(() => ({ body: {} })).client)).rejects.toMatchObject({ kind: 'notEspo' });
});

describe('the files of records', () => {
	const filesOf = async (
		records: JsonObject[],
		{
			fields = [PHOTO, FILES],
			rows = [],
			failing = {},
		}: { fields?: FileField[]; rows?: object[]; failing?: Record<string, ServerAnswer> } = {},
	) => {
		const server = askedServer(({ line }) =>
			line === 'GET Task' ? listOf(...rows) : (failing[line] ?? { body: { id: line, name: `${line.slice(-1)}.txt` } }),
		);
		const hints: string[] = [];
		const context = {
			...server.lookups,
			hint: (text: string) => void hints.push(text),
			download: async (_request: EspoRequest, nameOf: (headers: Record<string, string>) => { name: string }) =>
				await Promise.resolve(nameOf({}).name),
		};
		return { files: await outcomeOf(filesOfRecords(context, fields, records)), hints, lines: server.lines(), sent: server.sent };
	};

	test('are named like their fields, and numbered where a field holds several', async () => {
		const { files, lines } = await filesOf([
			{ id: '1', photoId: 'p', filesIds: ['a', 'b'] },
			{ id: '2', photoId: null, filesIds: [] },
		]);
		expect(files).toEqual([{ photo: 'p.txt', files_0: 'a.txt', files_1: 'b.txt' }, {}]);
		expect(lines).toEqual(['GET Attachment/p', 'GET Attachment/a', 'GET Attachment/b']);
	});

	test('are asked for where a list does not show them', async () => {
		const { files, sent, hints } = await filesOf(
			[
				{ id: '1', photoId: 'p', filesIds: [] },
				{ id: '2', photoId: null },
			],
			{ rows: [{ id: '2', photoId: null, filesIds: ['a'] }] },
		);
		expect(files).toEqual([{ photo: 'p.txt' }, { files_0: 'a.txt' }]);
		expect(sent[0]).toMatchObject({
			line: 'GET Task',
			params: {
				where: [{ type: 'in', attribute: 'id', value: ['2'] }],
				select: ['id', 'photoId', 'photoName', 'filesIds', 'filesNames', 'filesTypes'],
			},
		});
		expect(hints).toEqual([]);
	});

	test('of a record that is gone are missing, which is said', async () => {
		const { files, hints } = await filesOf([{ id: '1' }, { id: '2' }, { id: '3' }], { rows: [{ id: '2', photoId: 'p', filesIds: [] }] });
		expect(files).toEqual([{}, { photo: 'p.txt' }, {}]);
		expect(hints).toEqual([expect.stringMatching(/^The files of Task 1, 3 are missing/) as string]);
	});

	test('of a type without such fields are none', async () => {
		expect(await filesOf([{ id: '1' }], { fields: [] })).toMatchObject({ files: [{}], lines: [], hints: [] });
	});

	test.each<[answer: ServerAnswer, hint: string]>([
		[{ status: 404 }, '“a.txt” (a) is named by a record, but EspoCRM does not have the file any more; it was left out.'],
		[{ status: 403, reason: 'No' }, '“a.txt” (a) is named by a record, but the authenticated user may not read the file; it was left out.'],
	])('one that can’t be had (%j) does not keep the others away', async (answer, hint) => {
		const { files, hints } = await filesOf([{ id: '1', photoId: 'p', filesIds: ['a', 'b'], filesNames: { a: 'a.txt' } }], {
			failing: { 'GET Attachment/a': answer },
		});
		expect(files).toEqual([{ photo: 'p.txt', files_1: 'b.txt' }]);
		expect(hints).toEqual([hint]);
	});

	test('any other failure is one', async () => {
		const { files, hints } = await filesOf([{ id: '1', photoId: 'p', filesIds: [] }], { failing: { 'GET Attachment/p': { status: 503 } } });
		expect([files, hints]).toEqual([expect.objectContaining({ kind: 'unavailable' }), []]);
	});
});

test.each<[body: unknown, text: string]>([
	['<h1>500 Error</h1><p>Bad\n  &quot;x&quot; &amp;lt; &#039;y&#039; &lt;b&gt;</p>', 'Bad "x" &lt; \'y\' <b>'],
	['<h1>a\nb</h1>c<h1>d</h1>', 'c d'],
	['', ''],
	[{ a: 1 }, ''],
	[undefined, ''],
])('the page %j says %j', (body, text) => expect(pageText(body)).toBe(text));

test.each<[name: string, type: string | undefined]>([
	['a.csv', 'text/csv'],
	['a.EML', 'message/rfc822'],
	['a.htm', 'text/html'],
	['a.html', 'text/html'],
	['a.ics', 'text/calendar'],
	['a.json', 'application/json'],
	[`a.${'md'}`, 'text/markdown'],
	['a.svg', 'image/svg+xml'],
	['a.b.txt', 'text/plain'],
	['a.vcf', 'text/vcard'],
	['a.xml', 'application/xml'],
	['a.txt.', undefined],
	['txt', undefined],
	['a.png', undefined],
])('%s is of the type %s', (name, type) => expect(typeOfName(name)).toBe(type));
