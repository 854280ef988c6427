import type { HttpRequest } from '../../../../nodes/shared/api/request/Send';
import { withoutSecrets } from '../../../../nodes/shared/n8n/transport/withoutSecrets';

const request = { method: 'GET', path: '/Account?x=1' } as HttpRequest;
const refusal = (body: unknown, status = 403, headers: Record<string, string> = {}) => ({ status, headers, body });
const key = { authentication: 'apiKey' as const, apiKey: 'abc/def+123' };

test.each<[string, unknown, unknown]>([
	['text', 'Key abc/def+123 is wrong, abc/def+123!', 'Key *** is wrong, ***!'],
	['text in which it is written as in an address', 'key=abc%2Fdef%2B123', 'key=***'],
	['text without it', 'No', 'No'],
])('%s', (_title, body, shown) => expect(withoutSecrets(refusal(body), key, request).body).toBe(shown));

test('headers', () => {
	expect(withoutSecrets(refusal('', 403, { 'x-status-reason': 'abc/def+123', other: 'x' }), key, request).headers).toEqual({
		'x-status-reason': '***',
		other: 'x',
	});
});

test('data stays, but the message of a failure of the server does not', () => {
	const data = { message: 'abc/def+123', id: 1 };
	expect(withoutSecrets(refusal(data, 409), key, request).body).toEqual(data);
	expect(withoutSecrets(refusal(data, 500), key, request).body).toEqual({ message: '***', id: 1 });
	for (const other of [{ message: 5 }, null, [1]]) expect(withoutSecrets(refusal(other, 500), key, request).body).toEqual(other);
});

test('a short one stands in too many texts: from six characters on', () => {
	expect(withoutSecrets(refusal('12345 123456'), { ...key, apiKey: '12345' }, request).body).toBe('12345 123456');
	expect(withoutSecrets(refusal('12345 123456'), { ...key, apiKey: '123456' }, request).body).toBe('12345 ***');
});

test('every secret of the credential, and what is sent for them', () => {
	const credentials = {
		authentication: 'password' as const,
		username: ' ann ',
		password: 'pass-word',
		sessionToken: 'session1',
		token: 'token-one',
		secretKey: 'secret-key',
	};
	const basic = Buffer.from('ann:pass-word').toString('base64');
	for (const secret of ['pass-word', 'session1', 'token-one', 'secret-key', basic])
		expect(withoutSecrets(refusal(`<${secret}>`), credentials, request).body).toBe('<***>');
});

test('a longer one first, as another may be a part of it', () => {
	const credentials = { ...key, apiKey: 'secret', secretKey: 'secret-and-more' };
	expect(withoutSecrets(refusal('secret-and-more'), credentials, request).body).toBe('***');
});
