import type { INodeParameters } from 'n8n-workflow';

import { locator } from '../harness/locator';
import { runNode } from '../harness/runNode';
import { byKey } from './server/credential';
import { CREATE, mapping, entity, fields, ID, LIST, READ, record, relation, stream } from './server/parameters';
import { startServer, type TestServer } from './server/startServer';

jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => (server = await startServer(() => ({}))));
afterAll(async () => await server.close());
beforeEach(() =>
	server.handle(({ method, url }) => ({ body: method === 'GET' && !url.includes(ID) ? { total: 0, list: [] } : { id: ID } })),
);

const run = async (parameters: INodeParameters, items: object[] = [{}], onError?: 'continueRegularOutput') =>
	await runNode({ credentials: byKey(server.url), parameters, items: items.map((json) => ({ json: { ...json } })), onError });

/** Refused before anything is sent, with a message that names the parameter. */
async function refused(parameters: INodeParameters, parameter: string | RegExp, item: object = {}) {
	const { error, items } = await run(parameters, [item]);
	expect(error?.message).toMatch(parameter);
	expect(error?.context.itemIndex).toBe(0);
	expect(error?.message.length).toBeLessThan(400);
	expect(items).toEqual([]);
	expect(server.requests).toHaveLength(0);
}

const IDS: Array<[string, unknown]> = [
	['a step up', '../User'],
	['an encoded step up', '..%2fUser'],
	['encoded dots', '%2e%2e'],
	['dots', '..'],
	['a dot', '.'],
	['a slash', 'a/b'],
	['an encoded slash', 'a%2Fb'],
	['a backslash', 'a\\b'],
	['a question mark', 'a?b=1'],
	['a hash', 'a#b'],
	['a semicolon', 'a;b'],
	['a space', 'a b'],
	['a line break', 'a\nb'],
	['a NUL', 'a\0b'],
	['a Cyrillic letter', 'аbc'],
	['full-width digits', '１２３'],
	['a full-width slash', 'a／b'],
	['a right-to-left mark', 'abc\u202e'],
	['a hyphen first', '-abc'],
	['10,000 characters', 'a'.repeat(10_000)],
	['65 characters', 'a'.repeat(65)],
	['nothing', ''],
	['spaces', '   '],
	['undefined', 'undefined'],
	['null as text', 'null'],
	['NaN', 'NaN'],
	['[object Object]', '[object Object]'],
	['null', null],
	['a list', ['a', 'b']],
	['an object', { id: 'a' }],
	['true', true],
	['a negative number', -1],
	['a fraction', 1.5],
	['a number that lost digits', 61234567890123456],
	['1e21', 1e21],
];

describe.each<[string, INodeParameters, string]>([
	['read', record('get', '={{ $json.id }}'), 'Record'],
	['update', record('update', '={{ $json.id }}', fields()), 'Record'],
	['delete', record('delete', '={{ $json.id }}'), 'Record'],
	['related list', relation('getAll', { recordId: locator('={{ $json.id }}') }), 'Record'],
	['follow', { ...record('follow', '={{ $json.id }}'), resource: 'stream' }, 'Record'],
])('an ID for %s', (_operation, parameters, parameter) => {
	it.each(IDS)('that is %s is refused', async (_title, id) => await refused(parameters, parameter, { id }));
});

describe('related IDs', () => {
	it.each(IDS.filter(([title]) => !['a list'].includes(title)))('one that is %s is refused', async (_title, id) => {
		await refused(relation('link', { relatedIds: '={{ $json.id }}' }), 'Related Records', { id });
		await refused(relation('unlink', { relatedIds: '={{ [$json.ok, $json.id] }}' }), /Related Records/, { ok: '../x', id });
	});
});

it.each<[string, unknown, string]>([
	['a number', 5, '5'],
	['a number with spaces', ' 5 ', '5'],
	['64 characters', 'a'.repeat(64), 'a'.repeat(64)],
	['an UUID', '0189f5a0-1b2c-7d3e-8f40-123456789abc', '0189f5a0-1b2c-7d3e-8f40-123456789abc'],
])('takes an ID that is %s', async (_title, id, sent) => {
	await run(record('get', '={{ $json.id }}'), [{ id }]);
	expect(server.requests.map(({ url }) => url)).toEqual([`/api/v1/Account/${sent}`]);
});

describe('names', () => {
	const names: Array<[string, unknown]> = [
		['a step up', '../User'],
		['a slash', 'Account/1'],
		['an encoded slash', 'Account%2F1'],
		['a dot', 'Account.name'],
		['a space', 'My Type'],
		['a digit first', '1Type'],
		['an underscore', '_x'],
		['a Cyrillic letter', 'Ассоunt'],
		['nothing', ''],
		['null', null],
		['a number', 5],
		['a list', ['Account']],
		['an object', { a: 1 }],
		['101 characters', 'A'.repeat(101)],
		['__proto__', '__proto__'],
	];
	it.each(names)(
		'an entity type that is %s is refused',
		async (_title, name) => await refused({ ...LIST, entityType: locator('={{ $json.name }}') }, 'Entity Type', { name }),
	);
	it.each(names)(
		'a relation that is %s is refused',
		async (_title, name) => await refused(relation('getAll', { link: locator('={{ $json.name }}') }), 'Relation', { name }),
	);
	it.each(names.slice(0, 9))('an attribute that is %s is refused', async (_title, name) => {
		await refused(entity('create', mapping('={{ { [$json.name]: "x" } }}')), 'Field', { name });
		await refused(
			entity('getAll', { filters: { conditions: { condition: [{ attribute: '={{ $json.name }}', operator: 'equals', value: 'x' }] } } }),
			'Field',
			{ name },
		);
	});
	it.each(names.slice(0, 8))(
		'a sort that is %s is refused',
		async (_title, name) => await refused(entity('getAll', { sort: { by: { orderBy: '={{ $json.name }}' } } }), 'Sort', { name }),
	);
});

describe('numbers', () => {
	it.each([Infinity, Number.NaN])('%p is refused, naming where it is', async (value) => {
		await refused(entity('getAll', { returnAll: false, limit: '={{ $json.value }}' }), `“Limit” is ${value}, which is not a number`, {
			value,
		});
		await refused(
			entity('getAll', { options: { offset: '={{ $json.value }}' } }),
			`“Offset” in “Options” is ${value}, which is not a number`,
			{ value },
		);
		await refused(entity('create', mapping({ amount: '={{ $json.value }}' })), `“amount” in “Fields” is ${value}, which is not a number`, {
			value,
		});
		await refused(
			entity('create', { specifyFields: 'json', fieldsJson: '={{ { sizes: [1, $json.value] } }}' }),
			`“sizes” in “Fields (JSON)” is ${value}, which is not a number`,
			{ value },
		);
		await refused(
			entity('getAll', {
				filters: { conditions: { condition: [{ attribute: 'amount', operator: 'equals', value: '={{ $json.value }}' }] } },
			}),
			`“amount” in “Filters” is ${value}, which is not a number`,
			{ value },
		);
	});
	it.each([0, -1, 1.5, 'abc', '1.5', '-3', '10 rows', 2 ** 53, [], {}, true])(
		'a limit of %p is refused',
		async (limit) =>
			await refused(entity('getAll', { returnAll: false, limit: '={{ $json.limit }}' }), '“Limit” must be a whole number', { limit }),
	);
	it.each([-1, 1.5, 'abc', {}])(
		'an offset of %p is refused',
		async (offset) => await refused(entity('getAll', { options: { offset: '={{ $json.offset }}' } }), 'Offset', { offset }),
	);
	it.each([-1, 1.5, 'abc'])(
		'a version number of %p is refused',
		async (version) =>
			await refused(record('update', ID, { ...fields(), options: { versionNumber: '={{ $json.version }}' } }), 'Version Number', {
				version,
			}),
	);
	it.each([0, -1, 'many'])(
		'%p requests in flight are refused',
		async (count) =>
			await refused(entity('create', { ...fields(), options: { requestsInFlight: '={{ $json.count }}' } }), 'Requests in Flight', {
				count,
			}),
	);

	it('a limit of a milliard ends where the list ends', async () => {
		expect((await run(entity('getAll', { limit: 1_000_000_000 }))).error).toBeUndefined();
		expect(server.requests).toHaveLength(1);
	});
});

describe('JSON', () => {
	const nested = (depth: number) => `${'[{"type":"and","value":'.repeat(depth)}[]${'}]'.repeat(depth)}`;

	it.each<[string, unknown]>([
		['broken', '[{'],
		['an object', '{"type":"equals"}'],
		['a number', '5'],
		['text', 'name = x'],
		['without type', '[{"attribute":"name"}]'],
		['with an unknown key', '[{"type":"equals","attribute":"name","valeu":1}]'],
		['a list of text', '["name"]'],
		['a list in a list', '[[{"type":"equals","attribute":"name"}]]'],
		['or without a list', '[{"type":"or","value":{}}]'],
		['with __proto__', '[{"type":"equals","attribute":"a","__proto__":{}}]'],
		['with constructor', '[{"type":"equals","attribute":"a","constructor":{}}]'],
		['wrong far inside', '[{"type":"or","value":[{"type":"and","value":[{"no":1}]}]}]'],
		['an object that is no text', { type: 'equals' }],
		['false', false],
		['nested 20,000 times', nested(20_000)],
	])('a where that is %s is refused', async (_title, where) => {
		const { error } = await run(entity('getAll', { filters: { where: '={{ $json.where }}' } }), [{ where }]);
		expect(error?.context.itemIndex === 0 || /call stack/.test(error?.message ?? '')).toBe(true);
		expect(server.requests).toHaveLength(0);
	});

	it.each<[string, INodeParameters]>([
		['a text search', { filters: { textFilter: '={{ $json.object }}' } }],
		[
			'a condition without an attribute',
			{ filters: { conditions: { condition: [{ attribute: '={{ $json.nothing }}', operator: 'equals', value: 'Acme' }] } } },
		],
	])('%s never means "all"', async (_title, more) => {
		const { error } = await run(entity('getAll', more), [{ object: { a: 1 } }]);
		expect(error?.message).toBeTruthy();
		expect(server.requests).toHaveLength(0);
	});

	it('takes a number as a text search', async () => {
		await run(entity('getAll', { filters: { textFilter: '={{ 2026 }}' } }));
		expect(decodeURIComponent(server.requests[0]?.url ?? '')).toContain('"textFilter":"2026"');
	});

	it.each<[string, unknown]>([
		['broken', '{"name"'],
		['a list', '[{"name":"x"}]'],
		['text', '"x"'],
		['a number', '5'],
		['true', true],
		['a list that is no text', [{ name: 'x' }]],
	])(
		'fields that are %s are refused',
		async (_title, json) =>
			await refused(entity('create', { specifyFields: 'json', fieldsJson: '={{ $json.json }}' }), 'Fields (JSON)', { json }),
	);

	it('pollutes nothing, and loses no key on the way', async () => {
		await run(
			entity('create', {
				specifyFields: 'json',
				fieldsJson: '{"name":"x","__proto__":{"polluted":"yes"},"constructor":"c","toString":"t"}',
			}),
		);
		expect(({} as { polluted?: string }).polluted).toBeUndefined();
		const bodies = () => server.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
		expect(bodies()[0]).toBe('{"name":"x","__proto__":{"polluted":"yes"},"constructor":"c","toString":"t"}');
		await run(entity('create', mapping({ toString: 'c' })));
		expect(bodies()[1]).toBe('{"toString":"c"}');
	});
});

describe('values', () => {
	it('sends emoji, huge text and special characters as they are', async () => {
		const name = `😀 \u202e"'\\/\u0001 ${'x'.repeat(1_000_000)}`;
		server.handle(({ body }) => ({ body: { id: ID, ...(JSON.parse(body) as object) } }));
		const { json, hints } = await run(
			entity('create', { specifyFields: 'json', fieldsJson: '={{ JSON.stringify({ name: $json.name }) }}' }),
			[{ name }],
		);
		expect(json).toEqual([{ id: ID, name }]);
		expect(hints).toEqual([]);
	});

	it('posts no object as text', async () =>
		await refused(stream('createPost', { target: 'all', post: '={{ $json.post }}' }), 'Text', { post: { a: 1 } }));

	it('keeps binary data out of the way', async () => {
		const { json, error } = await runNode({
			credentials: byKey(server.url),
			parameters: READ,
			items: [{ json: {}, binary: { data: { data: 'aGVsbG8=', mimeType: 'text/plain' } } }],
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([{ id: ID }]);
	});
});

describe('items', () => {
	it('does nothing for none', async () => {
		expect((await run(READ, [])).error).toBeUndefined();
		expect(server.requests).toHaveLength(0);
	});

	it('keeps the order of 1,000', async () => {
		server.handle(({ url }, index) => ({ delayMs: index % 3, body: { id: url.split('/').pop() } }));
		const { items } = await run(
			record('get', '={{ $json.id }}'),
			Array.from({ length: 1_000 }, (_, index) => ({ id: `id${index}` })),
		);
		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
			Array.from({ length: 1_000 }, (_, index) => [`id${index}`, { item: index }]),
		);
		expect(server.peak).toBeLessThanOrEqual(4);
	});

	it('goes on with the others when some are bad', async () => {
		const { items } = await run(record('get', '={{ $json.id }}'), [{ id: ID }, { id: '../x' }, {}, { id: ID }], 'continueRegularOutput');
		expect(items.map(({ json }) => json.id ?? json.error)).toEqual([
			ID,
			expect.stringMatching(/Record/),
			expect.stringMatching(/Record/),
			ID,
		]);
		expect(server.requests).toHaveLength(2);
	});

	it('sends nothing at all when one is bad', async () => {
		const { error } = await run(record('delete', '={{ $json.id }}'), [{ id: ID }, { id: '../x' }]);
		expect(error?.context.itemIndex).toBe(1);
		expect(error?.description).toMatch(/None of the \d+ items was processed/);
		expect(server.requests).toHaveLength(0);
	});

	it('names the item whose expression throws', async () => {
		const parameters = entity('create', {
			specifyFields: 'json',
			fieldsJson: '={{ $json.bad ? $("No such node").first().json : { name: "x" } }}',
		});
		const { items } = await run(parameters, [{}, { bad: true }, {}], 'continueRegularOutput');
		expect(items).toHaveLength(3);
		expect(items[1]?.json.error).toBeTruthy();
		expect(server.requests).toHaveLength(2);
	});

	it('creates one at a time as long as one item wants the duplicate check', async () => {
		server.handle(() => ({ delayMs: 5, body: { id: ID, name: 'Acme' } }));
		await run(
			{ ...CREATE, options: { skipDuplicateCheck: '={{ $json.skip }}' } },
			Array.from({ length: 12 }, (_, index) => ({ skip: index !== 6 })),
		);
		expect(server.requests).toHaveLength(12);
		expect(server.peak).toBe(1);
	});
});
