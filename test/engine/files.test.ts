import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

import { Container } from '@n8n/di';
import { BinaryDataConfig } from 'n8n-core';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Operation } from '../../nodes/shared/operation/Operation';
import { operation } from '../../nodes/shared/operation/Operation';
import { parameter } from '../../nodes/shared/parameters/reading/Parameter';
import { useOperations } from '../harness/nodeTypes';
import { runNode } from '../harness/runNode';
import { byKey } from './server/credential';

jest.setTimeout(30_000);

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const FILE = randomBytes(700_001);

/** The channel of bytes, as operations use it: one that sends the file of an item, one that keeps a file. */
const operations: Operation[] = [
	operation({
		resource: 'file',
		value: 'upload',
		name: 'Upload',
		action: 'Upload file',
		description: 'Uploads',
		effect: 'once',
		parameters: [
			parameter(
				'property',
				{ displayName: 'Property', name: 'property', type: 'string', default: 'data' },
				async (reader) =>
					await reader.file(reader.get('property') === '*' ? reader.fileProperties.join() : String(reader.get('property')), 'Property'),
			),
		],
		plan: ({ property: bytes }) => ({
			request: { method: 'POST', path: ['Attachment'], bytes },
			output: (body) => ({ ...(body as object), name: bytes.name }),
		}),
	}),
	operation({
		resource: 'file',
		value: 'download',
		name: 'Download',
		action: 'Download file',
		description: 'Downloads',
		effect: 'read',
		parameters: [],
		plan: () => ({
			files: async ({ download }) => {
				const file = await download({ method: 'GET', path: ['Attachment', 'file', 'a1'] }, (headers) => ({
					name: 'übung “1”.bin',
					type: String(headers['content-type']),
				}));
				return [{ json: { id: 'a1' }, binary: { data: file } }];
			},
		}),
	}),
];

interface Seen {
	headers: IncomingMessage['headers'];
	hash: string;
	length: number;
}
type Answer = (request: IncomingMessage, response: ServerResponse, index: number) => void;

let answer: Answer;
const seen: Seen[] = [];
const server = createServer(
	(request, response) =>
		void (async () => {
			const parts: Buffer[] = [];
			for await (const part of request) parts.push(part as Buffer);
			const body = Buffer.concat(parts);
			seen.push({ headers: request.headers, hash: hash(body), length: body.length });
			answer(request, response, seen.length - 1);
		})(),
);
let url = '';
beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	useOperations('files', operations);
});
afterAll(async () => await new Promise((resolve) => server.close(resolve)));
beforeEach(() => void seen.splice(0));

const run = async (value: string, items?: INodeExecutionData[]) =>
	await runNode({ credentials: byKey(url), type: 'files', parameters: { resource: 'file', operation: value, property: 'data' }, items });
const withFile = (bytes: Buffer): INodeExecutionData => ({
	json: {},
	binary: { data: { data: bytes.toString('base64'), mimeType: 'application/x-test', fileName: 'a.bin' } },
});
const json = (response: ServerResponse, status: number, body: unknown) =>
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const disposition = { 'content-type': 'application/x-test', 'content-disposition': 'attachment; filename="a.bin"' };
const whole: Answer = (_, response) => void response.writeHead(200, { ...disposition, 'content-length': FILE.length }).end(FILE);

describe('a file of an item', () => {
	it.each([0, 1, 2, 3, 65_536 * 3 + 1, FILE.length])('of %d bytes arrives as it is, with its length and type', async (length) => {
		answer = (_, response) => json(response, 200, { id: 'a1' });
		const bytes = FILE.subarray(0, length);
		const { json: output, error } = await run('upload', [withFile(bytes)]);
		expect(error).toBeUndefined();
		expect(output).toEqual([{ id: 'a1', name: 'a.bin' }]);
		expect(seen).toMatchObject([
			{ hash: hash(bytes), length, headers: { 'content-type': 'application/x-test', 'content-length': String(length) } },
		]);
	});

	it.each([(text: string) => text.replace(/.{76}/g, '$&\n'), (text: string) => `data:application/x-test;base64,${text}`])(
		'however its base64 is written',
		async (written) => {
			answer = (_, response) => json(response, 200, { id: 'a1' });
			const item = withFile(FILE.subarray(0, 5_000));
			const { error } = await run('upload', [
				{ ...item, binary: { data: { ...item.binary?.data, data: written(String(item.binary?.data?.data)) } as IBinaryData } },
			]);
			expect(error).toBeUndefined();
			expect(seen).toMatchObject([{ hash: hash(FILE.subarray(0, 5_000)), headers: { 'content-length': '5000' } }]);
		},
	);

	describe.each(['filesystem', 'default'] as const)('in a workflow with n8n’s execution logic “v2”, and its mode “%s”', (mode) => {
		// n8n moves files into the data of items, but not in the latter mode.
		beforeEach(() => void jest.replaceProperty(Container.get(BinaryDataConfig), 'mode', mode));
		afterEach(() => void jest.restoreAllMocks());

		it.each(['data', '*'])('is found as “%s”', async (property) => {
			answer = (_, response) => json(response, 200, { id: 'a1' });
			const parameters = { resource: 'file', operation: 'upload', property };
			const { error } = await runNode({
				...{ credentials: byKey(url), type: 'files', binaryMode: 'combined' },
				...{ parameters, items: [withFile(FILE)] },
			});
			expect(error).toBeUndefined();
			expect(seen).toMatchObject([{ hash: hash(FILE), headers: { 'content-type': 'application/x-test' } }]);
		});
	});

	it('that is only said to be in the data of the item is none', async () => {
		const { error } = await run('upload', [{ json: { _files: withFile(FILE).binary } as unknown as IDataObject }]);
		expect(error?.message).toBe('The item has no file in “data”, which “Property” names');
		expect(error?.description).toMatch(/^It has no files at all/);
		expect(seen).toEqual([]);
	});

	it('that is not there is refused by its name, before anything is sent', async () => {
		const { error } = await run('upload', [{ json: {} }]);
		expect(error?.message).toMatch(/data/);
		expect(seen).toEqual([]);
	});

	it('is not sent again where it may have been taken', async () => {
		answer = (request) => void request.socket.destroy();
		const { error } = await run('upload', [withFile(FILE)]);
		expect(error?.message).toBeDefined();
		expect(seen).toHaveLength(1);
	});

	it('is sent again where it was not taken', async () => {
		answer = (_, response, index) => (index ? json(response, 200, { id: 'a1' }) : response.writeHead(429, { 'retry-after': '0' }).end());
		const { error } = await run('upload', [withFile(FILE)]);
		expect(error).toBeUndefined();
		expect(seen.map((one) => one.hash)).toEqual([hash(FILE), hash(FILE)]);
	});
});

describe('a file that is downloaded', () => {
	const download = async () => {
		const { items, error } = await run('download');
		const { data, mimeType, fileName } = items[0]?.binary?.data ?? {};
		return { error, json: items[0]?.json, hash: data === undefined ? undefined : hash(Buffer.from(data, 'base64')), mimeType, fileName };
	};
	const kept = { error: undefined, json: { id: 'a1' }, hash: hash(FILE), mimeType: 'application/x-test', fileName: 'übung “1”.bin' };

	it('is kept as it is', async () => {
		answer = whole;
		expect(await download()).toEqual(kept);
		expect(seen).toHaveLength(1);
	});

	it('that comes compressed is kept as it is', async () => {
		const text = Buffer.from('a text that repeats itself '.repeat(5_000));
		const packed = gzipSync(text);
		answer = (_, response) =>
			void response.writeHead(200, { ...disposition, 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
		expect(await download()).toEqual({ ...kept, hash: hash(text) });
		expect(seen[0]?.headers['accept-encoding']).toBe('identity');
	});

	it.each<[string, Answer]>([
		[
			'that breaks off',
			(_, response) => {
				response.writeHead(200, { ...disposition, 'content-length': FILE.length });
				response.write(FILE.subarray(0, 300_000), () => response.destroy());
			},
		],
		[
			'that breaks off, its length unknown',
			(_, response) => {
				response.writeHead(200, disposition);
				response.write(FILE.subarray(0, 300_000), () => response.destroy());
			},
		],
		['that is answered 502 first', (_, response) => void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>')],
	])('%s is asked for anew', async (_title, fault) => {
		answer = (request, response, index) => (index ? whole(request, response, index) : fault(request, response, index));
		expect(await download()).toEqual(kept);
		expect(seen).toHaveLength(2);
	});

	it.each<[string, Answer, RegExp]>([
		[
			'a page',
			(_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>Log in</title>'),
			/does not look like EspoCRM's/,
		],
		['JSON', (_, response) => json(response, 200, { id: 'x' }), /does not look like EspoCRM's/],
		[
			'a refusal',
			(_, response) => void response.writeHead(403, { 'x-status-reason': 'No access to the file.' }).end(),
			/No access to the file/,
		],
		['a missing file', (_, response) => void response.writeHead(404, { 'x-status-reason': '' }).end(), /not/],
	])('%s is no file', async (_title, given, message) => {
		answer = given;
		const { error, hash: found } = await download();
		expect([found, error?.message]).toEqual([undefined, expect.stringMatching(message)]);
	});
});
