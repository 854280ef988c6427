import { EspoError } from '../../../../nodes/shared/api/client/EspoError';
import { PartlyDone } from '../../../../nodes/shared/api/client/partlyDone';
import { withUploads } from '../../../../nodes/shared/api/files/withUploads';
import type { StoredFile } from '../../../../nodes/shared/api/files/StoredFile';
import { AttachmentServer, namedBytes, type Mishap } from '../../model/AttachmentServer';
import { json, refusal } from '../../model/requestParts';

const TO = { entityType: 'Task', field: 'attachments' };
const UPLOADS = ['one', 'two'].map((name) => ({ file: namedBytes(name, { name }), to: TO }));

let server: AttachmentServer;
beforeEach(() => void (server = new AttachmentServer()));

const use = async (work: (stored: StoredFile[]) => Promise<unknown>) =>
	await withUploads(server.lookups(), UPLOADS, work).then(
		() => 'done',
		(error: unknown) => error,
	);
const failing = (error: Error) => async () => await Promise.reject(error);
const espoError = (kind: 'noAnswer' | 'invalid') => new EspoError({ kind, request: { method: 'PUT', path: ['Task', 'a'] } });

it('uploads are given in the order of the files, and stay when all goes well', async () => {
	const given: string[] = [];
	expect(await use(async (stored) => await Promise.resolve(given.push(...stored.map(({ name }) => name))))).toBe('done');
	expect(given).toEqual(['one', 'two']);
	expect(server.contents).toEqual(['one', 'two']);
});

it('what was refused leaves no upload, and is thrown as it is', async () => {
	const refused = espoError('invalid');
	expect(await use(failing(refused))).toBe(refused);
	expect(server.contents).toEqual([]);
});

it('an upload that fails takes those before it along', async () => {
	let uploads = 0;
	server.mishap = (request) => (request === 'POST Attachment' && ++uploads === 2 ? refusal(403, 'No.') : undefined);
	expect(await use(async () => await Promise.resolve())).toMatchObject({ kind: 'forbidden' });
	expect(server.contents).toEqual([]);
});

it('uploads that a record may have are kept, and named', async () => {
	const error = await use(failing(espoError('noAnswer')));
	expect(error).toBeInstanceOf(PartlyDone);
	expect(String(error)).toMatch(/kept, as the record may have them: one \(6b046affe09980000\), two \(6b046affe09980001\)/);
	expect(server.contents).toEqual(['one', 'two']);
});

it('what a failure has done besides is said first', async () => {
	const error = await use(failing(new PartlyDone('The mail is a draft.', espoError('invalid'), true)));
	expect(error).toMatchObject({ message: expect.stringMatching(/^The mail is a draft\. .*one \(6b0/), hasDone: true });
	expect(error).toHaveProperty('reason.kind', 'invalid');
});

it.each<[string, Mishap]>([
	['is refused', refusal(403, 'No.')],
	['is not answered', 'lost'],
	['is answered by a page', json('<html>', { 'content-type': 'text/html' })],
	['is not done', json(false)],
])('an upload whose removal %s is named, the other is removed', async (_name, mishap) => {
	server.mishap = (request) => (request === 'DELETE Attachment/6b046affe09980000' ? mishap : undefined);
	const error = await use(failing(espoError('invalid')));
	expect(String(error)).toContain('Uploaded files that nothing uses stayed behind in EspoCRM: one (6b046affe09980000).');
	expect(server.contents).toEqual(['one']);
});

it('one that is gone already is not said to be there', async () => {
	const refused = espoError('invalid');
	server.mishap = (request) => (request.startsWith('DELETE') ? refusal(404) : undefined);
	expect(await use(failing(refused))).toBe(refused);
});

it('one that a record has in spite of the failure stays', async () => {
	const inUse = (request: string): Mishap =>
		request === 'GET Attachment/6b046affe09980001' ? json({ id: '6b046affe09980001', parentId: 'a' }) : undefined;
	server.mishap = inUse;
	const error = await use(failing(espoError('invalid')));
	expect(String(error)).toContain('The record has the uploaded files nevertheless: two (6b046affe09980001).');
	expect(server.contents).toEqual(['two']);
});
