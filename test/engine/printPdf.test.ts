import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { hmacHeaders } from '../../nodes/shared/api/login/authentication';
import { CredentialStore } from '../harness/CredentialStore';
import { locator } from '../harness/locator';
import { runNode } from '../harness/runNode';
import { ID, record } from './server/parameters';

jest.setTimeout(60_000);

const PDF = Buffer.from('%PDF-1.7 Acme %%EOF');
const PARAMETERS = record('printPdf', ID, { templateId: locator('6b046acf9378a5ecb'), outputField: 'data' });

let print: (response: ServerResponse) => void;
const seen: IncomingMessage[] = [];
/** EspoCRM in a folder of its server. */
const server = createServer((request, response) => {
	seen.push(request);
	const { pathname } = new URL(request.url ?? '', 'http://x');
	const rows = JSON.stringify({ total: 1, list: [{ id: ID, name: 'Acme' }] });
	if (pathname === '/crm/api/v1/Account') response.writeHead(200, { 'content-type': 'application/json' }).end(rows);
	else if (pathname === '/crm/') print(response);
	else response.writeHead(404).end('<html>');
});
let url = '';
beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/crm`;
});
afterAll(async () => await new Promise((resolve) => server.close(resolve)));
beforeEach(() => void seen.splice(0));

const run = async (credential: object = { authentication: 'apiKey', apiKey: 'k1' }) =>
	await runNode({ credentials: new CredentialStore({ url, ...credential }), parameters: PARAMETERS });
const answerWith = (headers: Record<string, string>, body: Buffer | string) => (response: ServerResponse) =>
	void response.writeHead(200, headers).end(body);
const DISPOSITION = { 'content-disposition': 'inline; filename="Acme.pdf"' };

it('asks the entry point in the folder of the installation', async () => {
	print = answerWith({ ...DISPOSITION, 'content-type': 'application/pdf' }, PDF);
	const { error, items } = await run();
	expect(error).toBeUndefined();
	expect(seen[1]?.url).toBe(`/crm/?entryPoint=pdf&entityType=Account&entityId=${ID}&templateId=6b046acf9378a5ecb`);
	expect(items[0]?.binary?.data).toMatchObject({ fileName: 'Acme.pdf', mimeType: 'application/pdf', data: PDF.toString('base64') });
});

it('signs it as EspoCRM does: without query and folder', async () => {
	print = answerWith({ ...DISPOSITION, 'content-type': 'application/pdf' }, PDF);
	expect((await run({ authentication: 'hmac', apiKey: 'k1', secretKey: 's1' })).error).toBeUndefined();
	expect(seen[1]?.headers['x-hmac-authorization']).toBe(hmacHeaders('k1', 's1', 'GET', '/')['X-Hmac-Authorization']);
});

it.each<[string, Record<string, string>, string]>([
	['a page', { 'content-type': 'text/html' }, '<html><title>Log in</title></html>'],
	['a page with the name of a file', { ...DISPOSITION, 'content-type': 'text/html' }, '<html><title>Log in</title></html>'],
	['a picture', { ...DISPOSITION, 'content-type': 'image/png' }, 'PNG'],
	['no type', DISPOSITION, 'x'],
	['nothing', { 'content-type': 'application/pdf' }, ''],
])('never takes %s for the PDF', async (_title, headers, body) => {
	print = answerWith(headers, body);
	const { error, items } = await run();
	expect(error).toBeDefined();
	expect(items).toEqual([]);
});

it('never takes a part for the whole', async () => {
	const headers = { ...DISPOSITION, 'content-type': 'application/pdf', 'content-length': String(PDF.length + 5) };
	print = (response) => {
		response.writeHead(200, headers).write(PDF, () => response.destroy());
	};
	const { error, items } = await run();
	expect(error?.message).toMatch('the connection broke');
	expect(items).toEqual([]);
});
