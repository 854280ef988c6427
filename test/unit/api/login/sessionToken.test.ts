import { aliveToken, storedToken } from '../../../../nodes/shared/api/login/sessionToken';

const login = { url: 'https://crm.example.com', portalId: '', username: 'emma', password: 'secret' };

test('a stored token comes back for the same log-in', () => {
	expect(aliveToken({ ...login, sessionToken: storedToken(login, 'abc') })).toBe('abc');
});

test.each([
	['password', { password: 'other' }],
	['user', { username: 'other' }],
	['server', { url: 'https://other.example.com' }],
	['portal', { portalId: '5f1' }],
])('with another %s it counts for nothing', (_, change) => {
	expect(aliveToken({ ...login, ...change, sessionToken: storedToken(login, 'abc') })).toBe('');
});

test('nothing stored is no token', () => {
	expect(aliveToken(login)).toBe('');
	expect(aliveToken({ ...login, sessionToken: '' })).toBe('');
});

test('the password is not in what is stored', () => expect(storedToken(login, 'abc')).not.toContain('secret'));
