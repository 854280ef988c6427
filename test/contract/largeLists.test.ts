import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Faults } from '../harness/FaultProxy';
import { describeEspo } from './server/describeEspo';
import { entity, inJson, relation, selected, sortBy } from './server/parameters';

const COUNT = 1_000;
/** One row in three may be deleted at some time, so only the others are owed. */
const isVictim = (index: number) => index % 3 === 0;

describeEspo('large lists', (espo) => {
	let rows: Array<{ id: string; index: number }> = [];
	const where = () => ({ filters: { where: JSON.stringify([{ type: 'startsWith', attribute: 'name', value: espo.prefix }]) } });
	const all = (more: INodeParameters = {}) =>
		entity('getAll', 'Account', { returnAll: true, ...where(), ...selected('name', 'sicCode'), ...more });
	const stable = () =>
		rows
			.filter(({ index }) => !isVictim(index))
			.map(({ id }) => id)
			.sort();
	const values = (index: number): IDataObject => ({
		name: espo.name(`row ${index}`),
		...(index % 7 && { sicCode: String(100 + (index % 45)) }),
		...(index % 3 && { type: 'Customer' }),
	});

	beforeAll(async () => {
		const items = Array.from({ length: COUNT }, (_, index) => values(index));
		const { json, error } = await espo.run(
			{ ...entity('create', 'Account'), ...inJson('={{ $json }}'), options: { skipDuplicateCheck: true, requestsInFlight: 8 } },
			items,
		);
		expect(error).toBeUndefined();
		rows = json.map(({ id }, index) => ({ id: String(id), index }));
		expect(new Set(rows.map(({ id }) => id)).size).toBe(COUNT);
		expect(espo.sent.filter((sent) => sent === 'POST Account')).toHaveLength(COUNT);
		expect(espo.sent.length).toBeLessThanOrEqual(COUNT + 1);
	}, 300_000);

	/** Before each page some old and some new rows are deleted and fewer added, which shifts every position behind them. */
	const whileOthersWrite = (): Faults => {
		const victims = rows.filter(({ index }) => isVictim(index));
		return async ({ method, path }) => {
			if (method !== 'GET' || !path.includes('searchParams')) return undefined;
			const gone = [...victims.splice(0, 7), ...victims.splice(-7)];
			rows = rows.filter((row) => !gone.includes(row));
			await espo.api.inParallel(gone, async ({ id }) => await espo.api.remove('Account', id));
			const added = await espo.createMany('Account', 4, (index) => values(index * 13));
			rows.push(...added.map(({ id }) => ({ id, index: 0 })));
			return undefined;
		};
	};
	const idsOf = (list: IDataObject[]) => list.map(({ id }) => String(id));
	const expectExact = (found: string[]) => {
		expect(new Set(found).size).toBe(found.length);
		const wanted = new Set(stable());
		expect(found.filter((id) => wanted.has(id)).sort()).toEqual([...wanted].sort());
	};
	/** The order that the server itself gives, page by page. */
	const serverOrder = async (orderBy: string, order: string): Promise<string[]> => {
		const found: string[] = [];
		for (let offset = 0; ; offset += 200) {
			const { list } = await espo.api.list('Account', {
				where: JSON.parse(where().filters.where) as IDataObject[],
				select: ['id'],
				orderBy,
				order,
				offset,
				maxSize: 200,
			});
			found.push(...list.map(({ id }) => id));
			if (list.length < 200) return found;
		}
	};

	it.each<[number, number | undefined, number]>([
		[200, undefined, 1],
		[201, undefined, 2],
		[450, undefined, 3],
		[450, 120, 3],
	])('a limit of %d with offset %p is paged by itself', async (limit, offset, requests) => {
		const found = idsOf(
			await espo.json(
				entity('getAll', 'Account', { limit, ...where(), ...sortBy('name'), ...selected('name'), options: { ...(offset && { offset }) } }),
			),
		);
		const sent = espo.sent;
		expect(found).toEqual((await serverOrder('name', 'asc')).slice(offset ?? 0, (offset ?? 0) + limit));
		expect(sent.filter((request) => request !== 'GET Metadata')).toEqual(Array.from({ length: requests }, () => 'GET Account'));
		expect(sent.length).toBeLessThanOrEqual(requests + 1);
	});

	it('a limit without a sort gives distinct rows', async () => {
		expect(new Set(idsOf(await espo.json(entity('getAll', 'Account', { limit: 350, ...where() })))).size).toBe(350);
		expect(espo.proxy.requests).toHaveLength(2);
	});

	it.each(['asc', 'desc'])('sorts by an attribute with repeated and empty values, %s', async (order) => {
		const found = idsOf(await espo.json(all(sortBy('sicCode', order))));
		expect(found).toEqual(await serverOrder('sicCode', order));
		expect(espo.sent.filter((sent) => sent === 'GET Account').length).toBeLessThanOrEqual(8);
	});

	it.each<[string, string]>([
		['createdAt', 'desc'],
		['name', 'asc'],
		['type', 'asc'],
	])('sorts by %s, %s', async (orderBy, order) => {
		expect(idsOf(await espo.json(all(sortBy(orderBy, order))))).toEqual(await serverOrder(orderBy, order));
	});

	describe('while others add and delete', () => {
		it('returns every row that was there all the time, once', async () => {
			espo.proxy.reset(whileOthersWrite());
			const { json, error } = await espo.runOn(all());
			expect(error).toBeUndefined();
			expectExact(idsOf(json));
			expect(espo.sent.length).toBeLessThanOrEqual(7);
			expect(espo.sent.length).toBeGreaterThanOrEqual(5);
		});

		it.each(['asc', 'desc'])('sorted by a plain attribute too, %s', async (order) => {
			espo.proxy.reset(whileOthersWrite());
			const { json, error } = await espo.runOn(all({ ...sortBy('sicCode', order), ...(order === 'asc' && { ...selected('name') }) }));
			expect(error).toBeUndefined();
			expectExact(idsOf(json));
			const codes = json.map(({ sicCode }) => sicCode).filter((code) => code !== null) as string[];
			expect(codes).toEqual(order === 'asc' ? [...codes].sort() : [...codes].sort().reverse());
		});

		it('of a relation', async () => {
			const { id } = await espo.create('Contact', { lastName: espo.prefix });
			const linked = rows
				.filter(({ index }) => !isVictim(index))
				.slice(0, 450)
				.map((row) => row.id);
			expect(
				(await espo.run(relation('link', ['Contact', 'accounts'], id, { relatedIds: `={{ ${JSON.stringify(linked)} }}` }))).json,
			).toEqual([{ success: true }]);
			expect(espo.proxy.requests).toHaveLength(1);
			const leaving = linked.filter((_, index) => index % 10 === 0);
			const staying = linked.filter((_, index) => index % 10 !== 0);
			espo.proxy.reset(async () => {
				const ids = leaving.splice(0, 10);
				if (ids.length) await espo.api.done('DELETE', `Contact/${id}/accounts`, { ids });
				return undefined;
			});
			const { json, error } = await espo.runOn(relation('getAll', ['Contact', 'accounts'], id, { returnAll: true, ...selected('name') }));
			expect(error).toBeUndefined();
			const found = idsOf(json);
			expect(new Set(found).size).toBe(found.length);
			expect(found.filter((row) => staying.includes(row)).sort()).toEqual([...staying].sort());
			expect(espo.proxy.requests).toHaveLength(3);
		});
	});

	it('reads all notes of a stream', async () => {
		const { id } = await espo.create('Account', { name: espo.name('posts') });
		await espo.api.inParallel(
			Array.from({ length: 230 }, (_, index) => index),
			async (index) => await espo.api.post('Account', id, `post ${index}`),
		);
		const found = await espo.json({
			resource: 'stream',
			operation: 'getAll',
			source: 'record',
			entityType: { __rl: true, mode: 'id', value: 'Account' },
			recordId: { __rl: true, mode: 'id', value: id },
			returnAll: true,
			options: { events: ['post'] },
		});
		expect(new Set(found.map(({ post }) => post)).size).toBe(230);
		expect(found).toHaveLength(230);
		expect(espo.proxy.requests).toHaveLength(2);
	});
});
