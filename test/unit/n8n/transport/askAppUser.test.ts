import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';

import type { EspoCredentials } from '../../../../nodes/shared/api/login/EspoCredentials';
import { createAskAppUser } from '../../../../nodes/shared/n8n/transport/askAppUser';

const URL = 'https://crm.example.com/api/v1/App/user';

function asking(answer: object | (() => never), credentials: EspoCredentials = {}) {
	const sent: IHttpRequestOptions[] = [];
	const httpRequest = async (options: IHttpRequestOptions) => {
		sent.push(options);
		return await Promise.resolve(typeof answer === 'function' ? (answer as () => never)() : answer);
	};
	const ask = createAskAppUser({ helpers: { httpRequest } } as unknown as IHttpRequestHelper, credentials);
	return { ask, sent };
}

test('the log-in goes out with the headers of the credential, and every status is an answer', async () => {
	const answer = { statusCode: 401, headers: { 'X-Status-Reason': 'no' }, body: '{"a":1}' };
	const { ask, sent } = asking(answer, { secretHeaders: '{"X-Proxy":"p"}' });
	expect(await ask(URL, { 'Espo-Authorization': 'x' })).toEqual({ status: 401, headers: { 'x-status-reason': 'no' }, body: { a: 1 } });
	expect(sent).toEqual([
		{
			method: 'GET',
			url: URL,
			headers: { Accept: 'application/json', 'X-Proxy': 'p', 'Espo-Authorization': 'x' },
			returnFullResponse: true,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			skipSslCertificateValidation: false,
			timeout: 60_000,
		},
	]);
});

test('certificates are not checked where the credential says so', async () => {
	const { ask, sent } = asking({ statusCode: 200, headers: {}, body: {} }, { ignoreSslIssues: true });
	await ask(URL, {});
	expect(sent[0]?.skipSslCertificateValidation).toBe(true);
});

test.each<[thrown: object, why: string, cause: object]>([
	[
		{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1' },
		'nothing answers at this address',
		{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1' },
	],
	[{ code: 'ENOTFOUND' }, 'there is no such host', { message: 'ENOTFOUND' }],
	[{ code: 'EAI_AGAIN' }, 'could not be looked up', {}],
	[{ code: 'ECONNRESET' }, 'was closed', {}],
	[{ code: 'ECONNABORTED' }, 'in time', {}],
	[{ code: 'ETIMEDOUT' }, 'in time', {}],
	[{ code: 'EHOSTUNREACH' }, 'cannot be reached', {}],
	[{ code: 'EPROTO' }, 'https', {}],
	[{ code: 'CERT_HAS_EXPIRED', message: 'certificate has expired' }, ': certificate has expired', { code: 'CERT_HAS_EXPIRED' }],
	[{ message: 'certificate has expired' }, ': certificate has expired', { code: '' }],
	[{ code: 'EOTHER', message: 'read EOTHER' }, ': no answer', { message: 'read EOTHER' }],
	[{ message: 'NETWORK is down' }, ': NETWORK is down', {}],
	[{ message: '' }, ': no answer', {}],
	[{}, ': no answer', { message: '', code: '' }],
])('%j is told without n8n’s codes and without the request', async (thrown, why, cause) => {
	const { ask } = asking(() => {
		throw Object.assign(new Error(), thrown, { config: { headers: 'secret' } });
	});
	const error = (await ask(URL, {}).catch((failure: unknown) => failure)) as Error & { cause: Error };
	expect(error.message).toMatch(/^EspoCRM could not be reached for the log-in: /);
	expect(error.message).toContain(why);
	expect(error.message).not.toMatch(/\bE[A-Z]{4,}/);
	expect(error.cause).toMatchObject(cause);
	expect(JSON.stringify([error, error.cause])).not.toContain('secret');
});
