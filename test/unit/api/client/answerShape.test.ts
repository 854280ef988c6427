import { doneAnswer, listAnswer, objectAnswer, recordAnswer } from '../../../../nodes/shared/api/client/answerShape';
import { bytesAnswer } from '../../../../nodes/shared/api/client/bytesAnswer';
import { deleted, object, record, success } from '../../../../nodes/shared/api/client/checkedAnswers';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';

const request: EspoRequest = { method: 'GET', path: ['Account'] };

test.each<[total: unknown, known: number]>([
	[5, 5],
	[2, 2],
	[-1, -1],
	[-2, -2],
	[undefined, 2],
	[1, -1],
	[-7, -1],
	[2.5, -1],
	['many', -1],
])('a total of %j beside two rows counts as %d', (total, known) => {
	expect(listAnswer(request, { body: { total, list: [{ id: 'a' }, { id: 'b' }] } }).total).toBe(known);
});

const unlike = { kind: 'notEspo', details: expect.objectContaining({ kind: 'notEspo', request, status: 200 }) as unknown };

test.each<[body: unknown]>([[undefined], ['text'], [[]], [{}], [{ list: {} }], [{ list: [{ id: 'a' }, 5] }], [{ list: 'x', total: 1 }]])(
	'%j is no list',
	(body) => expect(() => listAnswer(request, { body })).toThrow(expect.objectContaining(unlike)),
);

test.each<[body: unknown, isObject: boolean, isRecord: boolean]>([
	[{ id: 'a' }, true, true],
	[{ id: 5 }, true, false],
	[{}, true, false],
	[[], false, false],
	['text', false, false],
	[undefined, false, false],
	[true, false, false],
])('%j is an object: %j, a record: %j', (body, isObject, isRecord) => {
	for (const [read, checked, is] of [
		[objectAnswer, object, isObject],
		[recordAnswer, record, isRecord],
	] as const) {
		if (is) expect([read(request, { body }), checked(body, request)]).toEqual([body, body]);
		else
			for (const call of [() => read(request, { body }), () => checked(body, request)])
				expect(call).toThrow(expect.objectContaining(unlike));
	}
});

test('done is true, false is nothing done, and anything else is no answer of EspoCRM', () => {
	expect(() => doneAnswer(request, { body: true })).not.toThrow();
	expect([success(true, request), deleted(true, request)]).toEqual([{ success: true }, { deleted: true }]);
	const nothing = { kind: 'invalid', request, status: 200, reason: 'nothing was done', body: false };
	for (const call of [doneAnswer, (given: EspoRequest) => success(false, given), (given: EspoRequest) => deleted(false, given)])
		expect(() => call(request, { body: false })).toThrow(expect.objectContaining({ details: nothing }));
	for (const body of ['', null, 1, {}]) expect(() => doneAnswer(request, { body })).toThrow(expect.objectContaining(unlike));
});

test('bytes are those that come in chunks', () => {
	const headers = { 'content-type': 'text/plain' };
	async function* some() {
		yield await Promise.resolve(Buffer.from('a'));
	}
	const chunks = some();
	expect(bytesAnswer(request, { status: 200, headers, body: undefined, chunks })).toEqual({ headers, chunks });
	expect(() => bytesAnswer(request, { status: 200, headers, body: 'page' })).toThrow(
		expect.objectContaining({ details: { kind: 'notEspo', request, status: 200, body: 'page' } }),
	);
});
