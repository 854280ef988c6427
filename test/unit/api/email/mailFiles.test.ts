import { importMail } from '../../../../nodes/shared/api/email/importMail';
import { withMailFiles, type MailFiles } from '../../../../nodes/shared/api/email/withMailFiles';
import type { NamedBytes } from '../../../../nodes/shared/api/request/Bytes';
import { askedServer, type ServerAnswer } from '../../model/askedServer';
import { namedBytes } from '../../model/AttachmentServer';

const outcomeOf = async <Result>(work: Promise<Result>) => await work.catch((error: unknown) => error as Error);

describe('an e-mail as a file', () => {
	const EML = 'Received: by x\r\nFrom: a@x.example\r\n\r\nBody';
	const fields = (names: string[]) => ({ fields: async () => await Promise.resolve(new Map(names.map((name) => [name, {}]))) });
	async function imported(contents: string | NamedBytes, answer: ServerAnswer = { body: { id: 'e' } }, names = ['file']) {
		const file = typeof contents === 'string' ? namedBytes(contents, { name: 'a.eml' }) : contents;
		const server = askedServer(({ line, body }) => {
			if (line === 'POST Attachment') return { body: { id: 'f', ...body, isBeingUploaded: false } };
			if (line === 'GET Attachment/f') return { body: { id: 'f' } };
			return line.startsWith('DELETE') ? { body: true } : answer;
		}, fields(names));
		return { outcome: await outcomeOf(importMail(server.lookups, file)), lines: server.lines(), sent: server.sent };
	}

	test('becomes one', async () => {
		const { outcome, sent } = await imported(EML);
		expect(outcome).toEqual({ id: 'e', isNew: true });
		expect(sent).toMatchObject([
			{ line: 'POST Attachment', body: { relatedType: 'ImportEml', field: 'file', name: 'a.eml' } },
			{ line: 'POST Email/importEml', body: { fileId: 'f' } },
		]);
		expect(sent[0]?.body).not.toHaveProperty('parentType');
	});

	test.each(['From', 'to', 'SUBJECT', 'Date', 'Received', 'Message-ID', 'Return-Path', 'MIME-Version'])(
		'that has a header %s',
		async (header) => {
			expect((await imported(`X-First: y\n${header}: z\n\nBody`)).outcome).toEqual({ id: 'e', isNew: true });
		},
	);

	test.each<[title: string, contents: string]>([
		['without headers', 'Hello\nFrom me'],
		['with them below its text', 'Hello\n\nFrom: a@x.example'],
		['with them within a line', 'x From: a@x.example'],
		['with none that e-mails have', 'X-Own: a\n\nBody'],
	])('%s is none', async (_title, contents) => {
		const { outcome, lines } = await imported(contents);
		expect(outcome).toMatchObject({
			parameter: '“data”',
			message: 'The file “a.eml” (“data”) is not an e-mail',
			hint: expect.any(String) as string,
		});
		expect(lines).toEqual([]);
	});

	test('only the beginning is looked at', async () => {
		let read = 0;
		const endless: NamedBytes = {
			...namedBytes('', { name: 'a.eml', length: 200_000 }),
			open: async function* () {
				for (; ; read++) yield await Promise.resolve(Buffer.alloc(50_000, 'x'));
			},
		};
		expect((await imported(endless)).outcome).toMatchObject({ parameter: '“data”' });
		expect(read).toBe(1);
		const far = namedBytes(`${'X-Long: y\n'.repeat(7000)}From: a@x.example\n\n`, { name: 'a.eml', partBytes: 65_536 });
		expect((await imported(far)).outcome).toMatchObject({ parameter: '“data”' });
		const near = namedBytes(`${'X-Long: y\n'.repeat(6000)}From: a@x.example\n\n`, { name: 'a.eml', partBytes: 65_536 });
		expect((await imported(near)).outcome).toEqual({ id: 'e', isNew: true });
	});

	test('older EspoCRM can’t', async () => {
		const { outcome, lines } = await imported(EML, undefined, []);
		expect(outcome).toMatchObject({ parameter: 'Operation', hint: 'It needs EspoCRM 8.4 or newer.' });
		expect(lines).toEqual([]);
	});

	const known = (data: unknown) => ({ status: 409, answer: { messageTranslation: { data } } });
	test('that was imported before is that one, and its file goes', async () => {
		const { outcome, lines } = await imported(EML, known({ id: 'e1' }));
		expect(outcome).toEqual({ id: 'e1', isNew: false });
		expect(lines.slice(1)).toEqual(['POST Email/importEml', 'DELETE Attachment/f']);
	});

	test.each<[answer: ServerAnswer, kind: string]>([
		[known({ id: '../x' }), 'duplicate'],
		[known(undefined), 'duplicate'],
		[{ status: 409, answer: { messageTranslation: 'x' } }, 'duplicate'],
		[{ status: 409, answer: 'x' }, 'duplicate'],
		[{ status: 400, answer: { messageTranslation: { data: { id: 'e1' } } } }, 'invalid'],
	])('any other refusal is one, and the file goes too: %j', async (answer, kind) => {
		const { outcome, lines } = await imported(EML, answer);
		expect(outcome).toMatchObject({ kind });
		expect(lines).toContain('DELETE Attachment/f');
	});
});

describe('the files of an e-mail', () => {
	const NONE: MailFiles = { ready: [], copied: [], uploaded: [], pictures: new Map() };
	async function written(files: Partial<MailFiles>, failure?: Error) {
		let count = 0;
		const server = askedServer(({ line, body }) => {
			if (line.startsWith('POST Attachment'))
				return { body: { id: `f${++count}`, ...body, isBeingUploaded: false, size: body?.size ?? 0 } };
			return line.startsWith('GET Attachment/') ? { body: { id: line.slice(-2) } } : { body: true };
		});
		const outcome = await outcomeOf(
			withMailFiles(server.lookups, { ...NONE, ...files }, async (ids, bodyOf) => {
				if (failure) throw failure;
				return await Promise.resolve({ ids, body: bodyOf('<img src="cid:logo"><img src="cid:other"><img src="cid:unknown">') });
			}),
		);
		return { outcome, sent: server.sent, lines: server.lines() };
	}
	const picture = (name: string): NamedBytes => ({ ...namedBytes('abc', { name }), type: 'image/png' });

	test('those that are ready, copies, uploads and pictures, each at its place', async () => {
		const { outcome, sent } = await written({
			ready: [{ id: 'r1', name: 'r', type: '', size: 1 }],
			copied: ['c1'],
			uploaded: [namedBytes('abc', { name: 'a.txt' })],
			pictures: new Map([
				['cid:logo', picture('logo.png')],
				['cid:other', picture('other.png')],
			]),
		});
		expect(outcome).toEqual({
			ids: ['r1', 'f1', 'f2'],
			body: '<img src="?entryPoint=attachment&amp;id=f3"><img src="?entryPoint=attachment&amp;id=f4"><img src="cid:unknown">',
		});
		expect(sent).toMatchObject([
			{ line: 'POST Attachment/copy/c1', body: { parentType: 'Email', field: 'attachments' } },
			{ line: 'POST Attachment', body: { parentType: 'Email', field: 'attachments', name: 'a.txt', role: 'Attachment' } },
			{ line: 'POST Attachment', body: { parentType: 'Email', field: 'body', name: 'logo.png', role: 'Inline Attachment' } },
			{ line: 'POST Attachment', body: { name: 'other.png' } },
		]);
	});

	test('go where the e-mail is not written', async () => {
		const { outcome, lines } = await written(
			{ ready: [{ id: 'r1', name: 'r', type: '', size: 1 }], uploaded: [namedBytes('abc')] },
			new Error('No'),
		);
		expect(outcome).toMatchObject({ message: 'No' });
		expect(lines.filter((line) => line.startsWith('DELETE'))).toEqual(['DELETE Attachment/r1', 'DELETE Attachment/f1']);
	});

	test('none', async () => expect((await written({})).outcome).toMatchObject({ ids: [] }));
});
