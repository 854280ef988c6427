import type { AuthenticationMethod, EspoCredentials } from '../../nodes/shared/api/login/EspoCredentials';
import { CredentialStore } from '../harness/CredentialStore';
import { loadOptions, searchList } from '../harness/dropdown';
import { PollingWorkflow } from '../harness/PollingWorkflow';
import { runNode } from '../harness/runNode';
import { entity, fields, GET_USER, LINK, LIST_ALL, READ } from './server/parameters';
import { startServer, type Received, type TestServer } from './server/startServer';

jest.setTimeout(30_000);

const METHODS: AuthenticationMethod[] = ['apiKey', 'hmac', 'password', 'token', 'basic'];
const items = (count: number) => Array.from({ length: count }, (_, index) => ({ index }));
const ENTITY = { entityType: { __rl: true, mode: 'id', value: 'Account' } };

let server: TestServer;
let serial = 0;
beforeAll(async () => (server = await startServer(() => ({ status: 401 }))));
afterAll(async () => await server.close());

/** Wrong in every method; another user each time, so that nothing that an earlier case left in memory counts. */
const wrong = (authentication: AuthenticationMethod, more: EspoCredentials = {}) =>
	new CredentialStore({
		authentication,
		url: server.url,
		apiKey: 'wrong-key',
		secretKey: 'wrong-secret',
		username: `user${++serial}`,
		password: 'wrong',
		token: 'wrong-token',
		...more,
	});
const http = async (credentials: CredentialStore, count: number) =>
	await runNode({
		credentials,
		items: items(count),
		type: 'n8n-nodes-base.httpRequest',
		onError: 'continueRegularOutput',
		parameters: { method: 'GET', url: `${server.url}/api/v1/Account` },
	});

beforeEach(() => server.handle(() => ({ status: 401 })));

describe.each(METHODS)('a wrong %s costs one denied request', (method) => {
	it.each<[string, Parameters<typeof runNode>[0]['parameters'], number]>([
		['one item', READ, 1],
		['100 items', READ, 100],
		['100 creates', entity('create', { ...fields(), options: { requestsInFlight: 16, skipDuplicateCheck: true } }), 100],
		['values that need metadata', entity('create', fields({ name: null })), 10],
		['lists of all', LIST_ALL, 10],
		['links of many', LINK, 10],
		['the user', GET_USER, 10],
	])('%s', async (_title, parameters, count) => {
		const stopped = await runNode({ credentials: wrong(method), parameters, items: items(count) });
		expect(stopped.error).toMatchObject({ message: expect.stringMatching(/^EspoCRM refused /), httpCode: '401' });
		expect(server.requests).toHaveLength(1);

		server.handle(() => ({ status: 401 }));
		const { json } = await runNode({ credentials: wrong(method), parameters, items: items(count), onError: 'continueRegularOutput' });
		expect(json).toHaveLength(count);
		expect(json[count - 1]).toMatchObject({ error: expect.stringMatching(/^EspoCRM refused /) });
		expect(server.requests).toHaveLength(1);
	});

	it('in drop-downs', async () => {
		const load = async (work: (store: CredentialStore) => Promise<unknown>) => {
			server.handle(() => ({ status: 401 }));
			await expect(work(wrong(method))).rejects.toThrow(/^EspoCRM refused /);
			return server.requests.length;
		};
		expect(await load(async (credentials) => await searchList({ credentials, parameters: ENTITY }, 'searchEntityTypes'))).toBe(1);
		expect(await load(async (credentials) => await searchList({ credentials, parameters: ENTITY }, 'searchLinks'))).toBe(1);
		expect(await load(async (credentials) => await searchList({ credentials, parameters: ENTITY }, 'searchRecords'))).toBe(1);
		expect(await load(async (credentials) => await loadOptions({ credentials, parameters: ENTITY }, 'getWritableAttributes'))).toBe(1);
	});

	it.each(['activate', 'init'] as const)('in the trigger (%s)', async (mode) => {
		const workflow = new PollingWorkflow({ credentials: wrong(method), parameters: { source: 'myStream' }, id: `denied${++serial}` });
		await expect(workflow.activate(mode)).rejects.toThrow(/^EspoCRM refused /);
		expect(server.requests).toHaveLength(1);
		expect(workflow.staticData).toEqual({});
	});

	it('in the HTTP Request node', async () => {
		await http(wrong(method), 1);
		expect(server.requests).toHaveLength(1);
	});
});

it('refuses a wrong password once for many parallel requests of the HTTP Request node', async () => {
	const { json } = await http(wrong('password'), 20);
	expect(json).toHaveLength(20);
	expect(server.requests).toHaveLength(1);
});

it('stops at a lock-out and names it', async () => {
	server.handle(() => ({ status: 403, headers: { 'content-type': 'text/html' } }));
	for (const method of METHODS) {
		const { error } = await runNode({ credentials: wrong(method), parameters: READ });
		expect(error?.message).toMatch(/^EspoCRM is refusing log-ins from this address/);
		expect(error?.httpCode).toBe('403');
	}
	expect(server.requests).toHaveLength(METHODS.length);
});

it('does not ask for every single link during a lock-out', async () => {
	server.handle(() => ({ status: 403, headers: { 'content-type': 'text/html' } }));
	const parameters = { ...LINK, relatedIds: Array.from({ length: 50 }, (_, index) => `id${index}`).join() };
	await runNode({ credentials: wrong('apiKey'), parameters });
	expect(server.requests).toHaveLength(1);
});

describe('with a password', () => {
	const decoded = ({ headers }: Received) => Buffer.from(String(headers['espo-authorization']), 'base64').toString();
	const isLogIn = ({ headers }: Received) => headers['espo-authorization-by-token'] === undefined;
	const LOGIN = { authentication: 'password', password: 'right' } as const;

	/** A server that knows one password and the tokens that it gave, those that are still alive. */
	function accept(alive = new Set<string>()) {
		let count = 0;
		server.handle((request) => {
			const secret = decoded(request).split(':')[1] ?? '';
			if (isLogIn(request)) {
				if (secret !== 'right') return { status: 401 };
				alive.add(`token${++count}`);
				return { delayMs: 20, body: { token: `token${count}`, user: { id: '1' } } };
			}
			if (!alive.has(secret)) return { status: 401 };
			return request.method === 'POST' ? { status: 500 } : { body: { id: '1', user: { id: '1' } } };
		});
		return alive;
	}

	it.each<[string, EspoCredentials]>([
		['missing', {}],
		['dead', { sessionToken: 'dead' }],
		['of another password', { sessionToken: 'token0.0123456789abcdef' }],
	])('logs in once for many requests when the token is %s', async (_title, more) => {
		accept();
		for (const run of [
			async (store: CredentialStore) => await http(store, 8),
			async (store: CredentialStore) => await runNode({ credentials: store, parameters: READ, items: items(8) }),
		]) {
			accept();
			const store = new CredentialStore({ ...LOGIN, url: server.url, username: `user${++serial}`, ...more });
			const { json } = await run(store);
			expect(json.filter(({ error }) => error === undefined)).toHaveLength(8);
			expect(server.requests.filter(isLogIn)).toHaveLength(1);
			expect(String(store.data.sessionToken)).toMatch(/^token1\./);
		}
	});

	it('never sends the old token after the password was changed', async () => {
		const alive = accept();
		const credentials = new CredentialStore({ ...LOGIN, url: server.url, username: `user${++serial}` });
		await runNode({ credentials, parameters: READ });
		const old = [...alive][0] ?? '';
		credentials.replace({ ...(credentials.data as EspoCredentials), password: 'wrong' });
		server.requests.length = 0;
		const { error } = await runNode({ credentials, parameters: READ });
		expect(error?.message).toMatch(/refused the username or password/);
		expect(server.requests.map(decoded).filter((sent) => sent.includes(old))).toEqual([]);
	});

	it('keeps two credentials apart', async () => {
		accept();
		const stores = ['a', 'b'].map((name) => new CredentialStore({ ...LOGIN, url: server.url, username: `${name}${++serial}` }));
		await Promise.all(stores.map(async (credentials) => await runNode({ credentials, parameters: READ, items: items(4) })));
		expect(server.requests.filter(isLogIn)).toHaveLength(2);
		expect(new Set(stores.map(({ data }) => data.sessionToken)).size).toBe(2);
		for (const request of server.requests) expect(decoded(request)).toMatch(/^[ab]\d+:(right|token\d)$/);
	});

	it('sends a POST that is answered 500 once (HTTP Request node)', async () => {
		accept();
		const credentials = new CredentialStore({ ...LOGIN, url: server.url, username: `user${++serial}` });
		await runNode({
			credentials,
			type: 'n8n-nodes-base.httpRequest',
			onError: 'continueRegularOutput',
			parameters: { method: 'POST', url: `${server.url}/api/v1/Account`, body: '{"name":"x"}' },
		});
		expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
		expect(server.requests.filter(isLogIn)).toHaveLength(1);
	});

	it.each<[string, number, RegExp, boolean]>([
		['is under maintenance', 503, /could not be reached/, true],
		['sits behind a proxy that fails', 502, /could not be reached/, true],
		['points elsewhere', 302, /redirects to https:\/\/elsewhere\.example\.com/, false],
	])('a log-in that fails because the server %s is no ambiguous write', async (_title, status, message, repeated) => {
		server.handle(() => ({
			status,
			headers: { 'content-type': 'text/html', location: 'https://elsewhere.example.com/login?x=1' },
			body: '<html>Sorry</html>',
		}));
		const credentials = new CredentialStore({ ...LOGIN, url: server.url, username: `user${++serial}` });
		const { error } = await runNode({ credentials, parameters: entity('create', fields()) });
		expect(error?.message).toMatch(message);
		expect(error?.message).not.toMatch(/may have/);
		expect(server.requests.every(isLogIn)).toBe(true);
		expect(server.requests.length).toBe(repeated ? 4 : 1);
	});
});
