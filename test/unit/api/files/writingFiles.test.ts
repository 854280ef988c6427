import type { FileField } from '../../../../nodes/shared/api/files/fileField';
import { refuseUnfit } from '../../../../nodes/shared/api/files/refuseUnfit';
import { writingFiles, type FieldUpload } from '../../../../nodes/shared/api/files/writingFiles';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';
import { AttachmentServer, namedBytes } from '../../model/AttachmentServer';

const PHOTO: FileField = { entityType: 'Task', field: 'photo', isSingle: true, accept: [] };
const FILES: FileField = { entityType: 'Task', field: 'files', isSingle: false, accept: [] };
const REQUEST: EspoRequest = { method: 'POST', path: ['Task'], body: { name: 'x' } };
const IDS = ['6b046affe09980000', '6b046affe09980001', '6b046affe09980002'];
const upload = (field: FileField, ...names: string[]): FieldUpload => ({ field, files: names.map((name) => namedBytes(name, { name })) });

function writing(fields: FieldUpload[], failure?: Error) {
	const server = new AttachmentServer();
	const written: EspoRequest[] = [];
	const write = async (request: EspoRequest) => {
		written.push(request);
		return await (failure ? Promise.reject(failure) : Promise.resolve({ id: 't' }));
	};
	return { server, written, write: writingFiles({ ...server.lookups(), write }, fields), plain: write };
}

test('a record is written with the files of its fields, one or several', async () => {
	const { written, write, server } = writing([upload(FILES, 'a', 'b'), upload(PHOTO, 'c')]);
	expect(await write(REQUEST)).toEqual({ id: 't' });
	expect(written).toEqual([{ ...REQUEST, body: { name: 'x', filesIds: IDS.slice(0, 2), photoId: IDS[2] } }]);
	expect([...server.files.values()].map(({ attributes }) => [attributes.parentType, attributes.field, attributes.name])).toEqual([
		['Task', 'files', 'a'],
		['Task', 'files', 'b'],
		['Task', 'photo', 'c'],
	]);
});

test('a field is emptied by no files', async () => {
	const { written, write } = writing([upload(FILES), upload(PHOTO)]);
	await write({ ...REQUEST, body: undefined });
	expect(written[0]?.body).toEqual({ filesIds: [], photoId: null });
});

test('each record has uploads of its own, and none stays behind where it is refused', async () => {
	const { written, write } = writing([upload(PHOTO, 'c')]);
	await write(REQUEST);
	await write(REQUEST);
	expect(written.map(({ body }) => body?.photoId)).toEqual([IDS[0], IDS[1]]);
	const refused = writing([upload(PHOTO, 'c')], new Error('No'));
	await expect(refused.write(REQUEST)).rejects.toThrow('No');
	expect(refused.server.contents).toEqual([]);
});

test('without files it is the write itself', () => {
	const { write, server } = writing([]);
	void write(REQUEST);
	expect(server.sent).toEqual([]);
});

const MB = 1024 * 1024;
test.each<[name: string, size: number, limits: Parameters<typeof refuseUnfit>[2], message: string | undefined, hint: string]>([
	['a.txt', 1, {}, undefined, ''],
	['a.txt', 0, {}, 'is empty: it has 0 bytes', 'node'],
	['a.txt', MB, { largest: MB }, undefined, ''],
	['a.txt', 1.5 * MB, { largest: MB }, 'it has 1.5 MB, and EspoCRM takes 1 MB at most', 'Settings'],
	['a.txt', 1.234 * MB, { largest: MB, field: 'files' }, 'it has 1.23 MB, and “files” takes 1 MB at most', 'Max File Size'],
	['a.txt', 1, { accept: ['.pdf', '.png'], field: 'files' }, 'is of a type that “files” does not take: it takes .pdf, .png', 'Accept'],
	['a.b.PDF', 1, { accept: ['.png', '.pdf'], field: 'files' }, undefined, ''],
	['a.txt', 1, { accept: ['.pdf', 'image/*'], field: 'files' }, undefined, ''],
	['a', 1, { accept: ['.pdf'], field: 'files' }, undefined, ''],
	['a.', 1, { accept: ['.pdf'], field: 'files' }, undefined, ''],
])('%s of %d bytes where %j is taken: %s', (name, size, limits, message, hint) => {
	const refuse = () => refuseUnfit(namedBytes('', { name }), size, limits);
	if (message === undefined) return expect(refuse).not.toThrow();
	expect(refuse).toThrow(
		expect.objectContaining({
			parameter: '“data”',
			message: expect.stringMatching(new RegExp(`^The file “${name}” \\(“data”\\) .*${message.replace(/[.]/g, '\\.')}`)) as string,
			hint: expect.stringContaining(hint) as string,
		}) as Error,
	);
});
