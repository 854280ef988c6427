import { authenticationHeaders, hmacHeaders, logInHeaders, tokenHeaders } from '../../../../nodes/shared/api/login/authentication';
import { storedToken } from '../../../../nodes/shared/api/login/sessionToken';

const apiKey = '26c4db6cca31da89efe83c8fbc4a6d99';
const secretKey = '033d0e68b1b908de79a73816742a1374';
const decoded = (value: string | undefined) => Buffer.from(value ?? '', 'base64');

/** Recorded on a real server (espocrm-api.md#hmac). */
test.each([
	['GET', '/App/user', 'a1974bfd60c3ccccc0c7a576bfad84d776747012c2701aa9ee98356b95957afd'],
	['GET', '/Account', 'bc4197c8e87d1fdebba850e68a4bfcf060f3805f6c638651342b23ade8aa997d'],
	['POST', '/Account', '23e15b3d876d1b86d82061c5fc7290c0dfc7a6a77e6eae019008776364bc2ba7'],
	['PUT', '/Account/6b046acf9378a5ecb', 'f9585482234890a6ec7163a52524a4d40d6d080c100c38944cfdc2a8177f1a02'],
	['DELETE', '/Account/6b046acf9378a5ecb', '29b9c453de1ddca72ac3ecba5cda493c0a7b289d9216ad68aba4d0dc2c76e2e3'],
])('HMAC of %s %s', (method, path, digest) => {
	const header = decoded(hmacHeaders(apiKey, secretKey, method, path)['X-Hmac-Authorization']);
	expect(header.subarray(0, apiKey.length + 1).toString()).toBe(`${apiKey}:`);
	expect(header.subarray(apiKey.length + 1).toString('hex')).toBe(digest);
});

test.each([
	['GET', '/App/user', 'MjZjNGRiNmNjYTMxZGE4OWVmZTgzYzhmYmM0YTZkOTk6oZdL/WDDzMzAx6V2v62E13Z0cBLCcBqp7pg1a5WVev0='],
	['POST', '/Account', 'MjZjNGRiNmNjYTMxZGE4OWVmZTgzYzhmYmM0YTZkOTk6I+FbPYdtG4bYIGHF/HKQwN/Hpqd+bq4BkAh3Y2S8K6c='],
	['post', '/Account', 'MjZjNGRiNmNjYTMxZGE4OWVmZTgzYzhmYmM0YTZkOTk6I+FbPYdtG4bYIGHF/HKQwN/Hpqd+bq4BkAh3Y2S8K6c='],
])('the whole header of %s %s', (method, path, header) => {
	expect(authenticationHeaders({ authentication: 'hmac', apiKey: ` ${apiKey} `, secretKey: ` ${secretKey}\n` }, method, path)).toEqual({
		'X-Hmac-Authorization': header,
	});
});

const login = { url: 'https://crm.example.com', username: 'emma', password: 'p:ä' };
const basic = 'ZW1tYTpwOsOk';

test.each([
	['no method chosen: the key', { apiKey: ` ${apiKey} ` }, { 'X-Api-Key': apiKey }],
	['API key', { authentication: 'apiKey' as const, apiKey }, { 'X-Api-Key': apiKey }],
	[
		'token',
		{ authentication: 'token' as const, username: ' emma ', token: ' abc ' },
		{ 'Espo-Authorization': 'ZW1tYTphYmM=', 'Espo-Authorization-By-Token': 'true' },
	],
	['Basic, in UTF-8', { authentication: 'basic' as const, ...login }, { Authorization: `Basic ${basic}` }],
	[
		'password: the token of the log-in',
		{ authentication: 'password' as const, ...login, sessionToken: storedToken(login, 'abc') },
		{ 'Espo-Authorization': 'ZW1tYTphYmM=', 'Espo-Authorization-By-Token': 'true' },
	],
])('%s', (_, credentials, headers) => expect(authenticationHeaders(credentials, 'GET', '/App/user')).toEqual(headers));

test('a log-in sends no word "Basic" and does not claim to be a token', () => {
	expect(logInHeaders('emma', 'p:ä')).toEqual({ 'Espo-Authorization': basic });
	expect(tokenHeaders('emma', 'abc')).toHaveProperty('Espo-Authorization-By-Token', 'true');
});
