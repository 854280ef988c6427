import { PartlyDone } from '../../../../nodes/shared/api/client/partlyDone';
import { removeFiles } from '../../../../nodes/shared/api/files/removeFiles';
import { AttachmentServer, type Mishap } from '../../model/AttachmentServer';
import { json, refusal } from '../../model/requestParts';

const HELD = '6b046affe0998000a';
const OTHER = '6b046affe0998000b';
const LAST = '6b046affe0998000c';
const RECORD = '6b046affe0998000d';

let server: AttachmentServer;
beforeEach(() => {
	server = new AttachmentServer();
	const own = { name: 'a.txt', type: 'text/plain', size: 1 };
	const held = { relatedType: 'Document', relatedId: RECORD, field: 'file' };
	server.files.set(HELD, { attributes: { id: HELD, ...own, ...held }, bytes: Buffer.from('a') });
	for (const id of [OTHER, LAST])
		server.files.set(id, { attributes: { id, ...own, parentType: 'Task', parentId: RECORD, field: 'files' }, bytes: Buffer.from('b') });
	server.records.set(`Document/${RECORD}`, { id: RECORD, fileId: HELD });
});

const remove = async (...ids: string[]) => await removeFiles(server.lookups(), ids);
const left = () => [...server.files.keys()];
const on = (method: string, mishap: Mishap, id = '') => {
	server.mishap = (request) => (request.startsWith(method) && request.includes(id) ? mishap : undefined);
};

it('the record lets go of its only file first', async () => {
	expect(await remove(HELD)).toEqual(new Map());
	expect(left()).toEqual([OTHER, LAST]);
	expect(server.records.get(`Document/${RECORD}`)).toEqual({ id: RECORD, fileId: null });
	expect(server.sent.slice(-2)).toEqual([`PUT Document/${RECORD}`, `DELETE Attachment/${HELD}`]);
});

it('all records that name it let go of it, in whichever field for one file', async () => {
	server.records.set('Document/first', { id: 'first', fileId: HELD, scanId: OTHER });
	server.records.set('Document/both', { id: 'both', fileId: HELD, scanId: HELD });
	expect(await remove(HELD)).toEqual(new Map());
	expect(server.records.get('Document/first')).toEqual({ id: 'first', fileId: null, scanId: OTHER });
	expect(server.records.get('Document/both')).toEqual({ id: 'both', fileId: null, scanId: null });
	expect(server.sent.filter((request) => !request.startsWith('PUT'))).toEqual([
		`GET Attachment/${HELD}`,
		'GET Document',
		`DELETE Attachment/${HELD}`,
	]);
});

it('it is not deleted where the second record does not let go', async () => {
	server.records.set('Document/second', { id: 'second', fileId: HELD });
	on('PUT', refusal(403, 'No.'), 'second');
	expect(String((await remove(HELD)).get(HELD))).toContain(`Document ${RECORD} does not have the file any more`);
	expect(left()).toContain(HELD);
});

it('nothing else is changed for a file in a field for several', async () => {
	expect(await remove(OTHER)).toEqual(new Map());
	expect(server.sent).toEqual([`GET Attachment/${OTHER}`, `DELETE Attachment/${OTHER}`]);
});

it('a record that holds another file by now keeps it', async () => {
	server.records.set(`Document/${RECORD}`, { id: RECORD, fileId: OTHER });
	expect(await remove(HELD)).toEqual(new Map());
	expect(server.sent).not.toContain(`PUT Document/${RECORD}`);
});

it('what EspoCRM deletes as the record lets go of it is deleted', async () => {
	on('DELETE', refusal(404));
	expect(await remove(HELD)).toEqual(new Map());
});

it('what is gone from a field for several is an error', async () => {
	on('DELETE', refusal(404));
	expect((await remove(OTHER)).get(OTHER)).toMatchObject({ kind: 'notFound' });
});

it.each<[string, Mishap]>([
	['is refused', refusal(403, 'No.')],
	['gets no answer', 'lost'],
	['is not done', json(false)],
])('where the deletion %s, it says that the record has lost the file', async (_name, mishap) => {
	on('DELETE', mishap);
	const failure = (await remove(HELD, LAST)).get(HELD);
	expect(failure).toBeInstanceOf(PartlyDone);
	expect(String(failure)).toContain(`a.txt (${HELD})`);
});

it('nothing is deleted while the record can not be asked, nor after it did not let go', async () => {
	on('GET Document', refusal(500));
	expect((await remove(HELD)).get(HELD)).toMatchObject({ kind: 'server' });
	on('PUT', refusal(403, 'No.'));
	expect((await remove(HELD)).get(HELD)).toMatchObject({ kind: 'forbidden' });
	expect(left()).toEqual([HELD, OTHER, LAST]);
});

it('files that are gone do not keep the others', async () => {
	const failed = await remove('6b046affe0998000e', OTHER, LAST);
	expect([...failed.keys()]).toEqual(['6b046affe0998000e']);
	expect(left()).toEqual([HELD]);
});

it('what else goes wrong ends it: those that follow are not tried', async () => {
	on('DELETE', refusal(403, 'No.'), OTHER);
	const failed = await remove(HELD, OTHER, LAST);
	expect([...failed.keys()]).toEqual([OTHER, LAST]);
	expect(left()).toEqual([OTHER, LAST]);
});

it('only the first says what happened to its record', async () => {
	on('DELETE', refusal(403, 'No.'), HELD);
	const failed = await remove(HELD, OTHER);
	expect(failed.get(HELD)).toBeInstanceOf(PartlyDone);
	expect(failed.get(OTHER)).toMatchObject({ kind: 'forbidden' });
});

it.each<[string, object]>([
	['of a picture within a text', { role: 'Inline Attachment' }],
	['without a type', { relatedType: null }],
	['whose type is no name', { relatedType: '../Document' }],
])('for a file %s no record is asked', async (_title, more) => {
	const file = server.files.get(HELD);
	server.files.set(HELD, { attributes: { ...file?.attributes, ...more }, bytes: Buffer.from('a') });
	expect(await remove(HELD)).toEqual(new Map());
	expect(server.sent).toEqual([`GET Attachment/${HELD}`, `DELETE Attachment/${HELD}`]);
});

it.each([404, 403])('a record that is not there, or not for this user (%d), can not let go of it', async (status) => {
	on('GET Document', refusal(status, 'No.'));
	expect(await remove(HELD)).toEqual(new Map());
	expect(left()).toEqual([OTHER, LAST]);
});
