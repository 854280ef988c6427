import { isFailedLogIn, renewedToken, type LogInAnswer } from '../../../../nodes/shared/api/login/session';
import { storedToken } from '../../../../nodes/shared/api/login/sessionToken';

let users = 0;
const newLogin = () => ({
	authentication: 'password' as const,
	url: 'https://crm.example.com',
	username: `jo${++users}`,
	password: 'hidden',
});

/** Logs in against a server that gives these answers one after the other, the last one for ever. */
function logInWith(...answers: Array<Partial<LogInAnswer>>) {
	const login = newLogin();
	let asked = 0;
	const ask = async () => {
		await new Promise(setImmediate);
		const answer = answers[Math.min(asked++, answers.length - 1)] ?? {};
		return { status: 200, headers: {}, body: '', ...answer };
	};
	return { login, ask, asked: () => asked, renew: async (now = 0, given = login) => await renewedToken(given, ask, now) };
}

const FOREIGN = { headers: { 'www-authenticate': 'Basic realm="Staging"' } };
const reason = (text: string) => ({ 'x-status-reason': text });

describe('what a refused log-in says', () => {
	test.each<[Partial<LogInAnswer>, says: RegExp]>([
		[{ status: 401 }, /^EspoCRM refused the username or password$/],
		[{ status: 401, headers: reason('second-step-required') }, /second factor/],
		[{ status: 401, headers: reason('other') }, /refused the username or password$/],
		[{ status: 401, ...FOREIGN }, /server in front of EspoCRM refused the log-in \(status 401\)/],
		[{ status: 403, body: '<html>' }, /server in front of EspoCRM refused the log-in \(status 403\)/],
		[{ status: 404, body: '<html>' }, /^EspoCRM answered the log-in with status 404$/],
		[{ status: 403 }, /too many wrong ones$/],
		[{ status: 403, headers: reason('Max failed login attempts exceeded.') }, /too many wrong ones$/],
		[{ status: 403, headers: reason('second-step-required') }, /status 403: second-step-required$/],
		[{ status: 403, headers: reason('Your Max failed login attempts') }, /status 403: Your Max/],
		[{ status: 299, headers: { location: 'x' } }, /answered the log-in with status 299$/],
		[{ status: 300, headers: { location: 'https://other' } }, /redirects to another address \(https:\/\/other\)/],
		[{ status: 399, headers: { location: 'https://other' } }, /redirects to another address/],
		[{ status: 400, headers: reason('Bad.') }, /^EspoCRM answered the log-in with status 400: Bad\.$/],
		[{ status: 503, headers: reason('') }, /^EspoCRM answered the log-in with status 503$/],
		[{ status: 200, body: { token: '' } }, /returned no token/],
		[{ status: 200, body: { token: 5 } }, /returned no token/],
		[{ status: 200, body: ['token'] }, /returned no token/],
	])('%j', async (answer, says) => await expect(logInWith(answer).renew()).rejects.toThrow(says));
});

describe('its answer goes with it, so that it is read like that of any request', () => {
	test('a refusal of EspoCRM has our words in the place of the body', async () => {
		const answer = { status: 401, body: { messageTranslation: {} } };
		await expect(logInWith(answer).renew()).rejects.toMatchObject({
			response: { status: 401, headers: { 'x-status-reason': '' }, data: 'EspoCRM refused the username or password' },
		});
	});

	test.each<Partial<LogInAnswer>>([
		{ status: 401, ...FOREIGN, body: 'x' },
		{ status: 403, headers: {}, body: 'x' },
		{ status: 403, headers: reason('Access denied.'), body: 'x' },
		{ status: 302, headers: { location: 'https://other' }, body: 'x' },
	])(
		'%j goes as it is',
		async (answer) =>
			await expect(logInWith(answer).renew()).rejects.toMatchObject({
				response: { status: answer.status, headers: answer.headers, data: 'x' },
			}),
	);

	test.each([500, 503, 429])('not that of a failure that passes (%d): it is no answer to the request', async (status) => {
		const error: unknown = await logInWith({ status })
			.renew()
			.catch((failure: unknown) => failure);
		expect(error).toBeInstanceOf(Error);
		expect(error).not.toHaveProperty('response');
	});
});

test.each([
	['EspoCRM could not be reached for the log-in (ECONNREFUSED)', true],
	['EspoCRM answered the log-in with status 500', true],
	['EspoCRM answered the log-in with status 503: Maintenance', true],
	['EspoCRM answered the log-in with status 429', true],
	['EspoCRM answered the log-in with status 404', false],
	['EspoCRM answered the log-in with status 418', false],
	['EspoCRM refused the username or password', false],
	['x: EspoCRM could not be reached for the log-in', false],
	['', false],
])('“%s” passes: %s', (text, passes) => expect(isFailedLogIn(text)).toBe(passes));

describe('for how long a result is shared', () => {
	test('a token for 30 seconds', async () => {
		const { renew, asked } = logInWith({ body: { token: 'a' } }, { body: { token: 'b' } });
		const first = await renew(0);
		expect(await renew(29_999)).toBe(first);
		expect(asked()).toBe(1);
		expect(await renew(30_000)).not.toBe(first);
		expect(asked()).toBe(2);
	});

	test('a refused password too, but not one that the server is too busy for', async () => {
		const refused = logInWith({ status: 401 });
		await expect(refused.renew(0)).rejects.toThrow();
		await expect(refused.renew(29_999)).rejects.toThrow();
		expect(refused.asked()).toBe(1);
		for (const status of [403, 404, 503]) {
			const busy = logInWith({ status }, { body: { token: 'a' } });
			await expect(busy.renew(0)).rejects.toThrow();
			expect(await busy.renew(1)).toBe(storedToken(busy.login, 'a'));
		}
	});

	test('a request that has the renewed token already, and finds it dead, logs in again', async () => {
		const { login, renew, asked } = logInWith({ body: { token: 'a' } }, { status: 401 }, { body: { token: 'b' } });
		const first = await renew(0);
		expect(await renew(1, { ...login, sessionToken: first } as typeof login)).toBe(storedToken(login, 'b'));
		expect(asked()).toBe(3);
	});

	test('what comes of an earlier log-in does not end the sharing of a later one', async () => {
		const { login, renew, asked } = logInWith({ status: 503 }, { body: { token: 'a' } });
		const failing = renew(0);
		const dead = { ...login, sessionToken: storedToken(login, '') } as typeof login;
		const later = renew(1, dead);
		await expect(failing).rejects.toThrow('503');
		expect(await later).toBe(storedToken(login, 'a'));
		expect(await renew(2, dead)).toBe(storedToken(login, 'a'));
		expect(asked()).toBe(2);
	});
});

test.each([401, 200, 500])('a token that answers with %d', async (status) => {
	const { login, renew, asked } = logInWith({ status }, { body: { token: 'b' } });
	const renewed = await renew(0, { ...login, sessionToken: storedToken(login, 'a') } as typeof login);
	// Whatever else is wrong, the log-in is not.
	expect(renewed).toBe(status === 401 ? storedToken(login, 'b') : undefined);
	expect(asked()).toBe(status === 401 ? 2 : 1);
});
