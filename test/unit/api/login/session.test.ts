import type { EspoCredentials } from '../../../../nodes/shared/api/login/EspoCredentials';
import { renewedToken, type AskAppUser } from '../../../../nodes/shared/api/login/session';
import { aliveToken, storedToken } from '../../../../nodes/shared/api/login/sessionToken';

const base64 = (text: string) => Buffer.from(text).toString('base64');
let users = 0;
/** Another user each time: what is shared is shared per user. */
const newLogin = (): EspoCredentials => ({
	authentication: 'password',
	url: 'https://crm.example.com',
	username: `emma${++users}`,
	password: 'hidden',
});

interface Server {
	ask: AskAppUser;
	logIns: number;
	checks: number;
	alive: Set<string>;
}

function server(refuse?: { status: number; headers?: Record<string, string>; body?: unknown }): Server {
	const self: Server = {
		logIns: 0,
		checks: 0,
		alive: new Set(),
		ask: async (url, headers) => {
			await new Promise(setImmediate);
			expect(url).toBe('https://crm.example.com/api/v1/App/user');
			const [, secret = ''] = Buffer.from(headers['Espo-Authorization'] ?? '', 'base64')
				.toString()
				.split(':');
			if (headers['Espo-Authorization-By-Token'] === 'true') {
				self.checks++;
				return { status: self.alive.has(secret) ? 200 : 401, headers: {}, body: {} };
			}
			self.logIns++;
			if (refuse) return { headers: {}, body: '', ...refuse };
			const token = `t${self.logIns}`;
			self.alive.add(token);
			return { status: 200, headers: {}, body: { token, user: {} } };
		},
	};
	return self;
}

test('however many ask at once, one log-in is sent', async () => {
	const login = newLogin();
	const espo = server();
	const tokens = await Promise.all(Array.from({ length: 20 }, async () => await renewedToken(login, espo.ask, 0)));
	expect(espo.logIns).toBe(1);
	expect(new Set(tokens).size).toBe(1);
	expect(aliveToken({ ...login, sessionToken: tokens[0] })).toBe('t1');
});

test('the log-in is sent as user name and password', async () => {
	const login = { ...newLogin(), username: ' emma ' };
	const sent: Array<Record<string, string>> = [];
	await renewedToken(
		login,
		async (_, headers) => await Promise.resolve(sent.push(headers)).then(() => ({ status: 200, headers: {}, body: { token: 'x' } })),
		0,
	);
	expect(sent).toEqual([{ 'Espo-Authorization': base64('emma:hidden') }]);
});

test('late callers that still have the old token share the result', async () => {
	const login = newLogin();
	const espo = server();
	const first = await renewedToken(login, espo.ask, 0);
	expect(await renewedToken(login, espo.ask, 5_000)).toBe(first);
	expect(espo.logIns).toBe(1);
});

test('a refused password is not tried again by the others', async () => {
	const login = newLogin();
	const espo = server({ status: 401 });
	const outcomes = await Promise.allSettled(Array.from({ length: 20 }, async () => await renewedToken(login, espo.ask, 0)));
	expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
	await expect(renewedToken(login, espo.ask, 1_000)).rejects.toThrow('username or password');
	expect(espo.logIns).toBe(1);
});

test('later it is tried again', async () => {
	const login = newLogin();
	const espo = server({ status: 401 });
	await expect(renewedToken(login, espo.ask, 0)).rejects.toThrow();
	await expect(renewedToken(login, espo.ask, 10 * 60_000)).rejects.toThrow();
	expect(espo.logIns).toBe(2);
});

test('a corrected password is tried at once', async () => {
	const login = newLogin();
	await expect(renewedToken(login, server({ status: 401 }).ask, 0)).rejects.toThrow();
	const espo = server();
	expect(await renewedToken({ ...login, password: 'right' }, espo.ask, 1)).toBeDefined();
});

test('a token that still works is kept: nothing is logged in and nothing is sent again', async () => {
	const login = newLogin();
	const espo = server();
	espo.alive.add('t0');
	const present = { ...login, sessionToken: storedToken(login, 't0') };
	const answers = await Promise.all([renewedToken(present, espo.ask, 0), renewedToken(present, espo.ask, 0)]);
	expect(answers).toEqual([undefined, undefined]);
	expect([espo.logIns, espo.checks]).toEqual([0, 1]);
	espo.alive.clear();
	expect(await renewedToken(present, espo.ask, 1)).toBeDefined();
});

test('a dead token is replaced, once', async () => {
	const login = newLogin();
	const espo = server();
	const present = { ...login, sessionToken: storedToken(login, 'dead') };
	const tokens = await Promise.all(Array.from({ length: 5 }, async () => await renewedToken(present, espo.ask, 0)));
	expect(new Set(tokens).size).toBe(1);
	expect([espo.logIns, espo.checks]).toEqual([1, 1]);
});

test('a renewed token that dies too is replaced again', async () => {
	const login = newLogin();
	const espo = server();
	const first = await renewedToken(login, espo.ask, 0);
	espo.alive.clear();
	const second = await renewedToken({ ...login, sessionToken: first }, espo.ask, 1_000);
	expect(aliveToken({ ...login, sessionToken: second })).toBe('t2');
});

test('a token of another password is not even tried', async () => {
	const login = newLogin();
	const espo = server();
	espo.alive.add('t0');
	await renewedToken({ ...login, sessionToken: storedToken({ ...login, password: 'old' }, 't0') }, espo.ask, 0);
	expect([espo.logIns, espo.checks]).toEqual([1, 0]);
});

test('two users log in apart', async () => {
	const espo = server();
	await Promise.all([renewedToken(newLogin(), espo.ask, 0), renewedToken(newLogin(), espo.ask, 0)]);
	expect(espo.logIns).toBe(2);
});

test.each([
	[{ status: 401 }, /username or password/],
	[{ status: 401, headers: { 'x-status-reason': 'second-step-required' } }, /second factor/],
	[{ status: 403 }, /too many/],
	[{ status: 403, headers: { 'x-status-reason': 'Access denied.' } }, /Access denied/],
	[{ status: 302, headers: { location: 'https://other.example.com/' } }, /other\.example\.com/],
	[{ status: 503 }, /503/],
	[{ status: 200, body: '<html>' }, /returned no token/],
	[{ status: 200, body: { user: {}, token: null } }, /returned no token/],
])('a log-in answered with %j says why, without a secret', async (refuse, text) => {
	const login = newLogin();
	const attempt = renewedToken(login, server(refuse).ask, 0);
	await expect(attempt).rejects.toThrow(text);
	await expect(attempt).rejects.not.toThrow(new RegExp(`hidden|${base64('hidden')}|${base64(`${String(login.username)}:hidden`)}`));
});
