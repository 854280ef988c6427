import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { sandboxUsers } from '../../sandbox/espocrm/sandboxUsers';
import { startSandbox, type Sandbox } from '../../sandbox/espocrm/startSandbox';
import { locator } from '../harness/locator';
import { ObjectStore } from '../harness/ObjectStore';
import { measureFile } from '../harness/measureFile';

jest.setTimeout(300_000);

const MEGABYTE = 1024 * 1024;
const SIZE = 100 * MEGABYTE;
const PART = Buffer.alloc(MEGABYTE, 'what EspoCRM sends; ');
const ID = '6b046affe09989a18';
const ATTACHMENT = { id: ID, name: 'large.bin', type: 'application/octet-stream', size: SIZE, isBeingUploaded: false };

let sandbox: Sandbox;
let store: ObjectStore;
/** How many bytes of files came. */
let received = 0;
/** Of what the pieces of the last upload hold. */
let pieces = createHash('sha256');

/** Counts files and forgets them; asks the sandbox for the rest. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const { method = '', url = '', headers } = request;
	const json = (body: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	if (url.includes('/Attachment/chunk/')) {
		const text = await bodyOf(request);
		const piece = Buffer.from(text.slice(text.indexOf(',') + 1).toString(), 'base64');
		pieces.update(piece);
		received += piece.length;
		return void json(true);
	}
	if (url.includes('/Attachment/file/')) return await sendFile(response);
	if (url.endsWith('/Attachment') || url.includes('/Attachment/')) {
		await bodyOf(request);
		return void json({ ...ATTACHMENT, isBeingUploaded: received < SIZE && method === 'GET' && received > 0 });
	}
	const found = await fetch(`${sandbox.url}${url}`, { headers: { 'x-api-key': String(headers['x-api-key']) } });
	json(await found.json());
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return Buffer.concat(parts);
}

async function sendFile(response: ServerResponse): Promise<void> {
	response.writeHead(200, { 'content-type': ATTACHMENT.type, 'content-disposition': 'attachment; filename="x"', 'content-length': SIZE });
	for (let sent = 0; sent < SIZE; sent += PART.length)
		if (!response.write(PART)) await new Promise((resolve) => response.once('drain', resolve));
	response.end();
}

const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
let credentials: { authentication: 'apiKey'; apiKey: string; url: string };
beforeAll(async () => {
	[sandbox, store] = await Promise.all([startSandbox({ sampleData: false }), ObjectStore.listen()]);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	credentials = { authentication: 'apiKey', apiKey: sandboxUsers.full.apiKey, url };
});
afterAll(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
	await Promise.all([sandbox.close(), store.close()]);
});
beforeEach(() => {
	[received, pieces] = [0, createHash('sha256')];
	store.objects.clear();
});

const repeated = (part: Buffer) => {
	const hash = createHash('sha256');
	for (let sent = 0; sent < SIZE; sent += part.length) hash.update(part);
	return hash.digest('hex');
};

it.each([
	// What n8n keeps as base64 is there before.
	'memory',
	'filesystem',
	's3',
] as const)('an upload of 100 MB from n8n’s mode “%s” never holds as much as the file', async (mode) => {
	const place = { attachTo: 'nothing', entityType: locator('Task'), fileField: 'attachments', content: 'binary', binaryFields: 'data' };
	const { error, json, peak } = await measureFile({
		credentials,
		parameters: { resource: 'file', operation: 'upload', ...place },
		mode,
		settings: store.settings,
		fileBytes: SIZE,
	});
	expect(error).toBeUndefined();
	expect(store.objects.size).toBe(mode === 's3' ? 1 : 0);
	expect(json).toMatchObject([{ id: ID, size: SIZE }]);
	expect(received).toBe(SIZE);
	expect(pieces.digest('hex')).toBe(repeated(Buffer.alloc(MEGABYTE, 'bytes of a large file; ')));
	expect(peak / SIZE).toBeLessThan(1);
});

const download = async (mode: 'filesystem' | 's3') =>
	await measureFile({
		credentials,
		parameters: { resource: 'file', operation: 'download', filesOf: 'ids', fileIds: ID, outputField: 'data' },
		mode,
		settings: store.settings,
	});

it('a download of 100 MB goes into n8n’s store as it comes, and is never held as a whole', async () => {
	const { error, hash, peak } = await download('filesystem');
	expect(error).toBeUndefined();
	expect(hash).toBe(repeated(PART));
	expect(peak / SIZE).toBeLessThan(1);
});

it('a download goes into an object store, which n8n gives it as a whole', async () => {
	const { error, hash } = await download('s3');
	expect(error).toBeUndefined();
	expect(hash).toBe(repeated(PART));
	const [stored] = store.objects.values();
	expect(stored?.headers).toMatchObject({ 'content-type': ATTACHMENT.type, 'x-amz-meta-filename': ATTACHMENT.name });
});
