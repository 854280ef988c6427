import type { AuthenticationMethod } from '../../nodes/shared/api/login/EspoCredentials';
import { CredentialStore } from '../harness/CredentialStore';
import { runNode } from '../harness/runNode';
import { formsOf, leaks } from './server/leaks';
import { ID, READ } from './server/parameters';
import { startServer, type Answer, type TestServer } from './server/startServer';

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

describe('a key that is changed during the run', () => {
	const OLD = 'old-key-0123456789';
	const NEW = 'new-key-9876543210';

	const run = async (answerTo: (key: string) => Answer, next = NEW) => {
		let credentials: CredentialStore | undefined;
		const keys: string[] = [];
		const changing = await startServer(({ headers }) => {
			const key = String(headers['x-api-key']);
			keys.push(key);
			// After the first answer somebody enters another key.
			if (keys.length === 2) credentials?.replace({ authentication: 'apiKey', url: changing.url, apiKey: next });
			return keys.length < 3 ? { body: { id: ID, name: 'Acme' } } : answerTo(key);
		});
		credentials = new CredentialStore({ authentication: 'apiKey', url: changing.url, apiKey: OLD });
		const parameters = READ;
		const result = await runNode({
			credentials,
			parameters,
			items: Array.from({ length: 6 }, () => ({})),
			onError: 'continueRegularOutput',
		});
		await changing.close();
		return { ...result, keys };
	};
	const denied: Answer = { status: 401, headers: { 'x-status-reason': '' } };

	it('is read once more when EspoCRM denies the old one', async () => {
		const { json, keys } = await run((key) => (key === OLD ? denied : { body: { id: ID, name: 'Acme' } }));
		expect(json).toHaveLength(6);
		expect(json.every(({ name }) => name === 'Acme')).toBe(true);
		expect(keys.filter((key) => key === NEW).length).toBeGreaterThan(0);
	});

	it('is not tried again when it is wrong too, and neither is shown', async () => {
		const { json, keys, run: whole } = await run(() => denied);
		expect(json.filter(({ error }) => error !== undefined).length).toBeGreaterThan(0);
		// One tries it, so that no more are refused than before.
		expect(keys.filter((key) => key === NEW)).toHaveLength(1);
		expect(leaks(whole, formsOf([OLD, NEW]))).toEqual([]);
	});

	it('a page that repeats the old key does not show it', async () => {
		const { run: whole } = await run((key) => ({
			status: 403,
			headers: { 'content-type': 'text/html' },
			body: `<p>${key} is blocked</p>`,
		}));
		expect(leaks(whole, formsOf([OLD]))).toEqual([]);
	});
});
