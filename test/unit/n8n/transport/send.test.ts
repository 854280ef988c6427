import { Readable } from 'node:stream';

import type { IHttpRequestOptions } from 'n8n-workflow';

import { Cancelled } from '../../../../nodes/shared/api/client/cancelling';
import { NoResponse, type HttpRequest } from '../../../../nodes/shared/api/request/Send';
import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { KEY, PASSWORD, sending, WHOLE } from '../../model/sending';
import { type HelperAnswer } from '../../model/sendingContext';

describe('what n8n is told to send', () => {
	const bytes = {
		type: 'image/png',
		length: 5,
		open: async function* () {
			yield await Promise.resolve(new Uint8Array(5));
		},
	};
	test.each<[title: string, request: Partial<HttpRequest>, options: Partial<IHttpRequestOptions>, headers: object]>([
		['a read', {}, {}, {}],
		['a write', { method: 'PUT', body: { a: 1 } }, { method: 'PUT', body: '{"a":1}' }, { 'Content-Type': 'application/json' }],
		['an empty object', { body: {} }, { body: '{}' }, { 'Content-Type': 'application/json' }],
		[
			'a file',
			{ bytes },
			{ body: expect.objectContaining({ pipe: expect.anything() as unknown }) as object },
			{ 'Content-Type': 'image/png', 'Content-Length': '5' },
		],
		[
			'an empty file',
			{ bytes: { ...bytes, length: 0 } },
			{ body: expect.anything() as object },
			{ 'Content-Type': 'image/png', 'Content-Length': '0' },
		],
		[
			'a file of unknown length',
			{ bytes: { ...bytes, length: undefined } },
			{ body: expect.anything() as object },
			{ 'Content-Type': 'image/png' },
		],
		['for a file', { wantsBytes: true }, { encoding: 'stream' }, { 'Accept-Encoding': 'identity' }],
	])('%s', async (_title, request, options, headers) => {
		const { outcome, sent } = sending([WHOLE]);
		await outcome(request);
		expect(sent).toHaveLength(1);
		expect(sent[0]?.type).toBe('espoCrmConnectorApi');
		expect(sent[0]?.options).toEqual({
			method: 'GET',
			url: '/Account/a',
			returnFullResponse: true,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			timeout: 5000,
			...options,
			headers: { 'X-Own': '1', ...headers },
		});
		// Files take the time that they need; others are given up.
		expect(sent[0]?.signal === undefined).toBe('bytes' in request || 'wantsBytes' in request);
	});

	test('and with which credential, read once for all requests', async () => {
		const { outcome, sent, state } = sending([WHOLE]);
		await Promise.all([outcome(), outcome()]);
		await outcome();
		expect(sent.map(({ known }) => known)).toEqual(
			Array(3).fill({ credentialsDecrypted: { id: '7', name: 'My CRM', type: 'espoCrmConnectorApi', data: KEY } }),
		);
		expect(state.reads).toBe(1);
	});

	test('with a password n8n looks itself', async () => {
		const { outcome, sent } = sending([WHOLE], () => PASSWORD);
		await outcome();
		expect(sent[0]?.known).toEqual({});
	});

	test('nothing, once the execution is cancelled', async () => {
		const { outcome, sent } = sending([WHOLE], () => KEY, AbortSignal.abort());
		expect(await outcome()).toMatchObject({ message: new Cancelled().message });
		expect(sent).toEqual([]);
	});
});

describe('an answer', () => {
	test.each<[title: string, answer: HelperAnswer, status: number, body: unknown]>([
		['that succeeds', WHOLE, 200, { id: 'a' }],
		['that n8n has parsed', { ...WHOLE, body: { id: 'a' } }, 200, { id: 'a' }],
		['without a body', { statusCode: 204 }, 204, ''],
		['whose data holds the key by chance', { ...WHOLE, body: '{"name":"key-one"}' }, 200, { name: 'key-one' }],
		['a page that repeats the key', { statusCode: 200, body: '<p>key-one</p>' }, 200, '<p>***</p>'],
		['a refusal that repeats the key', { statusCode: 403, body: 'No: key-one' }, 403, 'No: ***'],
		['a redirect', { statusCode: 302, headers: { Location: 'https://b.example/key-one' } }, 302, ''],
		['a failure of the server', { statusCode: 500, body: '{"message":"key-one"}' }, 500, { message: '***' }],
		[
			'of what stands in front and asks for its own log-in',
			{ statusCode: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' }, body: 'key-one' },
			401,
			'***',
		],
	])('%s', async (_title, answer, status, body) => {
		const { outcome, sent } = sending([answer]);
		expect(await outcome()).toMatchObject({ status, body });
		expect(sent).toHaveLength(1);
	});

	test('names of headers are in lower case, without secrets in a refusal', async () => {
		const { outcome } = sending([{ statusCode: 403, headers: { 'X-Status-Reason': 'key-one', Other: 5 } }]);
		expect(await outcome()).toMatchObject({ headers: { 'x-status-reason': '***', other: '5' } });
	});

	test('that n8n threw is one too', async () => {
		const response = { status: 404, headers: { 'X-Status-Reason': 'Gone' }, data: Readable.from([Buffer.from('{"a":1}')]) };
		const { outcome } = sending([{ response }]);
		expect(await outcome()).toMatchObject({ status: 404, headers: { 'x-status-reason': 'Gone' }, body: { a: 1 } });
	});

	test('that did not come', async () => {
		const { outcome } = sending([Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })]);
		expect(await outcome()).toBeInstanceOf(NoResponse);
	});
});

describe('a credential', () => {
	test('that can’t be read is the failure of the request, and is tried anew', async () => {
		const { outcome, sent } = sending([WHOLE], (read) => {
			if (read < 2) throw new Error('No such credential');
			return KEY;
		});
		expect(await outcome()).toMatchObject({ message: 'No such credential' });
		expect(await outcome()).toMatchObject({ status: 200 });
		expect(sent).toHaveLength(1);
	});

	test('with a wrong address says what to do, though n8n keeps the text alone', async () => {
		const { outcome } = sending([new Error('This is no address')], () => ({ ...KEY, url: 'crm' }));
		const error = await outcome();
		expect(error).toBeInstanceOf(InvalidInput);
		expect(error).toMatchObject({ hint: expect.any(String) as string });
	});

	test('that is right has nothing to do with an odd failure', async () => {
		expect(await sending([new Error('Odd')]).outcome()).toMatchObject({ name: 'NodeOperationError', message: 'Odd' });
		expect(await sending([new Error('Odd')], () => ({ ...PASSWORD, sessionToken: '' })).outcome()).toMatchObject({ message: 'Odd' });
	});
});
