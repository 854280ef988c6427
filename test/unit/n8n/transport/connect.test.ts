import type { EspoCredentials } from '../../../../nodes/shared/api/login/EspoCredentials';
import { cancelSignal } from '../../../../nodes/shared/n8n/transport/cancelSignal';
import { connect } from '../../../../nodes/shared/n8n/transport/connect';
import { credentialIdentity } from '../../../../nodes/shared/n8n/transport/credentialIdentity';
import { metadataCache } from '../../../../nodes/shared/n8n/transport/metadataCache';
import type { RequestContext } from '../../../../nodes/shared/n8n/transport/RequestContext';
import { responseOf } from '../../../../nodes/shared/n8n/transport/responseOf';
import { sendingContext } from '../../model/sendingContext';

const KEY: EspoCredentials = { authentication: 'apiKey', apiKey: 'k1', url: 'https://crm.example.com' };
const HMAC: EspoCredentials = { ...KEY, authentication: 'hmac', secretKey: 's1' };
const LOGIN: EspoCredentials = { authentication: 'basic', username: 'ann', password: 'p1', url: KEY.url };
const contextOf = (given: EspoCredentials) => ({ getCredentials: async () => await Promise.resolve(given) }) as unknown as RequestContext;

describe('who a credential is', () => {
	test.each<[title: string, one: EspoCredentials, other: EspoCredentials, user: boolean, login: boolean, key: boolean]>([
		['the same', KEY, { ...KEY }, true, true, true],
		['the same site in other words', KEY, { ...KEY, url: `${KEY.url}/#Account` }, true, true, true],
		['a new key of the user', KEY, { ...KEY, apiKey: 'k2' }, true, false, false],
		['another way to log in by key', KEY, { ...KEY, authentication: 'hmac' }, true, false, false],
		[
			'the way that is meant where none is said',
			{ ...KEY, authentication: undefined },
			{ ...KEY, authentication: undefined, username: 'ann' },
			true,
			true,
			false,
		],
		['another secret', HMAC, { ...HMAC, secretKey: 's2' }, true, true, false],
		['another server', KEY, { ...KEY, url: 'https://b.example.com' }, false, false, false],
		['a portal', LOGIN, { ...LOGIN, portalId: 'x' }, false, false, false],
		['another user', LOGIN, { ...LOGIN, username: 'bob' }, false, false, false],
		['a left-over key beside a password', LOGIN, { ...LOGIN, apiKey: 'k' }, true, true, false],
		['another password', LOGIN, { ...LOGIN, password: 'p2' }, true, true, false],
		['the same user by token', LOGIN, { ...LOGIN, authentication: 'token', token: 't' }, true, false, false],
		['a left-over user beside a key', KEY, { ...KEY, username: 'bob' }, true, true, false],
	])('%s', async (_title, one, other, user, login, key) => {
		const [a, b] = await Promise.all([one, other].map(async (given) => await credentialIdentity(contextOf(given))));
		expect([a?.user === b?.user, a?.login === b?.login, a?.key === b?.key]).toEqual([user, login, key]);
	});

	test('gives no secret away, and knows the site', async () => {
		const identity = await credentialIdentity(contextOf(LOGIN));
		for (const text of [identity.user, identity.login, identity.key]) expect(text).toMatch(/^[0-9a-f]{32}$/);
		expect(identity.site.siteUrl).toBe(KEY.url);
	});
});

describe('metadata', () => {
	afterEach(() => void jest.restoreAllMocks());

	test('is kept for a minute, for each credential', async () => {
		let now = 1_000_000;
		jest.spyOn(Date, 'now').mockImplementation(() => now);
		const opened = async (given: EspoCredentials) => await metadataCache(contextOf(given))();
		const own = { ...KEY, apiKey: 'of this test' };
		const first = await opened(own);
		first.set('x', Promise.resolve(1));
		expect(await opened({ ...own, apiKey: 'another' })).not.toBe(first);
		now += 59_999;
		expect(await opened(own)).toBe(first);
		now += 1;
		const second = await opened(own);
		expect(second).not.toBe(first);
		expect(second.size).toBe(0);
		now += 59_999;
		expect(await opened(own)).toBe(second);
	});

	test('is the same for the whole of a run', async () => {
		let reads = 0;
		const context = {
			getCredentials: async () => await Promise.resolve({ ...KEY, apiKey: `run ${reads++}` }),
		} as unknown as RequestContext;
		const open = metadataCache(context);
		expect(await open()).toBe(await open());
		expect(reads).toBe(1);
	});
});

describe('a connection', () => {
	const whole = () => ({ statusCode: 200, body: '{"id":"a"}' });
	test.each<[title: string, isEditor: boolean, limits: object, timeout: number]>([
		['a run waits long', false, {}, 120_000],
		['who opens a drop-down waits', true, {}, 20_000],
		['what is asked for counts', true, { timeoutMs: 5_000 }, 5_000],
	])('%s', async (_title, isEditor, limits, timeout) => {
		const { context, sent } = sendingContext({ credentials: () => KEY, answer: whole });
		const { client } = connect(isEditor ? { ...context, getCurrentNodeParameter: () => undefined } : context, limits);
		expect(sent).toEqual([]);
		await client.request({ method: 'GET', path: ['Account', 'a'] });
		expect(sent[0]?.options.timeout).toBe(timeout);
	});

	test('ends with the execution', async () => {
		const { context } = sendingContext({ credentials: () => KEY, answer: whole, signal: AbortSignal.abort() });
		await expect(connect(context).client.request({ method: 'GET', path: ['A'] })).rejects.toMatchObject({ name: 'Cancelled' });
	});
});

test('only executions can be cancelled', () => {
	const { signal } = new AbortController();
	expect(cancelSignal({ getExecutionCancelSignal: () => signal } as unknown as RequestContext)).toBe(signal);
	expect(cancelSignal({} as unknown as RequestContext)).toBeUndefined();
});

test.each<[body: unknown, read: unknown]>([
	['{"a":1}', { a: 1 }],
	['[1]', [1]],
	['Sorry', 'Sorry'],
	['', ''],
	[undefined, ''],
	[null, ''],
	[{ a: 1 }, { a: 1 }],
	[Buffer.from('{"a":1}'), { a: 1 }],
])('the body %p is read', (body, read) => expect(responseOf(200, undefined, body)).toEqual({ status: 200, headers: {}, body: read }));
