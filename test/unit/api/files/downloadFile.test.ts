import { downloadFile, eachDownload } from '../../../../nodes/shared/api/files/downloadFile';
import { AttachmentServer, namedBytes } from '../../model/AttachmentServer';
import { uploadFile } from '../../../../nodes/shared/api/files/uploadFile';

const server = new AttachmentServer();
const stored = async () =>
	await uploadFile(server.lookups(), namedBytes('hello', { name: 'a/b.txt' }), { entityType: 'Task', field: 'files' });

it('asks for the size, so that what a proxy cut off is not taken for the whole', async () => {
	const { id } = await stored();
	server.sent.splice(0);
	const { info, file } = await downloadFile(
		server.client,
		id,
		async (request, nameOf) => await Promise.resolve({ ...request, ...nameOf({}) }),
	);
	expect(info).toMatchObject({ id, name: 'a/b.txt', size: 5 });
	expect(file).toEqual({ method: 'GET', path: ['Attachment', 'file', id], length: 5, name: 'a_b.txt', type: 'text/plain' });
	expect(server.sent).toEqual([`GET Attachment/${id}`]);
});

it('refuses one in the middle of its upload', async () => {
	const { id } = await stored();
	const file = server.files.get(id);
	if (file) file.attributes = { ...file.attributes, isBeingUploaded: true };
	const failure = await downloadFile(server.client, id, async () => await Promise.resolve('kept')).catch(String);
	expect(failure).toMatch('is not uploaded to its end');
});

it('no more than four are under way', async () => {
	let [underWay, most] = [0, 0];
	const files = Array.from({ length: 9 }, (_, index) => ({ id: String(index), name: 'a', field: 'f' }));
	const found = await eachDownload(files, async ({ id }) => {
		most = Math.max(most, ++underWay);
		await new Promise(setImmediate);
		underWay--;
		return id;
	});
	expect([found.join(''), most]).toEqual(['012345678', 4]);
});
