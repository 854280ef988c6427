import type { IHttpRequestOptions } from 'n8n-workflow';

import { hmacHeaders } from '../../../../nodes/shared/api/login/authentication';
import type { EspoCredentials } from '../../../../nodes/shared/api/login/EspoCredentials';
import { storedToken } from '../../../../nodes/shared/api/login/sessionToken';
import { authenticatedRequest } from '../../../../nodes/shared/n8n/transport/authenticatedRequest';

const url = 'https://crm.example.com';
const key: EspoCredentials = { authentication: 'apiKey', url, apiKey: 'k1' };
const hmac: EspoCredentials = { authentication: 'hmac', url, apiKey: 'k1', secretKey: 's1' };
const login = { url, username: 'emma', password: 'hidden' };
const password: EspoCredentials = { authentication: 'password', ...login, sessionToken: storedToken(login, 'abc') };
const credentials: EspoCredentials[] = [
	key,
	hmac,
	password,
	{ authentication: 'token', ...login, token: 'abc' },
	{ authentication: 'basic', ...login },
];
type Sent = IHttpRequestOptions & { uri?: string; headers: Record<string, string> };
const sent = (given: EspoCredentials, options: Partial<Sent>) => authenticatedRequest(given, options as IHttpRequestOptions) as Sent;

test.each([
	[url, '/Account', 'https://crm.example.com/api/v1/Account'],
	[`${url}/`, '/Account?searchParams=%7B%7D', 'https://crm.example.com/api/v1/Account?searchParams=%7B%7D'],
	['https://example.com/espocrm/#Account', '/Account', 'https://example.com/espocrm/api/v1/Account'],
	[url, '/?entryPoint=pdf&entityId=1', 'https://crm.example.com/?entryPoint=pdf&entityId=1'],
	['https://example.com/espocrm', '/?entryPoint=pdf', 'https://example.com/espocrm/?entryPoint=pdf'],
	[`${url}/api/v1`, '/?entryPoint=pdf', 'https://crm.example.com/?entryPoint=pdf'],
	[url, '/?x=entryPoint', 'https://crm.example.com/api/v1/?x=entryPoint'],
	[url, 'https://crm.example.com/api/v1/Lead', 'https://crm.example.com/api/v1/Lead'],
	[url, 'https://CRM.example.com:443/api/v1/Lead', 'https://CRM.example.com:443/api/v1/Lead'],
])('credential for %s, request for %s', (site, path, expected) => {
	expect(sent({ ...key, url: site }, { url: path }).url).toBe(expected);
	expect(sent({ ...key, url: site }, { uri: path }).uri).toBe(expected);
});

test('a portal has a base path of its own', () => {
	expect(
		sent({ ...password, portalId: '5f1', sessionToken: storedToken({ ...login, portalId: '5f1' }, 'abc') }, { url: '/App/user' }).url,
	).toBe('https://crm.example.com/api/v1/portal-access/5f1/App/user');
	const portal = { ...key, portalId: '5f1' };
	expect(sent(portal, { url: '/?entryPoint=pdf' }).url).toBe('https://crm.example.com/portal/5f1/?entryPoint=pdf');
});

test('a base URL of the request counts', () => {
	expect(sent(key, { baseURL: 'https://crm.example.com/api/v1', url: '' }).url).toBe('https://crm.example.com/api/v1');
	expect(() => sent(key, { baseURL: 'https://evil.example.com', url: 'Account' })).toThrow('is not sent to');
});

describe.each(credentials)('$authentication', (given) => {
	test.each([
		'https://evil.example.com/api/v1/Account',
		'http://crm.example.com/api/v1/Account',
		'https://crm.example.com:8443/api/v1/Account',
		'https://crm.example.com@evil.example.com/',
		'https://crm.example.com.evil.example.com/',
	])('is not sent to %s', (address) => {
		for (const options of [{ url: address }, { uri: address }, { url: '/Account', uri: address }])
			expect(() => sent(given, options)).toThrow('is not sent to');
	});

	test('redirects are switched off in every spelling', () => {
		expect(sent(given, { url: '/Account', disableFollowRedirect: false })).toMatchObject({
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
			maxRedirects: 0,
		});
	});

	test("what was refused is not sent a second time, and the refusal reads like the server's", () => {
		const first = sent(given, { url: '/Account', method: 'GET' });
		const again = () => sent(given, { ...first, url: '/Account' });
		expect(again).toThrow(expect.objectContaining({ response: expect.objectContaining({ status: 401 }) as object }) as Error);
		expect(again).not.toThrow(/hidden|s1/);
	});

	test('the request itself is not changed, and its own headers stay', () => {
		const options = { url: '/Account', method: 'POST', body: { a: 1 }, headers: { 'X-Skip-Duplicate-Check': 'true' } } as Partial<Sent>;
		const copy = JSON.stringify(options);
		expect(sent(given, options)).toMatchObject({ method: 'POST', body: { a: 1 }, headers: { 'X-Skip-Duplicate-Check': 'true' } });
		expect(JSON.stringify(options)).toBe(copy);
	});

	test.each([true, false])('certificates are checked unless the credential says otherwise (%s)', (ignoreSslIssues) => {
		const result = sent({ ...given, ignoreSslIssues }, { url: '/Account' });
		expect(result.skipSslCertificateValidation === true).toBe(ignoreSslIssues);
		expect((result as { rejectUnauthorized?: boolean }).rejectUnauthorized === false).toBe(ignoreSslIssues);
	});
});

test('a new token is sent although an old one was refused', () => {
	const first = sent(password, { url: '/Account' });
	const renewed = sent({ ...password, sessionToken: storedToken(login, 'def') }, { ...first, url: '/Account' });
	expect(renewed.headers['Espo-Authorization']).toBe(Buffer.from('emma:def').toString('base64'));
});

test.each([['nothing'], ['one of another password']])('without a token (%s) n8n is made to ask for one', (stored) => {
	const sessionToken = stored === 'nothing' ? '' : storedToken({ ...login, password: 'old' }, 'abc');
	expect(() => sent({ ...password, sessionToken }, { url: '/Account' })).toThrow(
		expect.objectContaining({ response: expect.objectContaining({ status: 401 }) as object }) as Error,
	);
});

test.each([
	['GET', url, '/Account?maxSize=2', '/Account'],
	['POST', url, '/Account', '/Account'],
	['GET', url, '/Account/a%2Fb%20c?x=/y', '/Account/a%2Fb%20c'],
	['GET', url, 'https://crm.example.com/api/v1/M%C3%BCller', '/M%C3%BCller'],
	['DELETE', 'https://example.com/espo/crm', '/Account/1', '/Account/1'],
	['GET', 'https://example.com/espo/crm', 'https://example.com/espo/crm/api/v1/App/user#x', '/App/user'],
	['PUT', url, 'https://crm.example.com/api/v1/Account/1/', '/Account/1/'],
	['GET', url, '/?entryPoint=pdf&entityId=1', '/'],
	['GET', 'https://example.com/espo/crm', '/?entryPoint=pdf', '/'],
	['GET', 'https://example.com/espo/crm', 'https://example.com/espo/crm/?entryPoint=download&id=1', '/'],
	['GET', 'https://example.com/espo/crm', 'https://example.com/espo/crm/api/v1/Account?entryPoint=1', '/Account'],
])('HMAC signs %s of %s %s as %s', (method, site, address, path) => {
	for (const name of ['url', 'uri']) {
		const { headers } = sent({ ...hmac, url: site }, { [name]: address, method: method as 'GET' });
		expect(headers).toMatchObject(hmacHeaders('k1', 's1', method, path));
	}
});

test('a request without a method is a GET', () =>
	expect(sent(hmac, { url: '/Account' }).headers).toMatchObject(hmacHeaders('k1', 's1', 'GET', '/Account')));

test.each(['', 'crm', 'ftp://crm.example.com'])('the URL %j in the credential is refused', (bad) => {
	expect(() => sent({ ...key, url: bad }, { url: '/Account' })).toThrow(/URL of EspoCRM|not an address/);
});
