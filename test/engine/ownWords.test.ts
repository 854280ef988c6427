import type { INode } from 'n8n-workflow';

import { EspoCrmConnectorApi } from '../../credentials/EspoCrmConnectorApi.credentials';
import { EspoError } from '../../nodes/shared/api/client/EspoError';
import { InvalidInput } from '../../nodes/shared/api/values/InvalidInput';
import { nodeError } from '../../nodes/shared/n8n/messages/nodeError';
import { runNode } from '../harness/runNode';
import { byKey } from './server/credential';
import { READ } from './server/parameters';
import { startServer, type TestServer } from './server/startServer';

/** The list of n8n-workflow (node.error.ts). */
const WORDS = [
	'ECONNREFUSED',
	'ECONNRESET',
	'ENOTFOUND',
	'ETIMEDOUT',
	'ERRADDRINUSE',
	'EADDRNOTAVAIL',
	'ECONNABORTED',
	'EHOSTUNREACH',
	'EAI_AGAIN',
	'ENOENT',
	'EISDIR',
	'ENOTDIR',
	'EACCES',
	'EEXIST',
	'EPERM',
	'GETADDRINFO',
];
const node: INode = { id: '1', name: 'EspoCRM', type: 'espoCrm', typeVersion: 1, position: [0, 0], parameters: {} };

let server: TestServer;
beforeAll(async () => (server = await startServer(() => undefined)));
afterAll(async () => await server.close());

describe.each(WORDS)('data with %s', (word) => {
	it.each([true, false, undefined])('keep our text (message only: %s)', (isMessageOnly) => {
		const duplicate = new EspoError({
			kind: 'duplicate',
			status: 409,
			request: { method: 'POST', path: ['Account'] },
			body: [{ id: '1', name: `Fr${word}s GmbH` }],
		});
		for (const error of [duplicate, new InvalidInput('Name', `“${word}” is none`, `Not ${word}.`), new Error(`It is ${word}`)]) {
			const { message } = nodeError(error, { node, isMessageOnly, note: word });
			expect(message).toContain(word);
		}
	});
});

it('has what makes HTTP Request offer the credential in the copy that n8n makes for its editor', () => {
	expect({ ...new EspoCrmConnectorApi() }).toHaveProperty('authenticate');
});

it.each(['resource', 'operation'])('says what to do after “Custom API Call” was chosen as %s', async (name) => {
	const { error } = await runNode({ credentials: byKey(server.url), parameters: { ...READ, [name]: '__CUSTOM_API_CALL__' } });
	expect(error).toMatchObject({
		message: expect.stringContaining('HTTP Request node'),
		description: expect.stringContaining('Predefined Credential Type'),
	});
});

it('sends the additional headers, and never instead of its own', async () => {
	server.handle(() => ({ body: { id: '6b046affe09989a18' } }));
	const more = (name: string, value: string) => ({ secretHeaders: JSON.stringify({ [name]: value }) });
	await runNode({ credentials: byKey(server.url, more('CF-Access-Client-Secret', 'abc')), parameters: READ });
	expect(server.requests[0]?.headers).toMatchObject({ 'cf-access-client-secret': 'abc' });
	for (const [name, value] of [
		['x-api-KEY', 'other'],
		['X-A', 'a\r\nX-Api-Key: b'],
		['Espo-Authorization', 'a'],
	] as const) {
		server.handle(() => ({ body: { id: '6b046affe09989a18' } }));
		const { error } = await runNode({ credentials: byKey(server.url, more(name, value)), parameters: READ });
		expect(error?.message).toContain('Additional Headers');
		expect(server.requests).toHaveLength(0);
	}
});

it.each<[number, Record<string, string>, string, RegExp]>([
	[404, { 'x-status-reason': 'Record not found.' }, '', /^EspoCRM did not find it/],
	[403, {}, 'error code: 1010', /in front of EspoCRM refused the request. A rule blocked.*error code: 1010/],
	[413, {}, '<html></html>', /larger than it allows/],
	[401, { 'www-authenticate': 'Basic realm="Staging"' }, '', /has a log-in of its own/],
	[401, {}, '', /^EspoCRM refused the API key/],
])('reads status %d with %j the same on every host', async (status, headers, body, message) => {
	server.handle(() => ({ status, headers: { 'content-type': 'text/html', ...headers }, body }));
	const { error } = await runNode({ credentials: byKey(server.url), parameters: READ });
	expect(`${error?.message}. ${error?.description}`).toMatch(message);
	expect(server.requests).toHaveLength(1);
});
