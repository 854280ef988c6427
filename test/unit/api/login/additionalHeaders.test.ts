import { additionalHeaders } from '../../../../nodes/shared/api/login/additionalHeaders';
import type { AuthenticationMethod, EspoCredentials } from '../../../../nodes/shared/api/login/EspoCredentials';
import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';

const headersOf = (secretHeaders: unknown, authentication: AuthenticationMethod = 'apiKey') =>
	additionalHeaders({ secretHeaders, authentication } as EspoCredentials);

test.each([undefined, null, '', {}, '{}'])('%j is none', (given) => expect(headersOf(given)).toEqual({}));

test.each<[unknown, Record<string, string>]>([
	['{"CF-Access-Client-Id": "a", "CF-Access-Client-Secret": "b"}', { 'CF-Access-Client-Id': 'a', 'CF-Access-Client-Secret': 'b' }],
	[{ 'X-Tenant': 5 }, { 'X-Tenant': '5' }],
	[{ 'X-Empty': '' }, { 'X-Empty': '' }],
	[{ "a!#$%&'*+.^_`|~-Z9": 'x' }, { "a!#$%&'*+.^_`|~-Z9": 'x' }],
	[{ 'X-Tab': 'a\tb ~é' }, { 'X-Tab': 'a\tb ~é' }],
	// A proxy in front of EspoCRM can have a log-in of its own.
	[{ Authorization: 'Basic eA==' }, { Authorization: 'Basic eA==' }],
])('%j', (given, headers) => expect(headersOf(given)).toEqual(headers));

test.each(['hidden', '["hidden"]', '"hidden"', '5', '{"a": "hidden"', [['a', 'hidden']], 5, true])(
	'%j is no object of headers, and the refusal does not show it',
	(given) => {
		expect(() => headersOf(given)).toThrow(InvalidInput);
		expect(() => headersOf(given)).toThrow(/must be JSON/);
		expect(() => headersOf(given)).not.toThrow(/hidden/);
	},
);

test.each(['', ' X-A', 'X-A ', 'X A', 'X:A', 'X-A\r\nHost', 'Ä'])('%j is no name of a header', (name) =>
	expect(() => headersOf({ [name]: 'x' })).toThrow(/a name that is not valid/),
);

test.each(['a\nb', 'a\rb', '\u0000', '\u007f', '€', true, null, ['a'], { a: 'b' }])('%j is no value of a header', (value) => {
	expect(() => headersOf({ 'X-A': value })).toThrow(/The value of “X-A” .* must be text on one line/);
});

test.each([
	'X-Api-Key',
	'x-hmac-authorization',
	'Espo-Authorization',
	'Espo-Authorization-By-Token',
	'X-Another-User',
	'HOST',
	'Content-Type',
	'content-length',
	'Accept',
	'Connection',
	'Transfer-Encoding',
	'Cookie',
	'Cookie2',
	'X-Version-Number',
	'X-Skip-Duplicate-Check',
	'X-No-Total',
])('%s is set by the nodes themselves', (name) =>
	expect(() => headersOf({ [name]: 'x' })).toThrow(`“${name}” can't be one of the “Additional Headers”`),
);

test.each(['X-Host', 'Hostname', 'My-Espo-Id', 'Accept-Language', 'X-Content-Type', 'X-Cookie', 'Cookies'])('%s is free', (name) =>
	expect(headersOf({ [name]: 'x' })).toEqual({ [name]: 'x' }),
);

test.each(['Authorization', 'authorization'])('%s is the log-in itself where that is sent as Basic', (name) => {
	expect(() => headersOf({ [name]: 'x' }, 'basic')).toThrow(/set this header themselves/);
	expect(headersOf({ [`Proxy-${name}`]: 'x', [`${name}-2`]: 'x' }, 'basic')).toEqual({ [`Proxy-${name}`]: 'x', [`${name}-2`]: 'x' });
});
