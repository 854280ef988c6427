import type { AuthenticationMethod } from '../../nodes/shared/api/login/EspoCredentials';
import { CredentialStore } from '../harness/CredentialStore';
import { runNode } from '../harness/runNode';
import { ID, READ } from './server/parameters';
import { startServer, type TestServer } from './server/startServer';

jest.setTimeout(30_000);

const COUNT = 20;
let server: TestServer;
beforeAll(
	async () =>
		(server = await startServer(({ url }) => ({
			body: url.includes('App/user') ? { token: 't1', user: { id: '1' } } : { id: ID, name: 'Acme' },
		}))),
);
afterAll(async () => await server.close());

async function readsIn(authentication: AuthenticationMethod): Promise<number> {
	const data = { apiKey: 'key', secretKey: 'secret', username: 'user', password: 'password', token: 'token' };
	const credentials = new CredentialStore({ authentication, url: server.url, ...data });
	const reads = jest.spyOn(credentials, 'getDecrypted');
	const { items, error } = await runNode({ credentials, parameters: READ, items: Array.from({ length: COUNT }, () => ({})) });
	expect(error).toBeUndefined();
	expect(items).toHaveLength(COUNT);
	return reads.mock.calls.length;
}

// One for the requests, and one for what the run is called by in the cache of metadata.
it.each(['apiKey', 'hmac', 'token', 'basic'] as const)(
	'%s: n8n reads the credential no more often for more items',
	async (authentication) => expect(await readsIn(authentication)).toBeLessThanOrEqual(2),
);

it('password: n8n reads it for each request, as a log-in changes it', async () =>
	expect(await readsIn('password')).toBeGreaterThanOrEqual(COUNT));
