import { deleteRecord } from '../../../nodes/EspoCrm/operations/entity/delete';
import { get } from '../../../nodes/EspoCrm/operations/entity/get';
import { update } from '../../../nodes/EspoCrm/operations/entity/update';
import { linkRecords } from '../../../nodes/EspoCrm/operations/relation/link';
import { unlink } from '../../../nodes/EspoCrm/operations/relation/unlink';
import type { EspoRequest } from '../../../nodes/shared/api/request/EspoRequest';
import type { HttpRequest } from '../../../nodes/shared/api/request/Send';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import { operation, type AnyValues } from '../../../nodes/shared/operation/Operation';
import { json, refusal } from '../model/requestParts';
import { runJobs as run } from '../model/runJobs';

const account = (recordId: string, more: AnyValues = {}): AnyValues => ({
	entityType: 'Account',
	recordId,
	output: {},
	options: {},
	...more,
});
const linked = (recordId: string, ...relatedIds: string[]): AnyValues => account(recordId, { link: 'contacts', linkBy: 'ids', relatedIds });
const yes = () => json(true);

test('one request per item, answers at their items, in any order of arrival', async () => {
	const { results, requests } = await run(
		get,
		['a', 'b', 'c'].map((id) => account(id)),
		({ path }) => (path.endsWith('/b') ? refusal(404, 'Record b does not exist.') : json({ id: path.slice(-1) })),
	);
	expect(results).toEqual([[{ id: 'a' }], 'Record b does not exist.', [{ id: 'c' }]]);
	expect(requests.sort()).toEqual(['GET /Account/a', 'GET /Account/b', 'GET /Account/c']);
});

test('a success of another shape is none', async () => {
	const { results } = await run(get, [account('a')], () => json({ total: 0, list: [] }));
	expect(results).toEqual([expect.stringContaining('notEspo')]);
	expect((await run(deleteRecord, [account('a')], () => json(false))).results).toEqual([expect.any(String)]);
});

test('reads may overlap; writes wait for those that work on the same record, whatever the case of its ID', async () => {
	expect((await run(get, [account('a'), account('a')], () => json({ id: 'a' }))).keys).toEqual([[], []]);
	const { keys } = await run(
		update,
		[
			account('Aa', { attributes: { values: {}, uploads: [] }, options: {} }),
			account('aA', { attributes: { values: {}, uploads: [] }, options: {} }),
		],
		() => json({ id: 'a' }),
	);
	expect(keys[0]).toEqual(keys[1]);
	expect(keys[0]).toHaveLength(1);
});

test('what EspoCRM did not store is told', async () => {
	const { hints, results } = await run(
		update,
		[account('a', { attributes: { values: { name: 'Acme', nosuch: 1 }, uploads: [] }, options: {} })],
		() => json({ id: 'a', name: 'Acme' }),
	);
	expect(results).toEqual([[{ id: 'a', name: 'Acme' }]]);
	expect(hints).toEqual([expect.stringMatching(/Item 0.*nosuch/)]);
	expect(hints[0]).not.toContain('Acme');
});

describe.each([
	['link', linkRecords, 'POST'],
	['unlink', unlink, 'DELETE'],
] as const)('%s', (_, operation, method) => {
	test('items with the same record share one request, without repeated IDs', async () => {
		const { requests, bodies, results } = await run(
			operation,
			[linked('a', 'x'), linked('b', 'x'), linked('a', 'y', 'x'), linked('a', 'z')],
			yes,
		);
		expect(requests.map((request, index) => [request, bodies[index]]).sort()).toEqual([
			[`${method} /Account/a/contacts`, { ids: ['x', 'y', 'z'] }],
			[`${method} /Account/b/contacts`, { ids: ['x'] }],
		]);
		expect(results).toEqual(Array(4).fill([{ success: true }]));
	});

	test('two requests never share a record on either side', async () => {
		const { keys } = await run(operation, [linked('a', 'x', 'y'), linked('b', 'X')], yes);
		expect(keys.map((own) => [...new Set(own)].sort())).toEqual([
			['a', 'x', 'y'],
			['b', 'x'],
		]);
	});

	test('very many IDs are divided', async () => {
		const items = Array.from({ length: 1_200 }, (__, index) => linked('a', `id${index}`));
		const { bodies, results } = await run(operation, items, yes);
		expect(bodies.flatMap((body) => (body as { ids: string[] }).ids).sort()).toEqual(
			items.map(({ relatedIds }) => (relatedIds as string[])[0]).sort(),
		);
		expect(Math.max(...bodies.map((body) => (body as { ids: string[] }).ids.length))).toBeLessThanOrEqual(500);
		expect(results).toHaveLength(1_200);
	});

	test('when an ID is refused, it is found out which, and nothing is half reported', async () => {
		const { results, bodies } = await run(operation, [linked('a', 'x'), linked('a', 'bad'), linked('a', 'y', 'bad', 'z')], ({ body }) =>
			(body?.ids as string[]).includes('bad') ? refusal(404, 'Not found.') : json(true),
		);
		expect(results).toEqual([
			[{ success: true }],
			expect.stringMatching(/^Not found\. \| ID: bad\.$/),
			expect.stringMatching(/^Not found\. \| .*bad\. Processed: y, z\.$/),
		]);
		expect(bodies.filter((body) => (body as { ids: string[] }).ids.join() === 'bad')).toHaveLength(1);
	});

	test.each([
		['a denied log-in', 401, undefined],
		['a lock-out', 403, undefined],
		['no answer', 504, undefined],
		['maintenance', 503, undefined],
	])('after %s the IDs are not sent one by one', async (__, status, reason) => {
		const { requests, results } = await run(operation, [linked('a', 'x'), linked('a', 'y')], () => refusal(status, reason));
		expect(requests).toHaveLength(1);
		expect(results.map((result) => typeof result)).toEqual(['string', 'string']);
	});

	test('an answer “false” is no success', async () => {
		expect((await run(operation, [linked('a', 'x')], () => json(false))).results).toEqual([expect.any(String)]);
	});
});

describe('link all that match a filter', () => {
	const where = [{ type: 'equals', attribute: 'name', value: 'x' }];
	const byFilter = (filters: JsonObject): AnyValues => account('a', { link: 'contacts', linkBy: 'filter', filters });
	const server = (massLink: boolean) => (request: HttpRequest) => {
		if (request.path.startsWith('/Metadata')) return json({ type: 'hasMany', entity: 'Contact' });
		if (request.method === 'GET') return json({ total: -2, list: [{ id: 'x' }, { id: 'y' }] });
		return request.body?.massRelate && !massLink ? refusal(403, 'Mass link is not allowed.') : json(true);
	};

	test('in one request where the server allows it', async () => {
		const { requests, bodies, results } = await run(linkRecords, [byFilter({ where })], server(true));
		expect([requests, bodies, results]).toEqual([['POST /Account/a/contacts'], [{ massRelate: true, where }], [[{ success: true }]]]);
	});

	test('else the IDs are listed and linked', async () => {
		const { requests, bodies, results } = await run(linkRecords, [byFilter({ where })], server(false));
		expect(requests[0]).toBe('POST /Account/a/contacts');
		expect(requests.filter((request) => request.startsWith('GET /Contact?'))).toHaveLength(1);
		expect(bodies[bodies.length - 1]).toEqual({ ids: ['x', 'y'] });
		expect(results).toEqual([[{ success: true }]]);
	});

	test("a named filter is listed at once: the server's mass link would leave it out", async () => {
		const { bodies } = await run(linkRecords, [byFilter({ primaryFilter: 'open', where })], server(true));
		expect(bodies.filter(Boolean)).toEqual([{ ids: ['x', 'y'] }]);
	});

	test.each<JsonObject>([{}, { where: [] }, { boolFilterList: [] }])(
		'an empty filter %j would link everything: it is refused before any request',
		async (filters) => {
			const { requests, results } = await run(linkRecords, [byFilter(filters)], server(true));
			expect(requests).toEqual([]);
			expect(results).toEqual([expect.stringContaining('would link every record')]);
		},
	);

	test('another refusal is passed on', async () => {
		const { results, requests } = await run(linkRecords, [byFilter({ where })], () => refusal(403, 'No edit access.'));
		expect([results, requests.length]).toEqual([['No edit access.'], 1]);
	});
});

test('items keep their turn, whichever way each of them works', async () => {
	const mixed = operation({
		resource: 'entity',
		value: 'mixed',
		name: 'Mixed',
		action: 'Mix',
		description: 'Mixes',
		effect: 'read',
		parameters: [],
		plan: (values) => {
			const { single, recordId } = values as AnyValues;
			const request: EspoRequest = { method: 'GET', path: ['Account', String(recordId)] };
			return single
				? { request, output: (body) => body as JsonObject }
				: { steps: async ({ client }) => (await client.request(request)).body as JsonObject };
		},
	});
	const { requests } = await run(
		mixed,
		['a', 'b', 'c', 'd'].map((id, index) => account(id, { single: index % 2 === 0 })),
		({ path }) => json({ id: path.slice(-1) }),
	);
	expect(requests).toEqual(['GET /Account/a', 'GET /Account/b', 'GET /Account/c', 'GET /Account/d']);
});

test('the records of a long list are not held beside what is shown of them', async () => {
	const read: JsonObject[] = ['a', 'b'].map((id) => ({ id, createdAt: '2026-11-23 10:00:00' }));
	const listed = operation({
		resource: 'entity',
		value: 'listed',
		name: 'Listed',
		action: 'List',
		description: 'Lists',
		effect: 'read',
		parameters: [],
		plan: () => ({ presents: { dateTimes: 'iso', labels: false }, steps: async () => await Promise.resolve(read) }),
	});
	const { results } = await run(listed, [{}], yes);
	expect(results).toEqual([['a', 'b'].map((id) => ({ id, createdAt: '2026-11-23T10:00:00Z' }))]);
	// Whoever still has the list that was read has what is shown.
	expect(read).toEqual(results[0]);
});

test('what was done is told before the failure that stops the run', async () => {
	const linkedTo = (id: string) => linked('r', id);
	const { results } = await run(linkRecords, ['bad', 'c0', 'c1'].map(linkedTo), ({ body }) =>
		(body as { ids: string[] }).ids.includes('bad') ? refusal(404, 'No such record.') : json(true),
	);
	expect(results.slice(1)).toEqual([[{ success: true }], [{ success: true }]]);
	expect(results[0]).toMatch(/No such record/);
});

test('the same link with other columns keeps its place: the last item wins', async () => {
	const roles = ['Evaluator', 'Influencer', 'Evaluator'];
	const items = roles.map((role) => ({
		...account('o'),
		entityType: 'Opportunity',
		link: 'contacts',
		linkBy: 'ids',
		relatedIds: ['c'],
		linkColumns: [{ column: 'role', value: role, isPlaced: true }],
	}));
	const { bodies } = await run(linkRecords, items, ({ method, body }) =>
		method === 'POST' ? json(true) : json({ id: 'o', ...(body as object) }),
	);
	const sent = bodies.map((body) => (body as { contactsColumns?: { c: { role: string } } }).contactsColumns?.c.role).filter(Boolean);
	expect(sent).toEqual(roles);
});

test('columns of the same two records keep their order from either side', async () => {
	const role = (value: string) => [{ column: 'role', value, isPlaced: true }];
	const fromAccount = (value: string) => ({
		...account('a'),
		link: 'contacts',
		linkBy: 'ids',
		relatedIds: ['c'],
		linkColumns: role(value),
	});
	const items = [
		fromAccount('R1'),
		{ ...fromAccount('R2'), entityType: 'Contact', recordId: 'c', link: 'accounts', relatedIds: ['a'] },
		fromAccount('R1'),
	];
	const { requests } = await run(linkRecords, items, ({ method, body }) =>
		method === 'POST' ? json(true) : json({ id: 'a', ...(body as object) }),
	);
	expect(requests.filter((request) => request.startsWith('POST'))).toEqual([
		'POST /Account/a/contacts',
		'POST /Contact/c/accounts',
		'POST /Account/a/contacts',
	]);
});
