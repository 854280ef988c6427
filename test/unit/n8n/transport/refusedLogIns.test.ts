import type { EspoCredentials } from '../../../../nodes/shared/api/login/EspoCredentials';
import { createSend } from '../../../../nodes/shared/n8n/transport/send';
import { asValues, KEY, keyOf, PASSWORD, READ, sending, WHOLE, type Answers } from '../../model/sending';
import { sendingContext, type HelperAnswer, type Sent } from '../../model/sendingContext';

const NEW_KEY: EspoCredentials = { ...KEY, apiKey: 'key-two' };
const DENIED: HelperAnswer = { statusCode: 401, headers: {}, body: '' };

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
