import { attachFiles } from '../../../../nodes/shared/api/files/attachFiles';
import type { FileField } from '../../../../nodes/shared/api/files/fileField';
import { AttachmentServer, type Mishap } from '../../model/AttachmentServer';
import { json, refusal } from '../../model/requestParts';

const SEVERAL: FileField = { entityType: 'Task', field: 'files', isSingle: false, accept: [] };
const ONE: FileField = { ...SEVERAL, isSingle: true };
const PAGE = json('<html>', { 'content-type': 'text/html' });

let server: AttachmentServer;
beforeEach(() => {
	server = new AttachmentServer();
	server.records.set('Task/a', { id: 'a', filesIds: ['old'], filesId: 'old' });
});

const attach = async (field: FileField, replaces: boolean, ids = ['new']) =>
	await attachFiles(server.client, { field, recordId: 'a', replaces }, ids).then(
		() => 'done',
		(error: unknown) => error,
	);
const held = (name: string) => server.records.get('Task/a')?.[name];
/** What befalls the request that writes. */
const onWrite = (mishap: Mishap) => {
	server.mishap = (request) => (/^(POST|PUT)/.test(request) ? mishap : undefined);
};

it.each([
	['adds to several', SEVERAL, false, 'filesIds', ['old', 'new'], 'POST Task/a/files'],
	['replaces several', SEVERAL, true, 'filesIds', ['new'], 'PUT Task/a'],
	['sets one', ONE, false, 'filesId', 'new', 'PUT Task/a'],
] as const)('%s', async (_name, field, replaces, attribute, expected, request) => {
	expect(await attach(field, replaces)).toBe('done');
	expect(held(attribute)).toEqual(expected);
	expect(server.sent[0]).toBe(request);
});

describe.each([
	['added', SEVERAL, false],
	['replacing', SEVERAL, true],
	['the only one', ONE, false],
] as const)('%s, where the answer', (_name, field, replaces) => {
	it('is lost, the record tells that it was done', async () => {
		onWrite('answer lost');
		expect(await attach(field, replaces)).toBe('done');
		expect(server.sent).toHaveLength(2);
	});

	it.each<[string, Mishap]>([
		['is lost with the request', 'lost'],
		['comes from a proxy', refusal(502)],
		['is a page', PAGE],
	])('%s, it is in doubt and not repeated', async (_title, mishap) => {
		onWrite(mishap);
		expect(await attach(field, replaces)).toMatchObject({ ambiguous: true });
		expect(server.sent.filter((request) => !request.startsWith('GET'))).toHaveLength(1);
	});

	it('is lost and the record can not be asked, it is in doubt', async () => {
		server.mishap = (request) => (request.startsWith('GET') ? refusal(403, 'No.') : 'answer lost');
		expect(await attach(field, replaces)).toMatchObject({ kind: 'noAnswer' });
	});

	it('is a refusal, nothing is asked', async () => {
		onWrite(refusal(403, 'No.'));
		expect(await attach(field, replaces)).toMatchObject({ kind: 'forbidden' });
		expect(server.sent).toHaveLength(1);
	});
});

it('adds to those of a post in an update, with its other changes', async () => {
	server.records.set('Note/n', { id: 'n', filesIds: ['old', 'new'], post: 'before' });
	const field = { ...SEVERAL, entityType: 'Note' };
	await attachFiles(server.client, { field, recordId: 'n', changes: { post: 'after' } }, ['new', 'newer']);
	expect(server.records.get('Note/n')).toEqual({ id: 'n', filesIds: ['old', 'new', 'newer'], post: 'after' });
	expect(server.sent).toEqual(['GET Note', 'PUT Note/n']);
});

it('what EspoCRM did not store is no success', async () => {
	onWrite(json({ id: 'a', filesIds: ['old'] }));
	expect(String(await attach(SEVERAL, true))).toContain('EspoCRM did not store the files in “files”');
});

it('an addition that was not done is no success', async () => {
	onWrite(json(false));
	expect(await attach(SEVERAL, false)).toMatchObject({ kind: 'invalid' });
});

it('an answer that does not show the field is looked up', async () => {
	server.mishap = (request) => {
		if (!request.startsWith('PUT')) return undefined;
		server.records.set('Task/a', { id: 'a', filesIds: ['new'] });
		return json({ id: 'a' });
	};
	expect(await attach(SEVERAL, true)).toBe('done');
});
