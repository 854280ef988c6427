import type { AuthenticationMethod, EspoCredentials } from '../../nodes/shared/api/login/EspoCredentials';
import { CredentialStore } from '../harness/CredentialStore';
import type { LoggedRequest } from '../harness/FaultProxy';
import { runNode } from '../harness/runNode';
import { testCredential } from '../harness/testCredential';
import { describeEspo } from './server/describeEspo';
import { entity, record } from './server/parameters';
import { skipped } from './server/skipped';

const user = { resource: 'user', operation: 'getCurrent' };
const isLogIn = ({ headers }: LoggedRequest) =>
	headers['espo-authorization'] !== undefined && headers['espo-authorization-by-token'] === undefined;
const isDenied = ({ status }: LoggedRequest) => status === 401;

describeEspo('authentication', (espo) => {
	let serial = 0;
	/** With another spelling of the URL, so that nothing that another case left in memory is used. */
	const fresh = (method: AuthenticationMethod, changes: EspoCredentials = {}) =>
		espo.store(method, { url: `${espo.proxy.url}/#${++serial}`, ...changes });
	const http = async (
		credentials: CredentialStore,
		items: Array<{ method?: string; url?: string; body?: string }>,
		onError?: 'continueRegularOutput',
	) =>
		await runNode({
			credentials,
			items,
			onError,
			type: 'n8n-nodes-base.httpRequest',
			parameters: {
				method: '={{ $json.method ?? "GET" }}',
				url: `={{ $json.url ?? "${espo.proxy.url}/api/v1/App/user" }}`,
				body: '={{ $json.body ?? "" }}',
			},
		});
	/** The token that n8n sent last. */
	const sentToken = () => {
		const sent =
			espo.proxy.requests
				.map(({ headers }) => String(headers['espo-authorization'] ?? ''))
				.filter(Boolean)
				.at(-1) ?? '';
		const [username = '', token = ''] = Buffer.from(sent, 'base64').toString().split(':');
		return { username, token };
	};
	const tokenOf = async () => {
		await espo.run(user, undefined, { credentials: fresh('password') });
		return sentToken();
	};

	describe.each<AuthenticationMethod>(['apiKey', 'hmac', 'password', 'token', 'basic'])('%s', (method) => {
		const configured = () =>
			espo.has(method === 'token' ? 'password' : method) ||
			!skipped(`no log-in by ${method} is given: ESPOCRM_HMAC_KEY with ESPOCRM_HMAC_SECRET, ESPOCRM_USERNAME with ESPOCRM_PASSWORD`);
		const store = async () =>
			method === 'token' ? new CredentialStore({ authentication: 'token', url: espo.proxy.url, ...(await tokenOf()) }) : fresh(method);

		it('passes the test button', async () => {
			if (configured()) expect(await testCredential(await store())).toEqual({ status: 'OK', message: 'Connection successful!' });
		});

		it('works in the EspoCRM node, with reads and writes', async () => {
			if (!configured()) return;
			const credentials = await store();
			const { json, error } = await espo.run(user, undefined, { credentials });
			expect(error).toBeUndefined();
			expect(json).toEqual([{ user: expect.objectContaining({ id: expect.any(String), userName: expect.any(String) }) }]);
			const [account] = await espo.json(
				{ ...entity('create', 'Account'), specifyFields: 'json', fieldsJson: `{ "name": "${espo.name(`by ${method}`)}" }` },
				[{}],
				{ credentials },
			);
			const id = String(account?.id);
			expect(
				await espo.json(
					entity('getAll', 'Account', { filters: { where: JSON.stringify([{ type: 'equals', attribute: 'id', value: id }]) } }),
					[{}],
					{ credentials },
				),
			).toHaveLength(1);
			expect(await espo.json(record('delete', 'Account', id), [{}], { credentials })).toEqual([{ deleted: true }]);
			expect(espo.sent).toEqual([`DELETE Account/${id}`]);
		});

		it('works in the HTTP Request node', async () => {
			if (!configured()) return;
			const me = { statusCode: 200, body: expect.objectContaining({ user: expect.objectContaining({ id: expect.any(String) }) }) };
			const { json, error } = await http(await store(), [{}, {}, { url: `${espo.proxy.url}/api/v1/Account?maxSize=1&select=name%2Cid` }]);
			expect(error).toBeUndefined();
			expect(json).toEqual([me, me, { statusCode: 200, body: expect.objectContaining({ list: expect.any(Array) }) }]);
		});

		it('costs one denied request when it is wrong', async () => {
			if (!configured()) return;
			const wrong: Record<AuthenticationMethod, EspoCredentials> = {
				apiKey: { apiKey: 'f'.repeat(32) },
				hmac: { secretKey: 'f'.repeat(32) },
				password: { password: 'not the password' },
				token: { token: 'f'.repeat(32) },
				basic: { password: 'not the password' },
			};
			const credentials = await store();
			credentials.replace({ ...(credentials.data as EspoCredentials), ...wrong[method] });
			const { error } = await espo.run(user, undefined, { credentials });
			expect(error).toMatchObject({ message: expect.stringMatching(/^EspoCRM refused the /), httpCode: '401' });
			expect(espo.proxy.requests.filter(isDenied)).toHaveLength(1);
			expect(espo.proxy.requests).toHaveLength(1);
		});
	});

	it('says so in the test button when the key is wrong, and asks once', async () => {
		const { status, message } = await testCredential(fresh('apiKey', { apiKey: 'e'.repeat(32) }));
		expect(status).toBe('Error');
		expect(message).toMatch(/API key/);
		expect(espo.proxy.requests).toHaveLength(1);
	});

	it.each([
		['trailing slashes', (url: string) => `${url}///`],
		['spaces around', (url: string) => `  ${url} `],
		['the address of a page', (url: string) => `${url}/#Account/view/6b046affe09989a18`],
		['the address of the API', (url: string) => `${url}/api/v1/`],
		['the address of a request', (url: string) => `${url}/api/v1/Account?maxSize=2`],
		['index.php', (url: string) => `${url}/index.php`],
	])('takes an URL with %s', async (_title, spelled) => {
		const { error } = await espo.run(user, undefined, { credentials: espo.store('apiKey', { url: spelled(espo.proxy.url) }) });
		expect(error).toBeUndefined();
		expect(espo.sent).toEqual(['GET App/user']);
	});

	it('refuses to send the credential to another host', async () => {
		const { error } = await http(fresh('apiKey'), [{ url: 'http://127.0.0.2:9/api/v1/App/user' }]);
		expect(error?.message).toMatch(/127\.0\.0\.2/);
	});

	describe('with a password', () => {
		const configured = () => espo.has('password') || !skipped('no user with a password is given: ESPOCRM_USERNAME with ESPOCRM_PASSWORD');
		const logIns = () => espo.proxy.requests.filter(isLogIn);
		const kill = async (token: string) => {
			const { status, body } = await espo.api.send('POST', 'App/destroyAuthToken', { token });
			return (status === 200 && body === true) || !skipped('this EspoCRM cannot end a token (before 7.4)');
		};

		it('logs in once for many parallel requests, and keeps the token', async () => {
			if (!configured()) return;
			const store = fresh('password');
			const me = await espo.run(user, undefined, { credentials: store });
			const id = String((me.json[0]?.user as { id: string }).id);
			const again = fresh('password');
			await espo.run(
				record('get', 'User', id),
				Array.from({ length: 12 }, () => ({})),
				{ credentials: again },
			);
			expect(logIns()).toHaveLength(1);
			expect(espo.proxy.requests.filter(isDenied)).toHaveLength(0);
			expect(String(again.data.sessionToken).length).toBeGreaterThan(8);
			await espo.run(user, undefined, { credentials: again });
			expect(espo.sent).toEqual(['GET App/user']);
			expect(logIns()).toHaveLength(0);
		});

		it('logs in once in the HTTP Request node', async () => {
			if (!configured()) return;
			espo.proxy.reset();
			expect((await http(fresh('password'), [{}, {}, {}, {}])).error).toBeUndefined();
			expect(logIns()).toHaveLength(1);
			expect(espo.proxy.requests).toHaveLength(5);
		});

		it.each(['EspoCRM', 'HTTP Request'])('logs in again once after the token ended (%s node)', async (node) => {
			if (!configured()) return;
			const store = fresh('password');
			await espo.run(user, undefined, { credentials: store });
			const dead = store.data.sessionToken;
			if (!(await kill(sentToken().token))) return;
			espo.proxy.reset();
			const items = [{}, {}, {}, {}];
			const { error, json } = node === 'EspoCRM' ? await espo.runOn(user, items, { credentials: store }) : await http(store, items);
			expect(error).toBeUndefined();
			expect(json).toHaveLength(4);
			expect(logIns()).toHaveLength(1);
			expect(store.data.sessionToken).not.toBe(dead);
			// A dead token is not counted as a denied log-in as long as it is sent as one.
			expect(
				espo.proxy.requests.filter((request) => isDenied(request) && request.headers['espo-authorization-by-token'] !== 'true'),
			).toHaveLength(0);
		});

		it('sends a write that failed only once, although n8n asks for another log-in', async () => {
			if (!configured()) return;
			const store = fresh('password');
			await espo.run(user, undefined, { credentials: store });
			espo.proxy.reset(({ method }) => (method === 'POST' ? { answer: { status: 500 } } : undefined));
			await http(
				store,
				[{ method: 'POST', url: `${espo.proxy.url}/api/v1/Account`, body: '{"name":"never stored"}' }],
				'continueRegularOutput',
			);
			expect(espo.proxy.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
			expect(logIns()).toHaveLength(0);
		});
	});

	it.each(['EspoCRM', 'HTTP Request'])('follows no redirect with the key (%s node)', async (node) => {
		espo.proxy.reset(() => ({ answer: { status: 302, headers: { location: `${espo.proxy.url}/elsewhere` } } }));
		const credentials = fresh('apiKey');
		const { error } =
			node === 'EspoCRM' ? await espo.runOn(user, undefined, { credentials }) : await http(credentials, [{}], 'continueRegularOutput');
		if (node === 'EspoCRM') expect(error?.message).toContain(new URL(espo.proxy.url).origin);
		expect(espo.sent).toEqual(['GET App/user']);
	});
});
