import { createHmac } from 'node:crypto';

import type { AuthenticationMethod } from '../../nodes/shared/api/login/EspoCredentials';
import { CredentialStore } from '../harness/CredentialStore';
import { searchList } from '../harness/dropdown';
import { PollingWorkflow } from '../harness/PollingWorkflow';
import { runNode } from '../harness/runNode';
import { testCredential } from '../harness/testCredential';
import { formsOf, leaks } from './server/leaks';
import { CREATE, GET_USER, READ } from './server/parameters';
import { closedPort, startServer, type Answer, type TestServer } from './server/startServer';

jest.setTimeout(30_000);

const SECRETS = {
	apiKey: 'KeyThatIsSecret0001',
	secretKey: 'SecretKeyThatIsSecret0002',
	password: 'Password&That=IsSecret0003',
	token: 'TokenThatIsSecret0004',
	username: 'someone',
};
const digests = ['GET /Account/6b046affe09989a18', 'POST /Account', 'GET /App/user', 'GET /Stream'].flatMap((text) => {
	const digest = createHmac('sha256', SECRETS.secretKey).update(text).digest();
	return [digest.toString('hex'), digest.toString('base64'), Buffer.concat([Buffer.from(`${SECRETS.apiKey}:`), digest]).toString('base64')];
});
const FORMS = [
	...formsOf([SECRETS.apiKey, SECRETS.secretKey, SECRETS.password, SECRETS.token, 'SessionThatIsSecret0005'], [SECRETS.username]),
	...digests,
];

const METHODS: AuthenticationMethod[] = ['apiKey', 'hmac', 'password', 'token', 'basic'];
const FAULTS: Array<[string, Answer]> = [
	['401', { status: 401 }],
	['403', { status: 403 }],
	['500', { status: 500 }],
	['a page', { headers: { 'content-type': 'text/html' }, body: '<html></html>' }],
	['a redirect', { status: 302, headers: { location: 'https://elsewhere.example.com/' } }],
];

let server: TestServer;
const printed: unknown[] = [];
beforeAll(async () => {
	server = await startServer(() => ({ status: 401 }));
	for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
		jest.spyOn(console, method).mockImplementation((...parts) => void printed.push(parts));
	jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean(printed.push(text)));
});
afterAll(async () => {
	jest.restoreAllMocks();
	await server.close();
});

const store = (authentication: AuthenticationMethod, url = server.url) =>
	new CredentialStore({
		authentication,
		url,
		...SECRETS,
		...(authentication === 'password' ? { sessionToken: 'SessionThatIsSecret0005' } : {}),
	});

describe.each(METHODS)('nothing shows the secrets of %s', (method) => {
	it.each(FAULTS)('after %s', async (_title, fault) => {
		server.handle(() => fault);
		for (const onError of [undefined, 'continueRegularOutput'] as const) {
			for (const parameters of [READ, CREATE]) {
				const result = await runNode({ credentials: store(method), parameters, onError });
				expect(result.error ?? result.json[0]?.error).toBeTruthy();
				expect(leaks(result, FORMS)).toEqual([]);
			}
		}
		const error: unknown = await searchList({ credentials: store(method) }, 'searchEntityTypes').catch((caught: unknown) => caught);
		expect(error).toBeInstanceOf(Error);
		expect(leaks(error, FORMS)).toEqual([]);
		const workflow = new PollingWorkflow({ credentials: store(method), parameters: { source: 'myStream' }, id: `secrets-${method}` });
		const refusal: unknown = await workflow.activate().catch((caught: unknown) => caught);
		expect(refusal).toBeInstanceOf(Error);
		expect(leaks([refusal, workflow.staticData, workflow.saved], FORMS)).toEqual([]);
		expect(leaks(await testCredential(store(method)), FORMS)).toEqual([]);
	});

	it.each<[string, (sent: string) => Answer]>([
		['a text', (sent) => ({ status: 403, headers: { 'content-type': 'text/plain' }, body: sent })],
		[
			'the title of a page',
			(sent) => ({ status: 403, headers: { 'content-type': 'text/html' }, body: `<html><title>${sent}</title></html>` }),
		],
		['a reason', (sent) => ({ status: 400, headers: { 'x-status-reason': sent } })],
		['a message', (sent) => ({ status: 503, body: { message: sent } })],
	])('after a refusal that repeats in %s what was sent', async (_title, answer) => {
		const credentials = new CredentialStore({ ...store(method).data, secretHeaders: '{"X-Proxy":"HeaderThatIsSecret0006"}' });
		for (const name of ['x-api-key', 'x-hmac-authorization', 'espo-authorization', 'authorization', 'x-proxy']) {
			server.handle(({ headers }) => answer(`wrong ${String(headers[name] ?? 'none')} here`));
			const result = await runNode({ credentials, parameters: CREATE });
			expect(result.error?.message).toBeTruthy();
			expect(leaks(result, [...FORMS, 'HeaderThatIsSecret0006'])).toEqual([]);
		}
	});

	it('when nobody answers or the connection breaks', async () => {
		server.handle(() => ({ cutAfter: 0 }));
		const results = [await runNode({ credentials: store(method), parameters: CREATE })];
		expect(results[0]?.error?.message).toBeTruthy();
		expect(leaks(results, FORMS)).toEqual([]);
	});

	it('when it works', async () => {
		const notes = [{ id: 'n1', number: 1, type: 'Post' }];
		server.handle(({ url }) => ({
			body: url.includes('App/user') ? { user: { id: '1' }, token: 'SessionThatIsSecret0005' } : { total: 1, list: notes },
		}));
		const workflow = new PollingWorkflow({ credentials: store(method), parameters: { source: 'myStream' }, id: `works-${method}` });
		await workflow.activate();
		const { json } = await runNode({
			credentials: store(method),
			parameters: { ...GET_USER, parts: ['user', 'acl', 'settings', 'preferences'] },
		});
		expect(json).toEqual([expect.objectContaining({ user: { id: '1' } })]);
		expect(leaks([json, workflow.saved, workflow.staticData], FORMS)).toEqual([]);
	});
});

it('does not show a key that cannot be sent', async () => {
	const credentials = new CredentialStore({ authentication: 'apiKey', url: server.url, apiKey: `${SECRETS.apiKey}\nX: “y”` });
	const result = await runNode({ credentials, parameters: READ });
	expect(result.error?.message).toBeTruthy();
	expect(leaks(result, FORMS)).toEqual([]);
});

it('does not show a password in the URL', async () => {
	for (const url of [
		`ftp://someone:${SECRETS.apiKey}@crm.example.com`,
		`https://someone:${SECRETS.apiKey}@crm.example.com`,
		`htps//someone:${SECRETS.apiKey}@crm.example.com`,
	]) {
		const result = await runNode({ credentials: new CredentialStore({ authentication: 'apiKey', url, apiKey: 'x' }), parameters: READ });
		expect(result.error?.message).toMatch(/URL|address/);
		expect(leaks(result, FORMS)).toEqual([]);
	}
});

it('says that nobody listens without the secret, after a log-in that could not be sent', async () => {
	const credentials = new CredentialStore({ authentication: 'password', ...SECRETS, url: `http://127.0.0.1:${await closedPort()}` });
	const result = await runNode({ credentials, parameters: CREATE });
	expect(result.error).toMatchObject({ message: 'EspoCRM could not be reached', description: expect.stringContaining('Nothing was sent') });
	expect(leaks(result, FORMS)).toEqual([]);
});

it('prints no secret', () => expect(leaks(printed, FORMS)).toEqual([]));
