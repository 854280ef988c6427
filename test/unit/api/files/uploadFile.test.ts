import { EspoError } from '../../../../nodes/shared/api/client/EspoError';
import { PartlyDone } from '../../../../nodes/shared/api/client/partlyDone';
import { uploadFile } from '../../../../nodes/shared/api/files/uploadFile';
import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { AttachmentServer, namedBytes, type Mishap } from '../../model/AttachmentServer';
import { json, refusal } from '../../model/requestParts';

const MEGABYTE = 1024 * 1024;
const CHUNK = 400_000;
const LARGE = Buffer.alloc(1_500_000, 'the contents of a large file; ');
const TO = { entityType: 'Task', field: 'attachments' };

let server: AttachmentServer;
beforeEach(() => void (server = new AttachmentServer()));

const upload = async (file = namedBytes(LARGE, { partBytes: 65_536 })) => await uploadFile(server.lookups(CHUNK), file, TO);
const failureOf = async (work: Promise<unknown>) =>
	await work.then(
		() => undefined,
		(error: unknown) => error,
	);
const chunks = () => server.sent.filter((request) => request.includes('/chunk/')).length;

it.each([1, 2, 3, 4, 1000, MEGABYTE])('%d bytes go in one request', async (length) => {
	const bytes = Buffer.alloc(length, 'abc');
	const stored = await upload(namedBytes(bytes, { partBytes: 65_536 }));
	expect(stored).toMatchObject({ name: 'a.txt', type: 'text/plain', size: length });
	expect(server.sent).toEqual(['POST Attachment']);
	expect(server.contents).toEqual([bytes.toString()]);
	expect([...server.files.values()][0]?.attributes).toMatchObject({ parentType: 'Task', field: 'attachments', role: 'Attachment' });
});

it('more goes in pieces', async () => {
	const stored = await upload();
	expect(stored).toMatchObject({ size: LARGE.length, isBeingUploaded: false });
	expect(chunks()).toBe(4);
	expect(server.contents).toEqual([LARGE.toString()]);
});

it('goes in one request where the server takes pieces of that size', async () => {
	await uploadFile(server.lookups(2_000_000), namedBytes(LARGE, { partBytes: 65_536 }), TO);
	expect(server.sent).toEqual(['POST Attachment']);
});

it('counts what does not say how long it is', async () => {
	await upload({ ...namedBytes('abc'), length: undefined });
	expect(server.contents).toEqual(['abc']);
});

describe('a piece', () => {
	const nth = (wanted: number, mishap: Mishap, times = 1) => {
		let [seen, made] = [0, 0];
		server.mishap = (request) => {
			if (!request.includes('/chunk/')) return undefined;
			if (seen++ < wanted || made === times) return undefined;
			made++;
			return mishap;
		};
	};
	const kinds: Array<[string, Mishap]> = [
		['that is lost', 'lost'],
		['whose answer is lost', 'answer lost'],
		['that a proxy answers', refusal(502, undefined, '<html>')],
		['that a page is the answer to', json('<html>', { 'content-type': 'text/html' })],
	];

	it.each(kinds.flatMap(([name, mishap]) => [0, 1, 2, 3].map((at): [number, string, Mishap] => [at, name, mishap])))(
		'%d %s arrives once',
		async (at, _name, mishap) => {
			nth(at, mishap);
			await upload();
			expect(server.contents).toEqual([LARGE.toString()]);
		},
	);

	it('that is lost again and again ends the upload, which is removed', async () => {
		nth(2, 'lost', Infinity);
		const error = await failureOf(upload());
		expect(error).toMatchObject({ kind: 'noAnswer' });
		expect(chunks()).toBe(2 + 3);
		expect(server.contents).toEqual([]);
	});

	it.each<[string, Record<string, string>]>([
		['half of which is there', { 'content-length': '250000' }],
		['after which too much is there', { 'content-length': '999999999' }],
		['of which nobody knows', {}],
	])('%s is not sent again', async (_name, headers) => {
		let lost = 0;
		server.mishap = (request) => {
			if (request.includes('/chunk/')) return lost++ === 0 ? 'lost' : undefined;
			return request.startsWith('HEAD') ? { status: 200, headers, body: '' } : undefined;
		};
		expect(await failureOf(upload())).toBeInstanceOf(EspoError);
		expect(chunks()).toBe(1);
		expect(server.contents).toEqual([]);
	});

	it('that is refused is not sent again', async () => {
		nth(1, refusal(403, 'Not allowed.'));
		expect(await failureOf(upload())).toMatchObject({ kind: 'forbidden' });
		expect(chunks()).toBe(2);
		expect(server.contents).toEqual([]);
	});
});

describe('what is stored is the whole file, or nothing', () => {
	it.each([
		['ends too early', LARGE.subarray(0, 900_000)],
		['goes on', Buffer.concat([LARGE, Buffer.from('more')])],
	])('where the source %s', async (_name, given) => {
		const error = await failureOf(upload(namedBytes(given, { length: LARGE.length, partBytes: 65_536 })));
		expect(String(error)).toMatch(/“a.txt” was not stored whole: it was to have 1500000 bytes, \d+ were sent/);
		expect(server.contents).toEqual([]);
	});

	it('where the source breaks', async () => {
		const file = namedBytes(LARGE);
		const open = async function* () {
			yield await Promise.resolve(LARGE.subarray(0, 500_000));
			throw new Error('The store is gone');
		};
		expect(String(await failureOf(upload({ ...file, open })))).toContain('The store is gone');
		expect(server.contents).toEqual([]);
	});

	it('where EspoCRM stores less of a small one', async () => {
		server.mishap = (request) => (request === 'POST Attachment' ? json({ id: '6b046affe09980000', size: 0 }) : undefined);
		const error = await failureOf(upload(namedBytes('abc')));
		expect(String(error)).toContain('EspoCRM stored 0 bytes of the 3 of “a.txt”');
		expect(server.sent).toContain('DELETE Attachment/6b046affe09980000');
	});

	it.each<[string, Mishap]>([
		['is refused', refusal(403, 'No.')],
		['is not done', json(false)],
	])('or is named where the removal %s', async (_name, mishap) => {
		server.mishap = (request) => (request.startsWith('DELETE') ? mishap : request.includes('/chunk/') ? refusal(403, 'No.') : undefined);
		const error = await failureOf(upload());
		expect(error).toBeInstanceOf(PartlyDone);
		expect(String(error)).toContain('stayed behind in EspoCRM: a.txt (6b046affe09980000)');
	});
});

it.each<[string, Parameters<typeof namedBytes>, Partial<Parameters<typeof uploadFile>[2]>, RegExp]>([
	['nothing in it', [''], {}, /is empty: it has 0 bytes/],
	['more than the field takes', ['abc', { length: 3 * MEGABYTE }], { largest: MEGABYTE }, /has 3 MB, and “attachments” takes 1 MB at most/],
	['more than EspoCRM takes', ['abc', { length: 6 * MEGABYTE }], {}, /has 6 MB, and EspoCRM takes 5 MB at most/],
	['a type that the field does not take', ['abc', { name: 'a.exe' }], { accept: ['.pdf', '.TXT'] }, /it takes \.pdf, \.TXT/],
	['no image for a field of images', ['abc'], { isImage: true }, /no image/],
])('with %s nothing is sent', async (_name, given, to, message) => {
	const error = await failureOf(uploadFile(server.lookups(CHUNK, 5 * MEGABYTE), namedBytes(...given), { ...TO, ...to }));
	expect(error).toBeInstanceOf(InvalidInput);
	expect(String(error)).toMatch(message);
	expect(server.sent).toEqual([]);
});

it.each([
	['a.PDF', ['.pdf']],
	['a.odt', ['application/vnd.oasis.opendocument.text']],
	['noextension', ['.pdf']],
	['a.pdf\u0000', ['.pdf']],
])('%j goes to a field that takes %j', async (name, accept) => {
	await uploadFile(server.lookups(), namedBytes('abc', { name }), { ...TO, accept });
	expect(server.contents).toEqual(['abc']);
});

it('names are stored without what breaks a download', async () => {
	await upload(namedBytes('abc', { name: 'a\r\nb\u202e.txt' }));
	expect([...server.files.values()][0]?.attributes.name).toBe('ab.txt');
});
