import type { EspoCredentials } from '../../../../nodes/shared/api/login/EspoCredentials';
import { loginText } from '../../../../nodes/shared/api/login/loginText';

const given = (name: 'apiKey' | 'username' | 'password', value: unknown) => loginText({ [name]: value } as EspoCredentials, name);

it.each<['apiKey' | 'username' | 'password', unknown, string]>([
	['apiKey', ' 0f1e\n', '0f1e'],
	['apiKey', 42, '42'],
	['username', 'ämma', 'ämma'],
	['password', ' p:\n ', ' p:\n '],
])('takes %s %j', (name, value, text) => expect(given(name, value)).toBe(text));

it.each<['apiKey' | 'username' | 'password', unknown, string]>([
	['apiKey', '', '“API Key” of the credential is empty'],
	['apiKey', { a: 1 }, '“API Key” of the credential is not text'],
	['apiKey', 'a\r\nX-Evil: 1', '“API Key” of the credential contains a character'],
	['apiKey', '\u200b0f1e', '“API Key” of the credential contains a character'],
	['username', 'admin:x', '“Username” of the credential contains a character'],
	['password', undefined, '“Password” of the credential is empty'],
])('refuses %s %j', (name, value, text) => expect(() => given(name, value)).toThrow(text));
