import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/runNode';
import { byKey } from './server/credential';
import { entity, ID, LIST_ALL, relation } from './server/parameters';
import { startServer, type Answer, type Received, type TestServer } from './server/startServer';

jest.setTimeout(30_000);

interface Search {
	maxSize?: number;
	offset?: number;
	orderBy?: string;
	order?: string;
	where?: Array<{ type: string; attribute: string; value: string }>;
}

interface Quirks {
	/** The page size that the administrator set. */
	limit?: number;
	ignores?: Array<'offset' | 'where' | 'maxSize' | 'order'>;
	/** What it says of the number of rows; the truth when absent. */
	total?: (matching: number, left: number) => number;
	/** Fewer rows than asked. */
	shortBy?: number;
	delayMs?: number;
}

type Row = Record<string, unknown> & { id: string };

const rowsOf = (count: number): Row[] =>
	Array.from({ length: count }, (_, index) => ({ id: `id${String(index).padStart(6, '0')}`, name: `Name ${index % 7}` }));
const searchOf = ({ url }: Received): Search => JSON.parse(new URL(url, 'http://x').searchParams.get('searchParams') ?? '{}') as Search;

let server: TestServer;
beforeAll(async () => (server = await startServer(() => ({}))));
afterAll(async () => await server.close());

/** A list as EspoCRM keeps it, with faults. */
function serve(
	rows: Row[],
	{ limit = 200, ignores = [], total, shortBy = 0, delayMs }: Quirks = {},
	before: (index: number) => void = () => undefined,
): void {
	server.handle((request, index): Answer => {
		before(index);
		if (index > 300) return { status: 500 };
		if (!request.url.includes('searchParams')) return { body: {} };
		const search = searchOf(request);
		const size = ignores.includes('maxSize') ? limit : (search.maxSize ?? limit);
		if (size > limit) return { status: 403, headers: { 'x-status-reason': `Max size should not exceed ${limit}. Use offset and limit.` } };
		const matches = (row: Row) =>
			ignores.includes('where') ||
			(search.where ?? []).every(
				({ type, attribute, value }) => attribute !== 'id' || (type === 'greaterThan' ? row.id > value : row.id <= value),
			);
		const found = rows.filter(matches).sort((a, b) => (ignores.includes('order') ? 0 : a.id < b.id ? -1 : 1));
		const offset = ignores.includes('offset') ? 0 : (search.offset ?? 0);
		const list = found.slice(offset, offset + Math.max(1, size - shortBy));
		const left = found.length - offset - list.length;
		const counted = request.headers['x-no-total'] === 'true' ? (left > 0 ? -1 : -2) : found.length;
		return { delayMs, body: { total: total ? total(found.length, left) : counted, list } };
	});
}

const run = async (parameters: INodeParameters) => await runNode({ credentials: byKey(server.url), parameters });
const ids = (rows: Array<{ id?: unknown }>) => rows.map(({ id }) => id);
const RELATED = relation('getAll', { returnAll: true });

describe.each<[string, INodeParameters]>([
	['all records', LIST_ALL],
	['all related records', RELATED],
	['a high limit', entity('getAll', { limit: 5_000 })],
])('%s', (_title, parameters) => {
	it.each<[string, Quirks]>([
		['with pages of 50', { limit: 50 }],
		['with pages of 20', { limit: 20 }],
		['with pages that are shorter than asked', { shortBy: 3 }],
		['with a page size that nobody asked for', { limit: 7, ignores: ['maxSize'] }],
		['with totals that are always real', { total: (matching) => matching }],
		['with totals that are never real', { total: (_matching, left) => (left > 0 ? -1 : -2) }],
		['with a total that is too high', { total: (matching) => matching + 3 }],
	])('come once each, %s', async (_quirk, quirks) => {
		const rows = rowsOf(617);
		serve(rows, quirks);
		const { json, error } = await run(parameters);
		expect(error).toBeUndefined();
		expect(ids(json)).toEqual(ids(rows));
	});

	it.each<[string, Quirks]>([
		['everything', { ignores: ['where', 'offset'] }],
		['everything, the page size too', { ignores: ['where', 'offset', 'maxSize'] }],
		['everything, with a high total', { ignores: ['where', 'offset'], total: () => 1_000_000 }],
		['everything, without a total', { ignores: ['where', 'offset'], total: () => -1 }],
	])('end with an error when the list ignores %s', async (_quirk, quirks) => {
		serve(rowsOf(617), quirks);
		const { error } = await run(parameters);
		expect(error?.message).toMatch(
			/(This list can only be read page by page|EspoCRM returns only the first page of this list): set a (lower )?limit/,
		);
		expect(server.requests.length).toBeLessThanOrEqual(6);
	});
});

it('finds out that a list ignores the order, instead of leaving rows out', async () => {
	serve(rowsOf(617).reverse(), { ignores: ['order'] });
	expect((await run(LIST_ALL)).error?.message).toMatch(/page by page/);
});

it('reads by offset what cannot be read by id', async () => {
	serve(rowsOf(617), { ignores: ['where'] });
	expect((await run(LIST_ALL)).error?.message).toMatch(/set a limit/);
	serve(rowsOf(617), { ignores: ['where'] });
	expect((await run(entity('getAll', { limit: 617 }))).json).toHaveLength(617);
});

it('reads 10,000 rows with at most four requests at once', async () => {
	const rows = rowsOf(10_000);
	serve(rows);
	const { json } = await run(LIST_ALL);
	expect(ids(json)).toEqual(ids(rows));
	expect(server.peak).toBeLessThanOrEqual(4);
	expect(server.requests.length).toBeLessThan(60);
});

it('never has more than four requests under way for several lists', async () => {
	serve(rowsOf(2_400), { delayMs: 5 });
	const { json } = await runNode({ credentials: byKey(server.url), parameters: LIST_ALL, items: [{}, {}, {}, {}, {}] });
	expect(json).toHaveLength(12_000);
	expect(server.peak).toBeLessThanOrEqual(4);
});

it('learns a smaller page size for several lists at once', async () => {
	serve(rowsOf(40), { limit: 20 });
	const { json, error } = await runNode({ credentials: byKey(server.url), parameters: LIST_ALL, items: [{}, {}, {}, {}] });
	expect(error).toBeUndefined();
	expect(json).toHaveLength(160);
});

it.each([1, 5, 199, 200, 201, 399, 400])('gives %d rows and no more, even from a list that gives whole pages', async (limit) => {
	for (const quirks of [{}, { ignores: ['maxSize' as const] }]) {
		serve(rowsOf(617), quirks);
		expect(ids((await run(entity('getAll', { limit }))).json)).toEqual(ids(rowsOf(limit)));
	}
});

it('gives each row once while others add and delete', async () => {
	const rows = rowsOf(3_000);
	const stay = rows.filter((_, index) => index % 10);
	serve(rows, {}, (index) => {
		rows.push({ id: `id${String(index * 37).padStart(6, '0')}x` });
		const gone = rows.findIndex(({ id }) => id === `id${String(2_990 - index * 10).padStart(6, '0')}`);
		if (gone >= 0) rows.splice(gone, 1);
	});
	const { json } = await run(LIST_ALL);
	expect(new Set(ids(json)).size).toBe(json.length);
	const given = new Set(ids(json));
	expect(stay.filter(({ id }) => !given.has(id))).toEqual([]);
});

it('does not stop at a limit because rows are added in front', async () => {
	const rows = rowsOf(617);
	serve(rows, {}, (index) => index === 1 && rows.unshift({ id: 'id!' }, { id: 'id"' }, { id: 'id#' }));
	const { json, error } = await run(entity('getAll', { limit: 201 }));
	expect(error).toBeUndefined();
	expect(json).toHaveLength(201);
});

describe('rows', () => {
	const one = async (list: unknown[], parameters = LIST_ALL) => {
		server.handle(() => ({ body: { total: list.length, list } }));
		return await run(parameters);
	};

	it('without a name are records too', async () => expect((await one([{ id: ID }])).json).toEqual([{ id: ID }]));
	it.each([[[{ id: ID }, null]], [[5]], [['x']], [[[]]], [[{ name: 'a' }, { name: 'b' }]]])("like %j are none of EspoCRM's", async (list) =>
		expect((await one(list)).error?.message).toMatch(/does not look like EspoCRM's/),
	);
	it('that come twice are given once', async () =>
		expect((await one([{ id: 'a' }, { id: 'a' }, { id: 'b' }], entity('getAll', { limit: 10 }))).json).toHaveLength(2));
	it('with huge numbers and deep values pass as JSON reads them', async () => {
		server.handle(() => ({ body: `{"total":1,"list":[{"id":"a","big":9007199254740993,"deep":${'['.repeat(500)}${']'.repeat(500)}}]}` }));
		expect((await run(LIST_ALL)).json).toEqual([expect.objectContaining({ id: 'a', big: 9007199254740992 })]);
	});
});

it('ends the other ranges when one fails', async () => {
	serve(rowsOf(10_000));
	const whole = server;
	let failed = 0;
	const { json } = await run(LIST_ALL);
	expect(json).toHaveLength(10_000);
	const needed = whole.requests.length;
	server.handle((request, index) => {
		if (index === 8) return { status: 500 };
		if (index > 8) failed++;
		const { where = [], maxSize = 200, offset = 0 } = searchOf(request);
		const found = rowsOf(10_000).filter(({ id }) => where.every(({ type, value }) => (type === 'greaterThan' ? id > value : id <= value)));
		return { body: { total: found.length, list: found.slice(offset, offset + maxSize) } };
	});
	expect((await run(LIST_ALL)).error?.message).toMatch(/could not process/);
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect(failed).toBeLessThanOrEqual(4);
	expect(needed).toBeGreaterThan(40);
});
