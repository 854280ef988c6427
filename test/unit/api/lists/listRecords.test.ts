import fc from 'fast-check';

import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { EspoError } from '../../../../nodes/shared/api/client/EspoError';
import { listRecords } from '../../../../nodes/shared/api/lists/listRecords';
import type { ListOptions } from '../../../../nodes/shared/api/lists/listRows';
import type { SearchParams } from '../../../../nodes/shared/api/request/SearchParams';
import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { ListServer, type Row } from '../../model/ListServer';
import { VirtualClock } from '../../model/VirtualClock';

const idOf = (index: number) => `6b${index.toString(16).padStart(15, '0')}`;
const rows = (count: number, more: (index: number) => Partial<Row> = () => ({})): Row[] =>
	Array.from({ length: count }, (_, index) => ({
		id: idOf(index),
		name: `Name ${index}`,
		createdAt: '2026-11-23 09:00:00',
		...more(index),
	}));

function clientOf(server: ListServer) {
	const clock = new VirtualClock();
	return createEspoClient({ send: server.send, now: clock.now, sleep: clock.sleep });
}

const read = async (server: ListServer, params: SearchParams = {}, options: ListOptions = {}) =>
	(await listRecords(clientOf(server), { path: ['Account'], params }, options)).map(({ id }) => String(id));

const walkable = async () => await Promise.resolve(true);

/** What others do while the list is read: rows that are not in `stable` come and go. */
const change = fc.record({ index: fc.nat(2_600), kind: fc.constantFrom('add', 'delete'), value: fc.option(fc.nat(5)) });
const changes = fc.array(fc.array(change, { maxLength: 30 }), { minLength: 1, maxLength: 12 });
type Changes = typeof changes extends fc.Arbitrary<infer Value> ? Value : never;

/** Rows and rows per page: few, and so many that ranges are walked at once. */
const sizes = fc.oneof(
	fc.tuple(fc.integer({ min: 0, max: 300 }), fc.constantFrom(7, 50)),
	fc.tuple(fc.integer({ min: 2_201, max: 2_500 }), fc.constantFrom(120, 200)),
);

function disturb(server: ListServer, stable: (index: number) => boolean, plan: Changes): void {
	let turn = 0;
	server.beforeRequest = ({ rows: stored }) => {
		for (const { index, kind, value } of plan[turn++ % plan.length] ?? []) {
			if (stable(index)) continue;
			if (kind === 'delete') stored.delete(idOf(index));
			else stored.set(idOf(index), { id: idOf(index), name: 'new', amount: value, createdAt: '2026-11-23 09:00:00' });
		}
	};
}

describe('everything, by id', () => {
	test('rows that exist all the time come exactly once, whatever others add and delete', async () => {
		await fc.assert(
			fc.asyncProperty(sizes, fc.boolean(), changes, async ([count, pageLimit], alwaysCounts, plan) => {
				const stable = (index: number) => index < count && index % 3 !== 0;
				// Without a sort the server goes by date, which is another order.
				const server = new ListServer(rows(count, (index) => ({ createdAt: String((index * 7_919) % 1_000) })));
				Object.assign(server, { pageLimit, alwaysCounts });
				disturb(server, stable, plan);
				const found = await read(server);
				expect(new Set(found).size).toBe(found.length);
				const missing = rows(count).filter((row, index) => stable(index) && !found.includes(row.id));
				expect(missing).toEqual([]);
				expect(found).toEqual([...found].sort());
			}),
			{ seed: 1, numRuns: 40, endOnFailure: true },
		);
	});

	test.each([
		[0, 1],
		[1, 1],
		[200, 1],
		[201, 2],
		[400, 2],
		[1_000, 5],
	])('%d rows cost %d requests', async (count, requests) => {
		const server = new ListServer(rows(count));
		expect(await read(server)).toHaveLength(count);
		expect(server.requests).toHaveLength(requests);
	});

	test('only the first page is counted', async () => {
		const server = new ListServer(rows(700));
		await read(server);
		expect(server.requests.map(({ counted }) => counted)).toEqual([true, false, false, false]);
	});

	test('large lists are walked as ranges at once', async () => {
		const server = new ListServer(rows(5_000));
		let [underWay, most] = [0, 0];
		const { send } = server;
		const client = createEspoClient({
			now: () => 0,
			sleep: async () => await Promise.resolve(),
			send: async (request) => {
				most = Math.max(most, ++underWay);
				await new Promise(setImmediate);
				underWay--;
				return await send(request);
			},
		});
		expect(await listRecords(client, { path: ['Account'], params: {} })).toHaveLength(5_000);
		expect(most).toBe(4);
	});

	test('an offset leaves out the first rows', async () => {
		expect(await read(new ListServer(rows(450)), { offset: 10 })).toEqual(
			rows(450)
				.slice(10)
				.map(({ id }) => id),
		);
		expect(await read(new ListServer(rows(5_000)), { offset: 3_000 })).toEqual(
			rows(5_000)
				.slice(3_000)
				.map(({ id }) => id),
		);
		expect(await read(new ListServer(rows(5)), { offset: 10 })).toEqual([]);
	});

	test.each([201, 900, 5_000])('a list of %d rows that ignores the filter ends with an error that says what to do', async (count) => {
		const server = new ListServer(rows(count));
		server.ignoresFilter = true;
		await expect(read(server)).rejects.toMatchObject({
			kind: 'notEspo',
			details: { detail: expect.stringContaining('set a limit') as string },
		});
		expect(server.requests.length).toBeLessThan(20);
	});

	test('rows without an id end with an error', async () => {
		const server = new ListServer(rows(300));
		const { send } = server;
		const client = createEspoClient({
			now: () => 0,
			sleep: async () => await Promise.resolve(),
			send: async (request) => {
				const answer = await send(request);
				const { total, list } = answer.body as { total: number; list: Row[] };
				return { ...answer, body: { total, list: list.map(({ name }) => ({ name: name ?? null })) } };
			},
		});
		await expect(listRecords(client, { path: ['Account'], params: {} })).rejects.toThrow(EspoError);
	});
});

describe('by position', () => {
	test.each([
		[1, 1, 1],
		[50, 50, 1],
		[200, 200, 1],
		[201, 201, 2],
		[450, 450, 3],
		[9_999, 1_000, 5],
	])('a limit of %d gives %d rows in %d requests', async (limit, expected, requests) => {
		const server = new ListServer(rows(1_000));
		expect(await read(server, {}, { limit })).toEqual(rows(expected).map(({ id }) => id));
		expect(server.requests).toHaveLength(requests);
	});

	test('asks for no more rows than are wanted', async () => {
		const server = new ListServer(rows(1_000));
		await read(server, { offset: 5 }, { limit: 250 });
		expect(server.requests.map(({ offset, maxSize }) => [offset, maxSize])).toEqual([
			[5, 200],
			[205, 50],
		]);
	});

	test('the page limit of the server is learned once', async () => {
		const server = new ListServer(rows(200));
		server.pageLimit = 40;
		expect(await read(server, {}, { limit: 100 })).toHaveLength(100);
		expect(server.requests.map(({ maxSize }) => maxSize)).toEqual([100, 40, 40, 20]);
	});

	test('rows that move to a later page come once', async () => {
		const server = new ListServer(rows(450));
		let first = true;
		server.beforeRequest = ({ rows: stored, requests }) => {
			if (requests.length !== 1 || !first) return;
			first = false;
			for (let index = 0; index < 20; index++) stored.set(`0${index}`, { id: `0${index}`, createdAt: '2026-01-01 00:00:00' });
		};
		const found = await read(server, {}, { limit: 430 });
		expect(new Set(found).size).toBe(found.length);
	});

	test.each([false, true])('a list that ignores everything but the position is read with a limit (counts: %s)', async (alwaysCounts) => {
		const server = new ListServer(rows(450));
		Object.assign(server, { ignoresFilter: true, alwaysCounts });
		expect(await read(server, {}, { limit: 440 })).toHaveLength(440);
	});
});

describe('sorted', () => {
	const amounts = fc.array(fc.option(fc.nat(6), { freq: 4 }), { maxLength: 150 });

	test('rows that exist all the time come exactly once and in order, for all places of empty values and both directions', async () => {
		await fc.assert(
			fc.asyncProperty(
				amounts,
				fc.constantFrom('asc' as const, 'desc' as const),
				fc.boolean(),
				fc.constantFrom(1, 3, 10),
				changes,
				async (values, order, nullsFirst, pageLimit, plan) => {
					const stable = (index: number) => index < values.length && index % 4 !== 0;
					const server = new ListServer(rows(values.length, (index) => ({ amount: values[index] ?? null })));
					Object.assign(server, { nullsFirst, pageLimit });
					disturb(
						server,
						stable,
						plan.map((turn) => turn.map((one) => ({ ...one, index: one.index % 300 }))),
					);
					const found = await read(server, { orderBy: 'amount', order }, { walkable });
					expect(new Set(found).size).toBe(found.length);
					const kept = rows(values.length, (index) => ({ amount: values[index] ?? null })).filter((_, index) => stable(index));
					const expected = new ListServer(kept);
					Object.assign(expected, { nullsFirst });
					const inOrder = await read(expected, { orderBy: 'amount', order });
					expect(found.filter((id) => inOrder.includes(id))).toEqual(inOrder);
				},
			),
			{ seed: 2, numRuns: 150, endOnFailure: true },
		);
	});

	test('the text “0” is a value like others, although EspoCRM leaves it out of groups', async () => {
		const server = new ListServer(rows(20, (index) => ({ code: String(index % 2) })));
		server.pageLimit = 5;
		for (const order of ['asc', 'desc'] as const) {
			const ids = await read(server, { orderBy: 'code', order }, { walkable });
			expect([...ids].sort()).toEqual(Array.from({ length: 20 }, (_, index) => idOf(index)));
		}
	});

	test('a limit ends it, with empty values in the middle of a page', async () => {
		await fc.assert(
			fc.asyncProperty(
				amounts,
				fc.boolean(),
				fc.integer({ min: 1, max: 160 }),
				fc.boolean(),
				async (values, nullsFirst, limit, canWalk) => {
					const all = rows(values.length, (index) => ({ amount: values[index] ?? null }));
					const server = Object.assign(new ListServer(all), { nullsFirst, pageLimit: 7 });
					const whole = await read(Object.assign(new ListServer(all), { nullsFirst }), { orderBy: 'amount' });
					const found = await read(server, { orderBy: 'amount' }, { limit, walkable: async () => await Promise.resolve(canWalk) });
					expect(found).toEqual(whole.slice(0, limit));
				},
			),
			{ seed: 3, numRuns: 100, endOnFailure: true },
		);
	});

	test('whether it can be walked is asked only when one page is not enough', async () => {
		let asked = 0;
		const counting = async () => await Promise.resolve(++asked > 0);
		await read(new ListServer(rows(200)), { orderBy: 'name' }, { walkable: counting });
		await read(new ListServer(rows(900)), { orderBy: 'name' }, { walkable: counting, limit: 200 });
		expect(asked).toBe(0);
		await read(new ListServer(rows(201)), { orderBy: 'name' }, { walkable: counting });
		expect(asked).toBe(1);
	});

	test('an attribute whose values are not in the rows goes by position', async () => {
		const server = new ListServer(rows(450));
		expect(await read(server, { orderBy: 'assignedUser' }, { walkable })).toHaveLength(450);
		expect(server.requests.every(({ where }) => where === undefined)).toBe(true);
	});

	test('an offset counts for the first page only', async () => {
		const all = rows(600, (index) => ({ amount: index % 5 }));
		const whole = await read(new ListServer(all), { orderBy: 'amount' });
		expect(await read(new ListServer(all), { orderBy: 'amount', offset: 250 }, { walkable })).toEqual(whole.slice(250));
	});

	test('a list that ignores the filter ends', async () => {
		const server = Object.assign(new ListServer(rows(450)), { ignoresFilter: true });
		await expect(read(server, { orderBy: 'name' }, { walkable })).rejects.toThrow('notEspo');
		expect(server.requests.length).toBeLessThan(10);
	});
});

describe('long lists of values', () => {
	const many = (count: number) => Array.from({ length: count }, (_, index) => idOf(index * 2));

	test.each([undefined, 700])('are divided, and each row comes once (limit %s)', async (limit) => {
		const server = new ListServer(rows(3_000));
		const values = many(1_400);
		const found = await read(server, { where: [{ type: 'in', attribute: 'id', value: [...values, ...values.slice(0, 50)] }] }, { limit });
		expect(found.sort()).toEqual(values.slice(0, limit));
		expect(server.requests.length).toBeGreaterThan(3);
	});

	test('each request line stays below 7.5 KB', async () => {
		const server = new ListServer(rows(3_000));
		const lines: number[] = [];
		const client = createEspoClient({
			now: () => 0,
			sleep: async () => await Promise.resolve(),
			send: async (request) => {
				lines.push(`GET /espocrm/api/v1${request.path} HTTP/1.1`.length);
				return await server.send(request);
			},
		});
		await listRecords(client, { path: ['Account'], params: { where: [{ type: 'in', attribute: 'id', value: many(1_400) }] } });
		expect(Math.max(...lines)).toBeLessThan(7_500);
	});

	test.each([
		['a sort', { orderBy: 'name', where: [{ type: 'in', attribute: 'id', value: many(1_400) }] }],
		['an offset', { offset: 1, where: [{ type: 'in', attribute: 'id', value: many(1_400) }] }],
		['no list of possible values', { where: [{ type: 'notIn', attribute: 'id', value: many(1_400) }] }],
		['one long text', { where: [{ type: 'equals', attribute: 'name', value: 'x'.repeat(8_000) }] }],
	])('with %s are refused before any request', async (_, params) => {
		const server = new ListServer(rows(10));
		await expect(read(server, params)).rejects.toThrow(InvalidInput);
		expect(server.requests).toEqual([]);
	});
});
