import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { listRecords } from '../../../../nodes/shared/api/lists/listRecords';
import { readableRecords } from '../../../../nodes/shared/api/lists/readableRecords';
import type { SearchParams } from '../../../../nodes/shared/api/request/SearchParams';
import type { HttpResponse } from '../../../../nodes/shared/api/request/Send';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { json, refusal, requestParts } from '../../model/requestParts';

const CUT = 'x'.repeat(10_000);

/** A client of a server that answers lists like this, and the parameters that it was sent. */
function clientOf(answer: (params: SearchParams, turn: number) => HttpResponse) {
	const sent: SearchParams[] = [];
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		tries: 1,
		send: async (request) => {
			await Promise.resolve();
			const { params } = requestParts(request);
			sent.push(params);
			if (sent.length > 20) throw new Error('endless');
			return answer(params, sent.length);
		},
	});
	return { client, sent };
}

const page = (from: number, count: number) => Array.from({ length: count }, (_, index) => ({ id: `r${from + index}`, name: 'N' }));

describe('a list that always gives its first page', () => {
	test('ends with a limit too, and says what to do', async () => {
		const { client, sent } = clientOf(() => json({ total: -1, list: page(0, 200) }));
		await expect(listRecords(client, { path: ['Account'], params: {} }, { limit: 500 })).rejects.toMatchObject({
			details: { detail: expect.stringContaining('lower limit') as string, request: { method: 'GET', path: ['Account'] } },
		});
		expect(sent).toHaveLength(2);
	});

	test('is told from one where new records push the same rows onto the next page', async () => {
		const pages = [page(0, 200), page(1, 199), page(400, 200)];
		const { client } = clientOf((_, turn) => json({ total: turn < 3 ? -1 : -2, list: pages[turn - 1] ?? [] }));
		expect(await listRecords(client, { path: ['Account'], params: {} }, { limit: 500 })).toHaveLength(400);
	});
});

test('a list that gives more than it is asked for is cut at the limit', async () => {
	const { client, sent } = clientOf(() => json({ total: 30, list: page(0, 30) }));
	expect(await listRecords(client, { path: ['Account'], params: {} }, { limit: 7 })).toHaveLength(7);
	expect(await listRecords(client, { path: ['Account'], params: { orderBy: 'name' } }, { limit: 7 })).toHaveLength(7);
	expect(sent.map(({ maxSize }) => maxSize)).toEqual([7, 7]);
});

test('the conditions of the list stand beside those of the walk', async () => {
	const where = [{ type: 'equals', attribute: 'name', value: 'N' }];
	const { client, sent } = clientOf((_, turn) => json({ total: turn === 1 ? 201 : -2, list: turn === 1 ? page(0, 200) : page(200, 1) }));
	expect(await listRecords(client, { path: ['Account'], params: { where } })).toHaveLength(201);
	expect(sent.map((params) => [params.where, params.orderBy, params.order])).toEqual([
		[where, 'id', 'asc'],
		[[...where, { type: 'greaterThan', attribute: 'id', value: 'r199' }], 'id', 'asc'],
	]);
});

test('a sorted walk keeps them too, and asks for no more rows than are wanted', async () => {
	const where = [{ type: 'equals', attribute: 'type', value: 'x' }];
	const { client, sent } = clientOf((_, turn) => json({ total: -1, list: page(turn * 200 - 200, turn === 1 ? 200 : 50) }));
	const walkable = async () => await Promise.resolve(true);
	expect(await listRecords(client, { path: ['Account'], params: { where, orderBy: 'name' } }, { limit: 250, walkable })).toHaveLength(250);
	expect(sent.map(({ maxSize }) => maxSize)).toEqual([200, 50]);
	expect(sent[1]?.where?.[0]).toEqual(where[0]);
});

test('a row without an ID is no answer of EspoCRM', async () => {
	const { client } = clientOf(() => json({ total: 400, list: [...page(0, 199), { name: 'N' }] }));
	await expect(listRecords(client, { path: ['Account'], params: {} })).rejects.toMatchObject({
		kind: 'notEspo',
		details: { status: 200, body: { name: 'N' }, request: { method: 'GET', path: ['Account'] } },
	});
});

describe('texts that were cut', () => {
	const whole = async (cut: JsonObject[], stored: JsonObject[]) => {
		const { client, sent } = clientOf(({ select }) => json({ total: -2, list: select ? cut : stored }));
		return { rows: await listRecords(client, { path: ['Email'], params: { select: ['description'] } }), sent };
	};

	test('are read again by the IDs of their records, each once', async () => {
		const { sent } = await whole(
			[
				{ id: 'a', description: CUT },
				{ id: 'b', description: 'x' },
				{ id: 'c', description: CUT },
			],
			[],
		);
		expect(sent.slice(1)).toMatchObject([{ where: [{ type: 'in', attribute: 'id', value: ['a', 'c'] }] }]);
	});

	test('of other attributes nothing is replaced', async () => {
		const cut = { id: 'a', description: CUT, bodyPlain: 'old', body: 'short', name: 'N', count: 1 };
		const { rows } = await whole([cut], [{ ...cut, description: `${CUT}y`, bodyPlain: 'new', name: 'M', count: 2 }]);
		expect(rows).toEqual([{ ...cut, description: `${CUT}y` }]);
	});

	test('the plain text of a body that was cut stays where it is not read again', async () => {
		const { rows } = await whole([{ id: 'a', body: CUT, bodyPlain: 'plain' }], [{ id: 'a', body: `${CUT}y` }]);
		expect(rows).toEqual([{ id: 'a', body: `${CUT}y`, bodyPlain: 'plain' }]);
	});
});

test.each([401, 301, 429])('records that are not readable are those of one type; %d is about the server', async (status) => {
	const { client } = clientOf(() => refusal(status));
	await expect(readableRecords(client, 'Account', ['a', 'b'])).rejects.toMatchObject({ details: { status } });
});

test('so is a page of something in front of it, and a lock-out', async () => {
	const page403 = clientOf(() => ({ status: 200, headers: {}, body: '<html>' }));
	await expect(readableRecords(page403.client, 'Account', ['a', 'b'])).rejects.toMatchObject({ kind: 'notEspo' });
	const locked = clientOf(() => refusal(403));
	await expect(readableRecords(locked.client, 'Account', ['a', 'b'])).rejects.toMatchObject({ kind: 'lockedOut' });
});
