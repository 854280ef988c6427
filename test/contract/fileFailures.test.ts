import { randomBytes } from 'node:crypto';

import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Fault, Faults } from '../harness/FaultProxy';
import { describeEspo } from './server/describeEspo';

const fileOf = (name: string, contents: Buffer | string, mimeType = 'text/plain'): IBinaryData => ({
	data: Buffer.from(contents).toString('base64'),
	mimeType,
	fileName: name,
});
const itemWith = (binary: INodeExecutionData['binary']): INodeExecutionData => ({ json: {}, binary });
const locator = (value: string) => ({ __rl: true, mode: 'id', value });
const REFUSED: Fault = { processed: true, answer: { status: 400, headers: { 'x-status-reason': 'No.' } } };

describeEspo('files that something goes wrong with', (espo) => {
	const task = async () => String((await espo.create('Task', { name: espo.name('task'), assignedUserId: espo.me.user.id })).id);
	const filesOf = async (id: string) => Object.values((await espo.api.get(`Task/${id}`)).attachmentsNames as object);
	const on = (entityType: string, id: string, fileField: string): INodeParameters => ({
		entityType: locator(entityType),
		recordId: locator(id),
		fileField,
	});
	const upload = async (id: string, binary: INodeExecutionData['binary'], faults?: Faults, more: INodeParameters = {}) => {
		espo.proxy.reset(faults);
		const place = { attachTo: 'record', ...on('Task', id, 'attachments'), content: 'binary', binaryFields: '*' };
		return await espo.runOn({ resource: 'file', operation: 'upload', ...place, ...more }, [itemWith(binary)]);
	};
	const deleted = () => espo.sent.filter((request) => request.startsWith('DELETE Attachment/')).length;
	const said = (error?: { message: string; description?: string | null }) => `${error?.message} ${error?.description}`;

	it('an upload that gets no answer: those before it are removed, as no record can have them', async () => {
		const id = await task();
		let uploads = 0;
		const binary = { one: fileOf('one.txt', '1'), two: fileOf('two.txt', '2') };
		const { error } = await upload(id, binary, ({ method }) => (method === 'POST' && ++uploads === 2 ? { reset: true } : undefined));
		expect(error).toBeDefined();
		expect(said(error)).not.toMatch(/kept|stayed behind/);
		expect(deleted()).toBe(1);
	});

	it('pieces that never arrive: what was begun is removed', async () => {
		const id = await task();
		const binary = { data: fileOf('large.bin', randomBytes(5_000_000)) };
		const { error } = await upload(id, binary, ({ path }) => (path.includes('/chunk/') ? { reset: true } : undefined));
		expect(error).toBeDefined();
		expect(said(error)).not.toMatch(/kept|stayed behind/);
		expect(deleted()).toBe(1);
		expect(await filesOf(id)).toEqual([]);
	});

	it('an upload that EspoCRM has removed itself is not said to be left behind', async () => {
		const binary = { data: fileOf('a.txt', '1') };
		const gone: Fault = { processed: true, answer: { status: 404, headers: { 'x-status-reason': 'Gone.' } } };
		const { error } = await upload('64d00000000000abc', binary, ({ method }) => (method === 'DELETE' ? gone : undefined));
		expect(error).toBeDefined();
		expect(said(error)).not.toContain('stayed behind');
	});

	it.each([
		['added', {}, 'POST'],
		['set', { options: { replaceFiles: true } }, 'PUT'],
	])('a record that has the file (%s) keeps it, also where a refusal comes back', async (_title, more, method) => {
		const id = await task();
		const { error } = await upload(
			id,
			{ data: fileOf('a.txt', '1') },
			(request) => (request.method === method && request.path.includes(id) ? REFUSED : undefined),
			more,
		);
		expect(said(error)).toMatch(/has the uploaded files.*a\.txt/);
		expect(deleted()).toBe(0);
		expect(await filesOf(id)).toEqual(['a.txt']);
	});

	it('an answer that does not show the field is no reason to take the file away', async () => {
		const id = await task();
		const { error, json } = await upload(
			id,
			{ data: fileOf('a.txt', '1') },
			({ method }) => (method === 'PUT' ? { processed: true, rewrite: () => JSON.stringify({ id }) } : undefined),
			{ options: { replaceFiles: true } },
		);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ name: 'a.txt', recordId: id }]);
		expect(await filesOf(id)).toEqual(['a.txt']);
	});

	describe('to be deleted', () => {
		const remove = async (fileIds: string, faults?: Faults) => {
			espo.proxy.reset(faults);
			return await espo.runOn({ resource: 'file', operation: 'delete', fileIds });
		};
		const document = async () => {
			const fieldsJson = JSON.stringify({ name: espo.name('document'), publishDate: '2026-11-28', fileId: 'data' });
			const parameters = { resource: 'entity', operation: 'create', entityType: locator('Document'), specifyFields: 'json', fieldsJson };
			const { json, error } = await espo.run(parameters, [itemWith({ data: fileOf('a.txt', '1') })]);
			expect(error).toBeUndefined();
			return { id: String(json[0]?.id), fileId: String(json[0]?.fileId) };
		};

		it('says which of several are deleted', async () => {
			const id = await task();
			const { json } = await upload(id, { one: fileOf('one.txt', '1') });
			const { error } = await remove(`${String(json[0]?.id)}, 64d00000000000abc`);
			expect(said(error)).toContain(`Not processed: 64d00000000000abc. Processed: ${String(json[0]?.id)}.`);
			expect(await filesOf(id)).toEqual([]);
		});

		it('stay while it is not known whether a record holds them: it would keep a dead ID', async () => {
			const { fileId } = await document();
			const { error } = await remove(fileId, ({ method, path }) =>
				method === 'GET' && path.includes('/Document?') ? { answer: { status: 400, headers: { 'x-status-reason': 'No.' } } } : undefined,
			);
			expect(error).toBeDefined();
			expect(deleted()).toBe(0);
		});

		it('says where only the record has lost them', async () => {
			const { id, fileId } = await document();
			const done: Fault = { answer: { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id }) } };
			const refused: Fault = { answer: { status: 403, headers: { 'x-status-reason': 'No delete access.' } } };
			const { error } = await remove(fileId, ({ method }) => (method === 'PUT' ? done : method === 'DELETE' ? refused : undefined));
			expect(said(error)).toMatch(/The record does not have the file any more, but it was not deleted/);
		});
	});
});
