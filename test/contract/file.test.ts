import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { describeEspo } from './server/describeEspo';
import { skipped } from './server/skipped';

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const fileOf = (name: string, bytes: Buffer, mimeType = 'text/plain') => ({ data: bytes.toString('base64'), mimeType, fileName: name });
const itemWith = (binary: INodeExecutionData['binary']): INodeExecutionData => ({ json: {}, binary });
const bytesOf = (item?: INodeExecutionData, property = 'data') => Buffer.from(String(item?.binary?.[property]?.data), 'base64');
const file = (operation: string, more: INodeParameters): INodeParameters => ({ resource: 'file', operation, ...more });
const locator = (value: string) => ({ __rl: true, mode: 'id', value });
const onRecord = (entityType: string, id: string, fileField: string): INodeParameters => ({
	entityType: locator(entityType),
	recordId: locator(id),
	fileField,
});

describeEspo('files', (espo) => {
	const task = async () => String((await espo.create('Task', { name: espo.name('task'), assignedUserId: espo.me.user.id })).id);
	const attachmentsOf = async (id: string) => (await espo.api.get(`Task/${id}`)).attachmentsNames as Record<string, string>;
	const upload = async (id: string, binary: INodeExecutionData['binary'], more: INodeParameters = {}) =>
		await espo.run(
			file('upload', { attachTo: 'record', ...onRecord('Task', id, 'attachments'), content: 'binary', binaryFields: '*', ...more }),
			[itemWith(binary)],
		);
	const download = async (more: INodeParameters) => await espo.run(file('download', { outputField: 'data', ...more }));

	it.each(['plain.txt', 'Größe “1”.txt', 'a "b" c.txt', 'emoji 😀.txt', '..\\..\\x/../y.txt', 'what?.txt', 'x;y%20z.txt'])(
		'gives back %s byte for byte',
		async (name) => {
			const id = await task();
			const bytes = randomBytes(5_000);
			const { error, json } = await upload(id, { data: fileOf(name, bytes) });
			expect(error).toBeUndefined();
			expect(json).toMatchObject([{ name, size: 5_000, type: 'text/plain', entityType: 'Task', recordId: id, field: 'attachments' }]);
			expect(await attachmentsOf(id)).toEqual({ [String(json[0]?.id)]: name });
			const { items, error: failure } = await download({ filesOf: 'field', ...onRecord('Task', id, 'attachments') });
			expect(failure).toBeUndefined();
			expect(items).toHaveLength(1);
			expect(hash(bytesOf(items[0]))).toBe(hash(bytes));
			expect(items[0]?.binary?.data).toMatchObject({ fileName: name.replace(/[/\\]/g, '_'), mimeType: 'text/plain' });
			expect(items[0]?.json).toMatchObject({ name, size: 5_000, field: 'attachments', recordId: id });
		},
	);

	it('sends large files in pieces', async () => {
		const id = await task();
		const bytes = randomBytes(9_000_001);
		const { error, json } = await upload(id, { data: fileOf('large.bin', bytes, 'application/octet-stream') });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ size: 9_000_001 }]);
		expect(espo.sent.filter((request) => request.includes('/chunk/'))).toHaveLength(3);
		const { items } = await download({ filesOf: 'ids', fileIds: String(json[0]?.id) });
		expect(hash(bytesOf(items[0]))).toBe(hash(bytes));
	});

	it('adds to the files of a field, or replaces them', async () => {
		const id = await task();
		await upload(id, { one: fileOf('one.txt', Buffer.from('1')), two: fileOf('two.txt', Buffer.from('2')) });
		await upload(id, { three: fileOf('three.txt', Buffer.from('3')) });
		expect(Object.values(await attachmentsOf(id)).sort()).toEqual(['one.txt', 'three.txt', 'two.txt']);
		await upload(id, { four: fileOf('four.txt', Buffer.from('4')) }, { options: { replaceFiles: true } });
		expect(Object.values(await attachmentsOf(id))).toEqual(['four.txt']);
	});

	it('puts all files into one item', async () => {
		const id = await task();
		await upload(id, { one: fileOf('one.txt', Buffer.from('1')), two: fileOf('two.txt', Buffer.from('2')) });
		const { items } = await download({ filesOf: 'record', ...onRecord('Task', id, 'attachments'), options: { allInOneItem: true } });
		expect(items).toHaveLength(1);
		expect(items[0]?.json.files).toHaveLength(2);
		const contents = ['data_0', 'data_1'].map((property) => bytesOf(items[0], property).toString());
		expect(contents.sort()).toEqual(['1', '2']);
	});

	it('lists, copies and deletes', async () => {
		const [from, to] = [await task(), await task()];
		const { json } = await upload(from, { data: fileOf('one.txt', Buffer.from('1')) });
		const id = String(json[0]?.id);
		const copied = await espo.json(file('copy', { fileIds: id, attachTo: 'record', ...onRecord('Task', to, 'attachments') }));
		expect(copied).toMatchObject([{ name: 'one.txt', size: 1, recordId: to }]);
		expect([Object.keys(await attachmentsOf(from)), Object.keys(await attachmentsOf(to))]).toEqual([[id], [copied[0]?.id]]);
		expect(await espo.json(file('getAll', { filesOf: 'record', ...onRecord('Task', to, '') }))).toEqual([
			{ id: copied[0]?.id, name: 'one.txt', type: 'text/plain', field: 'attachments', entityType: 'Task', recordId: to },
		]);
		expect(await espo.json(file('delete', { fileIds: String(copied[0]?.id) }))).toEqual([{ deleted: true }]);
		expect(await attachmentsOf(to)).toEqual({});
		expect(await attachmentsOf(from)).toEqual({ [id]: 'one.txt' });
	});

	it('Copy refuses what the field does not take, before it copies anything', async () => {
		const id = await task();
		const [html, text] = await Promise.all(
			['page.html', 'page.txt'].map(async (name) => {
				const place = { ...onRecord('Task', id, 'attachments'), content: 'text', fileText: 'x', fileName: name };
				return String((await espo.json(file('upload', { attachTo: 'record', ...place })))[0]?.id);
			}),
		);
		const copy = async (fileIds: string) =>
			await espo.run(file('copy', { fileIds, attachTo: 'nothing', entityType: locator('Document'), fileField: 'file' }));
		const { error } = await copy(`${text}, ${html}`);
		expect(error?.message).toMatch(/“file” of Document holds one file/);
		const refused = await copy(html ?? '');
		expect(refused.error?.message).toMatch(/The file “page.html” \(ID .*\) is of a type that “file” does not take: it takes \.pdf/);
		expect(espo.sent.filter((request) => request.startsWith('POST'))).toEqual([]);
		expect((await copy(text ?? '')).error).toBeUndefined();
	});

	it('Delete takes the file out of all records of its type that name it', async () => {
		const types = { CSpecimen: 'scan', Specimen: 'scan', CN8nContract: 'zooFile', N8nContract: 'zooFile' };
		const [entityType = '', fileField = ''] = Object.entries(types).find(([type]) => espo.can(type, 'create', 'edit')) ?? [];
		if (!entityType) skipped('no custom entity type has a field for one file');
		const [one, two] = [
			await espo.create(entityType, { name: espo.name('one') }),
			await espo.create(entityType, { name: espo.name('two') }),
		];
		const place = { entityType: locator(entityType), fileField, content: 'text', fileText: 'x', fileName: 'a.txt' };
		const [stored] = await espo.json(file('upload', { attachTo: 'nothing', ...place }));
		const fileId = String(stored?.id);
		for (const { id } of [one, two]) await espo.api.send('PUT', `${entityType}/${id}`, { [`${fileField}Id`]: fileId });
		expect(await espo.json(file('delete', { fileIds: fileId }))).toEqual([{ deleted: true }]);
		for (const { id } of [one, two]) expect((await espo.api.get(`${entityType}/${id}`))[`${fileField}Id`]).toBeNull();
		expect((await espo.api.send('GET', `Attachment/${fileId}`)).status).toBe(404);
	});

	it('uploads for a record that is made later', async () => {
		const parameters = {
			attachTo: 'nothing',
			entityType: locator('Task'),
			fileField: 'attachments',
			content: 'text',
			fileText: 'übung',
			fileName: 'a.csv',
		};
		const [stored] = await espo.json(file('upload', parameters));
		expect(stored).toEqual({
			id: expect.any(String),
			name: 'a.csv',
			type: 'text/csv',
			size: 6,
			entityType: 'Task',
			field: 'attachments',
		});
		const made = await espo.create('Task', { name: espo.name('task'), assignedUserId: espo.me.user.id, attachmentsIds: [stored?.id] });
		expect(await attachmentsOf(String(made.id))).toEqual({ [String(stored?.id)]: 'a.csv' });
	});

	it.each<[string, INodeExecutionData['binary'], INodeParameters, RegExp]>([
		['a file that is not there', {}, { binaryFields: 'data' }, /no file in “data”/],
		['0 bytes', { data: fileOf('a.txt', Buffer.alloc(0)) }, {}, /is empty: it has 0 bytes/],
		['a binary field without contents', { data: { mimeType: 'text/plain' } as never }, {}, /no file in “data”/],
		[
			'a file that n8n has lost',
			{ data: { id: 'filesystem-v2:nowhere/x', data: 'filesystem-v2', mimeType: 'text/plain', bytes: 5 } as never },
			{},
			/n8n can't read the file in “data”/,
		],
		[
			'a file in place of its name',
			{ data: fileOf('a.txt', Buffer.from('1')) },
			{ binaryFields: '={{ $binary.data }}' },
			/takes the names/,
		],
		['a field for something else', { data: fileOf('a.txt', Buffer.from('1')) }, { fileField: 'status' }, /holds no files/],
		['a field that is not there', { data: fileOf('a.txt', Buffer.from('1')) }, { fileField: 'nonsense' }, /no field “nonsense”/],
	])('refuses %s before anything is sent', async (_title, binary, more, message) => {
		const id = await task();
		const { error } = await upload(id, binary, more);
		expect(error?.message).toMatch(message);
		expect(espo.sent.filter((request) => !request.startsWith('GET'))).toEqual([]);
	});

	it('stores a file without a name and a type, and one whose name is broken', async () => {
		const id = await task();
		const { error } = await upload(id, {
			plain: { data: 'eA==', mimeType: '', fileExtension: 'pdf' },
			half: fileOf('a\ud83d.txt', Buffer.from('1')),
		});
		expect(error).toBeUndefined();
		expect(Object.values(await attachmentsOf(id)).sort()).toEqual(['a.txt', 'plain.pdf']);
	});

	it('says that an entity type has no fields for files', async () => {
		const { id } = await espo.create('Account', { name: espo.name('account') });
		for (const operation of ['getAll', 'download']) {
			const { error } = await espo.run(file(operation, { filesOf: 'record', outputField: 'data', ...onRecord('Account', String(id), '') }));
			expect(error?.message).toMatch(/Account has no fields for files/);
		}
	});

	it('adds to the files of a post', async () => {
		const { id } = await espo.create('Account', { name: espo.name('account') });
		const note = await espo.api.post('Account', String(id), 'hello');
		for (const name of ['a.txt', 'b.txt']) {
			const { error } = await upload('', { data: fileOf(name, Buffer.from('1')) }, onRecord('Note', note.id, 'attachments'));
			expect(error).toBeUndefined();
		}
		const { attachmentsNames, post } = await espo.api.get(`Note/${note.id}`);
		expect([post, Object.values(attachmentsNames as object).sort()]).toEqual(['hello', ['a.txt', 'b.txt']]);
	});

	it('sends an image under the type of its extension', async () => {
		const entityType = ['CN8nContract', 'N8nContract'].find((type) => espo.can(type, 'create', 'edit'));
		// The sandbox has no images.
		if (!entityType) return;
		const { id } = await espo.create(entityType, { name: espo.name('image') });
		const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
		const image = { data: fileOf('logo.png', Buffer.from(png, 'base64'), 'application/octet-stream') };
		const { json } = await upload('', image, onRecord(entityType, String(id), 'zooImage'));
		expect(json).toMatchObject([{ name: 'logo.png', type: 'image/png' }]);
		const { error } = await upload('', { data: fileOf('a.txt', Buffer.from('1')) }, onRecord(entityType, String(id), 'zooImage'));
		expect(error?.message).toMatch(/no image that EspoCRM takes/);
	});

	it('lets EspoCRM fetch an image, but newer ones nothing of their own network', async () => {
		const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
		const web = createServer((_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(png));
		await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
		const imageUrl = `http://127.0.0.1:${(web.address() as AddressInfo).port}/logo.png`;
		const id = await task();
		const place = { attachTo: 'record', ...onRecord('Task', id, 'attachments') };
		const { error, json } = await espo.run(file('upload', { ...place, content: 'url', imageUrl }));
		web.closeAllConnections();
		await new Promise((resolve) => web.close(resolve));
		if (error?.httpCode === '403') {
			expect(error.message).toContain('Not allowed URL.');
			expect(await attachmentsOf(id)).toEqual({});
			return;
		}
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ type: 'image/png', size: png.length, recordId: id, field: 'attachments' }]);
		const { items } = await download({ filesOf: 'field', ...onRecord('Task', id, 'attachments') });
		expect(hash(bytesOf(items[0]))).toBe(hash(png));
	});

	it('removes an upload that no record takes', async () => {
		const { error } = await upload('64d00000000000abc', { data: fileOf('a.txt', Buffer.from('1')) });
		expect(error).toBeDefined();
		expect(espo.sent.filter((request) => request.startsWith('DELETE Attachment/'))).toHaveLength(1);
	});

	describe('in the fields of a record', () => {
		const write = async (operation: string, more: INodeParameters, binary: INodeExecutionData['binary']) =>
			await espo.run({ resource: 'entity', operation, entityType: locator('Document'), specifyFields: 'json', ...more }, [
				itemWith(binary),
			]);
		const created = async (fields: object, binary: INodeExecutionData['binary']) => {
			const name = espo.name('document');
			const fieldsJson = JSON.stringify({ name, publishDate: '2026-11-28', ...fields });
			return await write('create', { fieldsJson }, binary);
		};
		const contentsOf = async (id: string) => {
			const { items } = await download({ filesOf: 'field', ...onRecord('Document', id, 'file') });
			return bytesOf(items[0]).toString();
		};

		it('a binary field is uploaded with a new record, and with a change', async () => {
			const { error, json } = await created({ fileId: 'data' }, { data: fileOf('one.txt', Buffer.from('first')) });
			expect(error).toBeUndefined();
			expect(json).toMatchObject([{ fileName: 'one.txt' }]);
			const id = String(json[0]?.id);
			expect(await contentsOf(id)).toBe('first');
			const changed = await write(
				'update',
				{ recordId: locator(id), fieldsJson: '{"fileId": "scan"}' },
				{ scan: fileOf('two.txt', Buffer.from('second')) },
			);
			expect(changed.error).toBeUndefined();
			expect(await contentsOf(id)).toBe('second');
			// Deletes it from the record, too.
			const { fileId } = await espo.api.get(`Document/${id}`);
			const { error: refused } = await espo.run(file('delete', { fileIds: String(fileId) }));
			const { fileId: left } = await espo.api.get(`Document/${id}`);
			// On a real server the file of a document is required.
			expect(refused ? left : fileId).toBe(fileId);
			if (!refused) expect(left).toBeNull();
		});

		it.each([
			['a name that the item has not', { fileId: 'dat' }, /“dat” in “fileId”.* is neither a binary field of the item nor the ID/],
			['two files for one', { fileId: 'data,scan' }, /holds one file, but 2 are named/],
			['a name beside an ID', { fileId: 'data, 64d00000000000abc' }, /binary fields and the ID of a stored file/],
		])('refuses %s before anything is sent', async (_title, fields, message) => {
			const { error } = await created(fields, { data: fileOf('a.txt', Buffer.from('1')), scan: fileOf('b.txt', Buffer.from('2')) });
			expect(error?.message).toMatch(message);
			expect(espo.sent.filter((request) => !request.startsWith('GET'))).toEqual([]);
		});

		it('leaves no file behind where EspoCRM refuses the record', async () => {
			const { error } = await created({ fileId: 'data', status: 'Nonsense' }, { data: fileOf('one.txt', Buffer.from('1')) });
			expect(error).toBeDefined();
			expect(espo.sent.map((request) => request.replace(/[0-9a-f]{17}/, '*'))).toEqual(
				expect.arrayContaining(['POST Attachment', 'POST Document', 'DELETE Attachment/*']),
			);
		});
	});

	describe('with records', () => {
		const names = ({ binary = {} }: INodeExecutionData = { json: {} }) =>
			Object.entries(binary).map(([field, { fileName }]) => `${field} ${fileName}`);
		const run = async (resource: string, operation: string, more: INodeParameters) =>
			(await espo.run({ resource, operation, ...more, options: { downloadFiles: true } })).items;

		it('one, many, and those of posts', async () => {
			const id = await task();
			await upload(id, { one: fileOf('one.txt', Buffer.from('1')), two: fileOf('two.txt', Buffer.from('2')) });
			const record = { entityType: locator('Task'), recordId: locator(id) };
			const [got] = await run('entity', 'get', record);
			expect([got?.json.id, names(got)]).toEqual([id, ['attachments_0 one.txt', 'attachments_1 two.txt']]);
			expect(bytesOf(got, 'attachments_1').toString()).toBe('2');
			// The record shows names and types, but no sizes.
			const ofFiles = () => espo.sent.filter((request) => request.startsWith('GET Attachment/')).length;
			expect(ofFiles()).toBe(4);
			const other = await task();
			const filtersJson = JSON.stringify([{ type: 'in', attribute: 'id', value: [id, other] }]);
			const all = await run('entity', 'getAll', {
				entityType: locator('Task'),
				returnAll: true,
				filterBy: 'json',
				specifyFilters: 'json',
				filtersJson,
			});
			const filesById = Object.fromEntries(all.map((item) => [item.json.id, names(item)]));
			expect(filesById).toEqual({ [id]: ['attachments_0 one.txt', 'attachments_1 two.txt'], [other]: [] });
			const [stored] = await espo.json(
				file('upload', {
					attachTo: 'nothing',
					entityType: locator('Note'),
					fileField: 'attachments',
					content: 'text',
					fileText: 'x',
					fileName: 'p.txt',
				}),
			);
			await espo.json({
				resource: 'stream',
				operation: 'createPost',
				target: 'record',
				...record,
				post: 'Look',
				options: { attachmentIds: String(stored?.id) },
			});
			const notes = await run('stream', 'getAll', { source: 'record', ...record, returnAll: true });
			expect(notes.flatMap(names)).toEqual(['attachments_0 p.txt']);
			expect(await espo.json(file('getAll', { filesOf: 'stream', ...record }))).toMatchObject([{ id: stored?.id, name: 'p.txt' }]);
			const { items } = await download({ filesOf: 'stream', ...record });
			expect(items.map((item) => bytesOf(item).toString())).toEqual(['x']);
		});

		it.each([
			['the user may not read', 403, /may not read the file/],
			['EspoCRM has lost', 404, /does not have the file any more/],
		])('a file that %s does not keep the others away', async (_title, status, note) => {
			const id = await task();
			await upload(id, { one: fileOf('one.txt', Buffer.from('1')), two: fileOf('two.txt', Buffer.from('2')) });
			const [lost = ''] = Object.entries(await attachmentsOf(id)).find(([, name]) => name === 'one.txt') ?? [];
			const record = { entityType: locator('Task'), recordId: locator(id) };
			for (const [parameters, left] of [
				[{ resource: 'entity', operation: 'get', ...record, options: { downloadFiles: true } }, /^attachments_1 two\.txt$/],
				[file('download', { filesOf: 'record', outputField: 'data', ...record }), /^data two\.txt$/],
			] as const) {
				espo.proxy.reset(({ path }) => (path.includes(lost) ? { answer: { status, headers: { 'x-status-reason': 'No.' } } } : undefined));
				const { items, hints, error } = await espo.runOn(parameters);
				expect(error).toBeUndefined();
				expect(items.flatMap(names)).toEqual([expect.stringMatching(left)]);
				expect(hints.map(({ message }) => message).join()).toMatch(note);
			}
		});
	});
});
