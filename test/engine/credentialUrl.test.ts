import { runNode } from '../harness/runNode';
import { testCredential } from '../harness/testCredential';
import { byKey } from './server/credential';
import { GET_USER } from './server/parameters';
import { startServer, type TestServer } from './server/startServer';

jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => (server = await startServer(() => ({ body: { user: { id: '1' } } }))));
afterAll(async () => await server.close());
beforeEach(() => server.handle(() => ({ body: { user: { id: '1' } } })));

it.each([
	['', '/api/v1/App/user'],
	['/', '/api/v1/App/user'],
	['///', '/api/v1/App/user'],
	['/#', '/api/v1/App/user'],
	['/#Account/view/6b046affe09989a18', '/api/v1/App/user'],
	['#Account', '/api/v1/App/user'],
	['/?x=1', '/api/v1/App/user'],
	['/index.php', '/api/v1/App/user'],
	['/api/v1', '/api/v1/App/user'],
	['/api/v1/', '/api/v1/App/user'],
	['/api/v1/Account?maxSize=2', '/api/v1/App/user'],
	['/crm', '/crm/api/v1/App/user'],
	['/crm/', '/crm/api/v1/App/user'],
	['/a/b/crm/#Lead', '/a/b/crm/api/v1/App/user'],
	['/crm/api/v1/', '/crm/api/v1/App/user'],
	['/portal', '/portal/api/v1/App/user'],
	['/api/v1/portal-access/6b046affe09989a18/App/user', '/api/v1/portal-access/6b046affe09989a18/App/user'],
])('URL ending in “%s”', async (end, path) => {
	for (const url of [`${server.url}${end}`, `  ${server.url}${end}\n`, `${server.url}${end}`.replace('http:', 'HTTP:')]) {
		server.handle(() => ({ body: { user: { id: '1' } } }));
		const { error } = await runNode({ credentials: byKey(url), parameters: GET_USER });
		expect(error).toBeUndefined();
		expect((await testCredential(byKey(url))).status).toBe('OK');
		expect(server.requests.map(({ url: sent }) => sent)).toEqual([path, path]);
	}
});

it.each([
	['', /missing/],
	['   ', /missing/],
	['crm.example.com', /not an address/],
	['//crm.example.com', /not an address/],
	['ftp://crm.example.com', /not an address/],
	['javascript:alert(1)', /not an address/],
	['file:///etc/passwd', /not an address/],
	['http://', /not an address/],
	['https:// crm.example.com', /not an address/],
	['http://user:pass@crm.example.com', /must not contain a username or password/],
	['http://user@crm.example.com', /must not contain a username or password/],
	['undefined', /not an address/],
])('“%s” is refused with a clear message and nothing is sent', async (url, message) => await refused(url, message));

it('a URL of 10,000 characters is refused with a short message', async () => await refused('x'.repeat(10_000), /not an address/));

async function refused(url: string, message: RegExp) {
	const { error } = await runNode({ credentials: byKey(url), parameters: GET_USER });
	expect(error?.message).toMatch(message);
	expect(error?.message.length).toBeLessThan(300);
	expect(error?.description).toMatch(/Enter/);
	expect((await testCredential(byKey(url))).message).toMatch(message);
	expect(server.requests).toHaveLength(0);
}

it.each(['', '/portal', '/portal/6b046affe09989a18', '/portal/6b046affe09989a18/#Case', '/api/v1/'])(
	'URL of a portal ending in “%s”',
	async (end) => {
		const credentials = byKey(`${server.url}/crm${end}`, {
			authentication: 'token',
			username: 'u',
			token: 't',
			portalId: ' 6b046affe09989a18 ',
		});
		expect((await runNode({ credentials, parameters: GET_USER })).error).toBeUndefined();
		expect(server.requests.map(({ url }) => url)).toEqual(['/crm/api/v1/portal-access/6b046affe09989a18/App/user']);
	},
);

it.each(['../x', 'a/b', '%2e%2e', 'x'.repeat(100), 'ä'])('Portal ID “%s” is refused', async (portalId) => {
	const { error } = await runNode({
		credentials: byKey(server.url, { authentication: 'token', username: 'u', token: 't', portalId }),
		parameters: GET_USER,
	});
	expect(error?.message).toMatch(/not a portal ID/);
	expect(server.requests).toHaveLength(0);
});
