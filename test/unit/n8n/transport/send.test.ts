import { Readable } from 'node:stream';

import type { IHttpRequestOptions } from 'n8n-workflow';

import { Cancelled } from '../../../../nodes/shared/api/client/cancelling';
import type { EspoCredentials } from '../../../../nodes/shared/api/login/EspoCredentials';
import { NoResponse, type HttpRequest } from '../../../../nodes/shared/api/request/Send';
import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { createSend } from '../../../../nodes/shared/n8n/transport/send';
import { sendingContext, type HelperAnswer, type Sent } from '../../model/sendingContext';

const KEY: EspoCredentials = { authentication: 'apiKey', apiKey: 'key-one', url: 'https://crm.example.com' };
const NEW_KEY: EspoCredentials = { ...KEY, apiKey: 'key-two' };
const PASSWORD: EspoCredentials = { authentication: 'password', username: 'ann', password: 'pass-word', url: KEY.url };
const READ: HttpRequest = { method: 'GET', path: '/Account/a', headers: { 'X-Own': '1' }, timeoutMs: 5000 };
const WHOLE: HelperAnswer = { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: '{"id":"a"}' };
const DENIED: HelperAnswer = { statusCode: 401, headers: {}, body: '' };
const FILE = { 'Content-Disposition': 'attachment', 'Content-Type': 'application/pdf' };

type Answers = Array<HelperAnswer | Error | { response: object } | { httpCode: string; message: string }>;
/** Sends requests at once; the answers come in this order, an error is thrown, and the last one counts for all others. */
function sending(answers: Answers, credentials: (read: number) => EspoCredentials = () => KEY, signal?: AbortSignal) {
	const { context, sent, state } = sendingContext({
		credentials,
		signal,
		answer: (_sent, index) => {
			const answer = answers[Math.min(index, answers.length - 1)] as Answers[number];
			if ('statusCode' in answer) return answer;
			throw answer as Error;
		},
	});
	const send = createSend(context);
	const outcome = async (request: Partial<HttpRequest> = {}) =>
		await send({ ...READ, ...request }).catch(
			(error: unknown) => error as Error & { body?: undefined; status?: undefined; chunks?: undefined },
		);
	return { send, outcome, sent, state };
}
const keyOf = ({ known }: Sent) => known.credentialsDecrypted?.data?.apiKey;
const asValues = ({ options }: Sent) => options.ignoreHttpStatusErrors === true;

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

describe('the bytes of an answer', () => {
	const stream = (text: string) => Readable.from([Buffer.from(text)]);
	const received = async (answer: HelperAnswer, request: Partial<HttpRequest> = {}) => {
		const { chunks, body } = (await sending([answer]).outcome({ wantsBytes: true, ...request })) as {
			chunks?: AsyncIterable<Uint8Array>;
			body?: unknown;
		};
		if (!chunks) return { body };
		try {
			const parts: Uint8Array[] = [];
			for await (const part of chunks) parts.push(part);
			return { file: Buffer.concat(parts).toString(), body };
		} catch (error) {
			return { broken: (error as Error).message };
		}
	};

	test.each<[title: string, answer: HelperAnswer, request: Partial<HttpRequest>, result: object]>([
		['a file', { statusCode: 200, headers: FILE, body: stream('abc') }, {}, { file: 'abc', body: '' }],
		[
			'a file of the wanted type',
			{ statusCode: 200, headers: FILE, body: stream('abc') },
			{ fileType: 'application/pdf' },
			{ file: 'abc' },
		],
		['another type', { statusCode: 200, headers: FILE, body: stream('abc') }, { fileType: 'image/' }, { body: 'abc' }],
		[
			'no type where one is wanted',
			{ statusCode: 200, headers: { 'Content-Disposition': 'x' }, body: stream('abc') },
			{ fileType: 'image/' },
			{ body: 'abc' },
		],
		['text without a name', { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: stream('abc') }, {}, { body: 'abc' }],
		['a refusal', { statusCode: 404, headers: FILE, body: stream('{"a":1}') }, {}, { body: { a: 1 } }],
		['a redirect', { statusCode: 300, headers: FILE, body: stream('moved') }, {}, { body: 'moved' }],
		['a status below those of success', { statusCode: 199, headers: FILE, body: stream('odd') }, {}, { body: 'odd' }],
		['as long as announced', { statusCode: 200, headers: { ...FILE, 'Content-Length': '3' }, body: stream('abc') }, {}, { file: 'abc' }],
		[
			'shorter than announced',
			{ statusCode: 200, headers: { ...FILE, 'Content-Length': '4' }, body: stream('abc') },
			{},
			{ broken: 'the file ends after 3 of 4 bytes' },
		],
		[
			'shorter than known',
			{ statusCode: 200, headers: FILE, body: stream('abc') },
			{ length: 5 },
			{ broken: 'the file ends after 3 of 5 bytes' },
		],
		[
			'announced shorter than known',
			{ statusCode: 200, headers: { ...FILE, 'Content-Length': '3' }, body: stream('abc') },
			{ length: 5 },
			{ broken: 'the file ends after 3 of 5 bytes' },
		],
		[
			'announced longer than known',
			{ statusCode: 200, headers: { ...FILE, 'Content-Length': '4' }, body: stream('abc') },
			{ length: 3 },
			{ broken: 'the file ends after 3 of 4 bytes' },
		],
		[
			'without its end',
			{ statusCode: 200, headers: FILE, body: stream('abc') },
			{ fileEnd: 'EOF' },
			{ broken: 'the file ends too early, after 3 bytes' },
		],
	])('%s', async (_title, answer, request, result) => expect(await received(answer, request)).toMatchObject(result));

	test('a file has its own headers', async () => {
		const { outcome } = sending([{ statusCode: 200, headers: FILE, body: stream('abc') }]);
		expect(await outcome({ wantsBytes: true })).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf' } });
	});
});

describe('a key that EspoCRM refuses', () => {
	const refused = {
		status: 401,
		headers: { 'x-status-reason': '' },
		body: expect.stringMatching(/^EspoCRM refused the API key\./) as unknown,
	};

	test('is not sent again', async () => {
		const { outcome, sent } = sending([DENIED]);
		expect(await outcome()).toMatchObject(refused);
		expect(sent).toHaveLength(1);
	});

	test.each<[title: string, answers: Answers, result: object]>([
		['works', [DENIED, WHOLE], { status: 200, body: { id: 'a' } }],
		['is refused too', [DENIED, DENIED], refused],
		['is not allowed to', [DENIED, { statusCode: 403, body: 'key-two' }], { status: 403, body: '***' }],
	])('one that was changed meanwhile is tried, and %s', async (_title, answers, result) => {
		const { outcome, sent } = sending(answers, (read) => (read ? NEW_KEY : KEY));
		expect(await outcome()).toMatchObject(result);
		expect(sent.map(keyOf)).toEqual(['key-one', 'key-two']);
		expect(sent.every(asValues)).toBe(true);
	});

	test.each<[title: string, answerOf: (sent: Sent) => HelperAnswer | Error, sent: string[], status: number | undefined]>([
		['one tries the new one, and none of the others after it is refused', () => DENIED, ['key-two'], 401],
		['all go on with one that works', (sent) => (keyOf(sent) === 'key-two' ? WHOLE : DENIED), ['key-two', 'key-two', 'key-two'], 200],
	])('of requests that go out together %s', async (_title, answerOf, after, status) => {
		const { context, sent } = sendingContext({
			credentials: (read) => (read ? NEW_KEY : KEY),
			answer: (one) => answerOf(one) as HelperAnswer,
		});
		const send = createSend(context);
		const answers = await Promise.all([send(READ), send(READ), send(READ)]);
		expect(answers.map((answer) => answer.status)).toEqual([status, status, status]);
		expect(sent.slice(3).map(keyOf)).toEqual(after);
	});

	test('a trial without an answer says nothing about the key', async () => {
		const { context } = sendingContext({
			credentials: (read) => (read ? NEW_KEY : KEY),
			answer: (_one, index) => {
				if (index === 2) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
				return index < 2 ? DENIED : WHOLE;
			},
		});
		const send = createSend(context);
		const answers = await Promise.allSettled([send(READ), send(READ)]);
		expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
	});
});

describe('with a password, a log-in that has ended', () => {
	const cutDown = (status: number) => ({ httpCode: String(status), message: 'Something' });
	test.each<[title: string, answers: Answers, result: object, values: boolean[]]>([
		['n8n logs in and sends again', [DENIED, WHOLE], { status: 200, body: { id: 'a' } }, [true, false]],
		[
			'the log-in is refused',
			[DENIED, { response: { status: 401, headers: {}, data: 'pass-word' } }],
			{ status: 401, body: '***' },
			[true, false],
		],
		[
			'the request is refused, of which older n8n keeps the status',
			[DENIED, cutDown(404), { statusCode: 404, headers: { 'X-Status-Reason': 'Gone' } }],
			{ status: 404, headers: { 'x-status-reason': 'Gone' } },
			[true, false, true],
		],
		['the least of refusals', [DENIED, cutDown(400), { statusCode: 400, body: 'Bad' }], { status: 400, body: 'Bad' }, [true, false, true]],
		['the log-in is refused, of which older n8n keeps the status', [DENIED, cutDown(401)], { status: 401 }, [true, false]],
		['a failure may have been processed', [DENIED, cutDown(500)], { status: 500 }, [true, false]],
		['a redirect is no refusal', [DENIED, cutDown(302)], { status: 302 }, [true, false]],
		[
			'a whole refusal is not asked for again',
			[DENIED, { response: { status: 404, headers: {}, data: 'pass-word' } }],
			{ status: 404, body: '***' },
			[true, false],
		],
	])('%s', async (_title, answers, result, values) => {
		const { outcome, sent } = sending(answers, () => PASSWORD);
		expect(await outcome()).toMatchObject(result);
		expect(sent.map(asValues)).toEqual(values);
	});

	test('a token that was given meanwhile is a secret too', async () => {
		const { outcome } = sending([{ statusCode: 403, body: 'token-12' }], (read) =>
			read ? { ...PASSWORD, sessionToken: 'token-12' } : PASSWORD,
		);
		expect(await outcome()).toMatchObject({ body: '***' });
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
