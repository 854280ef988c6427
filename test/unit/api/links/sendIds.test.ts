import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { isCausedByAnId, sendIds } from '../../../../nodes/shared/api/links/sendIds';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';
import type { HttpRequest, HttpResponse } from '../../../../nodes/shared/api/request/Send';
import { json, refusal } from '../../model/requestParts';

const REQUEST: EspoRequest = { method: 'POST', path: ['Account', 'a', 'contacts'], body: { foreign: 'x' } };
const idsOf = ({ body }: HttpRequest) => (body?.ids as string[] | undefined) ?? [];

/** Links ids against a server that answers like this (`undefined`: it does it), and tells what was sent and what each failure says. */
async function send(ids: string[], answer: (sent: string[], request: HttpRequest) => HttpResponse | undefined) {
	const sent: string[][] = [];
	const bodies: unknown[] = [];
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		tries: 1,
		send: async (request) => {
			await Promise.resolve();
			sent.push(request.method === 'GET' ? [request.path.split('?')[0] ?? ''] : idsOf(request));
			bodies.push(request.body);
			return answer(idsOf(request), request) ?? json(true);
		},
	});
	const failed = await sendIds(client, REQUEST, ids);
	return { sent, bodies, failed: Object.fromEntries([...failed].map(([id, error]) => [id, (error as Error).message])) };
}

/** A server that refuses lists with these ids. */
const without =
	(bad: string[], refused = refusal(404, '')) =>
	(sent: string[]) =>
		sent.some((id) => bad.includes(id)) ? refused : undefined;

test('all at once, with what else the request says', async () => {
	const { sent, bodies, failed } = await send(['a', 'b', 'c'], () => undefined);
	expect({ sent, failed }).toEqual({ sent: [['a', 'b', 'c']], failed: {} });
	expect(bodies).toEqual([{ foreign: 'x', ids: ['a', 'b', 'c'] }]);
});

test('none is no request', async () => expect((await send([], () => undefined)).sent).toEqual([]));

test('500 in a request, one request after the other', async () => {
	const ids = Array.from({ length: 1_001 }, (_, index) => `i${index}`);
	const { sent, failed } = await send(ids, () => undefined);
	expect(sent.map(({ length }) => length)).toEqual([500, 500, 1]);
	expect(sent.flat()).toEqual(ids);
	expect(failed).toEqual({});
});

test('which ids are refused is found out singly; those that are not are done', async () => {
	const { sent, failed } = await send(['a', 'b', 'c', 'd'], without(['b', 'd']));
	expect(sent).toEqual([['a', 'b', 'c', 'd'], ['a'], ['b'], ['c'], ['d']]);
	expect(failed).toEqual({ b: 'notFound (404)', d: 'notFound (404)' });
});

test('a single id is not sent twice', async () => {
	const { sent, failed } = await send(['a'], without(['a'], refusal(403, 'No access.')));
	expect({ sent, failed }).toEqual({ sent: [['a']], failed: { a: 'No access.' } });
});

test('what is refused in one part does not hold up the next', async () => {
	const ids = Array.from({ length: 501 }, (_, index) => `i${index}`);
	const { sent, failed } = await send(ids, without(['i500']));
	expect(sent.map(({ length }) => length)).toEqual([500, 1]);
	expect(Object.keys(failed)).toEqual(['i500']);
	expect(Object.keys((await send(ids, without(['i3']))).failed)).toEqual(['i3']);
});

describe('two ids that are refused alike at the beginning', () => {
	const ids = ['a', 'b', 'c'];

	test('for the same reason: it is the role, and the rest is not tried', async () => {
		const { sent, failed } = await send(ids, () => refusal(403, 'No edit access.'));
		expect(sent).toEqual([ids, ['a'], ['b']]);
		expect(failed).toEqual({ a: 'No edit access.', b: 'No edit access.', c: 'No edit access.' });
	});

	test.each<[string, HttpResponse, HttpResponse]>([
		['for different reasons', refusal(403, 'No access to a.'), refusal(403, 'No access to b.')],
		['of which one is no matter of access', refusal(403, 'No.'), refusal(400, 'No.')],
		['without a reason', refusal(409, ''), refusal(409, '')],
		['for the same reason, but no matter of access', refusal(400, 'Bad.'), refusal(400, 'Bad.')],
	])('%s: the rest is tried', async (_title, first, second) => {
		const { sent, failed } = await send(ids, (given) => (given.includes('a') ? first : given.includes('b') ? second : undefined));
		expect(sent).toEqual([ids, ['a'], ['b'], ['c']]);
		expect(Object.keys(failed)).toEqual(['a', 'b']);
	});

	test('as not found: whether the record itself is missing is asked', async () => {
		const gone = await send(ids, () => refusal(404, ''));
		expect(gone.sent).toEqual([ids, ['a'], ['b'], ['/Account/a/contacts']]);
		expect(Object.keys(gone.failed)).toEqual(ids);
		const there = await send(ids, (given, { method }) => (method === 'GET' ? json({ total: 0, list: [] }) : without(['a', 'b'])(given)));
		expect(there.sent).toEqual([ids, ['a'], ['b'], ['/Account/a/contacts'], ['c']]);
		expect(Object.keys(there.failed)).toEqual(['a', 'b']);
	});

	test('a missing record ends all parts', async () => {
		const many = Array.from({ length: 600 }, (_, index) => `i${index}`);
		const { sent, failed } = await send(many, () => refusal(404, ''));
		expect(sent.map(({ length }) => length)).toEqual([500, 1, 1, 1]);
		expect(Object.keys(failed)).toEqual(many);
	});

	test('further on two alike prove nothing', async () => {
		const { sent } = await send(['a', 'b', 'c', 'd'], without(['b', 'c'], refusal(403, 'No edit access.')));
		expect(sent).toEqual([['a', 'b', 'c', 'd'], ['a'], ['b'], ['c'], ['d']]);
		const apart = await send(['a', 'b', 'c', 'd'], without(['a', 'c'], refusal(403, 'No edit access.')));
		expect(apart.sent).toHaveLength(5);
	});
});

describe('a failure that no id can be the cause of', () => {
	test.each([401, 503, 429])('of the whole (%d) ends it: nothing is sent singly, and no further part', async (status) => {
		const ids = Array.from({ length: 501 }, (_, index) => `i${index}`);
		const { sent, failed } = await send(ids, () => refusal(status, 'x'));
		expect(sent).toHaveLength(1);
		expect(Object.keys(failed)).toEqual(ids);
	});

	test('on the way ends it too; what was done is done', async () => {
		const ids = ['a', 'b', 'c', 'd'];
		const { sent, failed } = await send(ids, (given) =>
			given.length > 1 ? refusal(500, '') : given.includes('b') ? refusal(503) : undefined,
		);
		expect(sent).toEqual([ids, ['a'], ['b']]);
		expect(Object.keys(failed)).toEqual(['b', 'c', 'd']);
	});

	test('an answer that is no success counts as one', async () => {
		const { failed } = await send(['a'], () => json('<html>'));
		expect(Object.keys(failed)).toEqual(['a']);
	});

	test('is told from others', () => expect([isCausedByAnId(new Error('x')), isCausedByAnId(undefined)]).toEqual([false, false]));
});
