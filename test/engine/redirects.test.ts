import type { AuthenticationMethod } from '../../nodes/shared/api/login/EspoCredentials';
import { CredentialStore } from '../harness/CredentialStore';
import { PollingWorkflow } from '../harness/PollingWorkflow';
import { runNode } from '../harness/runNode';
import { testCredential } from '../harness/testCredential';
import { CREATE, DELETE, LINK, LIST, UPDATE } from './server/parameters';
import { startServer, type TestServer } from './server/startServer';

jest.setTimeout(30_000);

let server: TestServer;
let other: TestServer;
beforeAll(async () => {
	server = await startServer(() => ({}));
	other = await startServer(() => ({ body: { id: '1', total: 0, list: [], user: {}, token: 'x' } }));
});
afterAll(async () => {
	await server.close();
	await other.close();
});

const METHODS: AuthenticationMethod[] = ['apiKey', 'hmac', 'password', 'token', 'basic'];
const store = (authentication: AuthenticationMethod) =>
	new CredentialStore({
		authentication,
		url: server.url,
		apiKey: 'key',
		secretKey: 'secret',
		username: 'redirected',
		password: `password ${Math.random()}`,
		token: 'token',
	});

describe.each([301, 302, 303, 307, 308])('a redirect to another host (%d)', (status) => {
	beforeEach(() => {
		server.handle(({ url }) => ({ status, headers: { location: `${other.url}${url}`, 'content-type': 'text/html' } }));
		other.handle(() => ({ body: { id: '1', total: 0, list: [], user: {}, token: 'x' } }));
	});

	it.each(METHODS)('is not followed with %s; the message names it', async (method) => {
		for (const parameters of [LIST, CREATE, UPDATE, DELETE, LINK]) {
			const { error } = await runNode({ credentials: store(method), parameters });
			expect(error?.message).toContain(other.url);
			expect(error?.message).not.toMatch(/may have/);
		}
		await expect(new PollingWorkflow({ credentials: store(method), parameters: {}, id: `${status}${method}` }).activate()).rejects.toThrow(
			other.url,
		);
		expect((await testCredential(store(method))).status).toBe('Error');
		for (const followRedirects of [true, false]) {
			const parameters = { url: `${server.url}/api/v1/Account`, followRedirects };
			await runNode({ credentials: store(method), parameters, type: 'n8n-nodes-base.httpRequest', onError: 'continueRegularOutput' });
		}
		expect(other.requests).toEqual([]);
	});
});

it.each<[string, string, string]>([
	['a path', '/login', '“/login”'],
	['another scheme', 'javascript:alert(1)', 'redirects to'],
	['nothing', '', 'another address'],
])('to %s is named too', async (_title, location, text) => {
	server.handle(() => ({ status: 302, headers: { location } }));
	expect((await runNode({ credentials: store('apiKey'), parameters: LIST })).error?.message).toContain(text);
	expect(server.requests).toHaveLength(1);
});

it.each([
	'http://127.0.0.2:1/api/v1/Account',
	'https://elsewhere.example.com/api/v1/Account',
	'http://user:pass@127.0.0.2:1/',
	'http:127.0.0.2:1/',
	'//127.0.0.2:1/api/v1/Account',
])('the HTTP Request node sends the credential not to %s', async (url) => {
	server.handle(() => ({ status: 404 }));
	const { error } = await runNode({ credentials: store('apiKey'), parameters: { url }, type: 'n8n-nodes-base.httpRequest' });
	expect(error?.message).toBeTruthy();
	// A path stays below the credential's own address.
	for (const request of server.requests) expect(request.url).toBe(`/api/v1${url}`);
});
