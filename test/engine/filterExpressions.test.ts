import { PollContext } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';

import { locator } from '../harness/locator';
import { PollingWorkflow } from '../harness/PollingWorkflow';
import { runNode } from '../harness/runNode';
import { byKey } from './server/credential';
import { entity, record, relation, stream } from './server/parameters';
import { startServer, type TestServer } from './server/startServer';

jest.setTimeout(30_000);

const FIELDS = {
	name: { type: 'varchar' },
	title: { type: 'varchar' },
	status: { type: 'enum' },
	doNotCall: { type: 'bool' },
	probability: { type: 'int' },
	createdAt: { type: 'datetime' },
	tags: { type: 'multiEnum' },
	parent: { type: 'linkParent' },
};

let server: TestServer;
beforeAll(async () => (server = await startServer(() => ({}))));
afterAll(async () => await server.close());
beforeEach(() =>
	server.handle(({ method, url }) => {
		if (url.includes('Metadata')) return { body: url.includes('fields') ? FIELDS : { fields: FIELDS, links: {} } };
		return { body: method === 'GET' ? { total: 0, list: [] } : true };
	}),
);

const run = async (parameters: INodeParameters, json: object = {}) =>
	await runNode({ credentials: byKey(server.url), parameters, items: [{ json: { ...json } }], timezone: 'America/New_York' });
const list = (more: INodeParameters): INodeParameters => entity('getAll', more);
const rows = (...condition: INodeParameters[]): INodeParameters => ({ filters: { conditions: { condition } } });
/** What the one list request asked for; requests for metadata apart. */
const asked = () => {
	const [request, ...others] = server.requests.filter(({ url }) => !/Metadata|I18n|App\/user/.test(url));
	expect(others).toEqual([]);
	return JSON.parse(new URL(request?.url ?? '', 'http://x').searchParams.get('searchParams') ?? '{}') as Record<string, unknown>;
};

async function refused(parameters: INodeParameters, message: RegExp | string, json: object = {}) {
	const { error } = await run(parameters, json);
	expect(error?.message).toMatch(message);
	expect(server.requests.filter(({ url }) => !/Metadata|I18n|App\/user/.test(url))).toEqual([]);
}

const equals = { type: 'equals', attribute: 'name', value: 'Acme' };
const row = { attribute: 'name', operator: 'equals', value: 'Acme' };

describe('one expression', () => {
	it.each<[string, INodeParameters, object]>([
		['filters', { filters: '={{ $json.o }}' }, { conditions: { condition: [row] } }],
		['filters, as a list of conditions', { filters: '={{ $json.o }}' }, { conditions: [row] }],
		['conditions', { filters: { conditions: '={{ $json.o }}' } }, { condition: [row] }],
		['rows of conditions', { filters: { conditions: { condition: '={{ $json.o }}' } } }, [row]],
		['groups', { filters: { groups: '={{ $json.o }}' } }, { group: [{ conditions: { condition: [row] } }] }],
		['Filters (JSON)', { specifyFilters: 'json', filtersJson: '={{ $json.o }}' }, [{ field: 'name', operator: 'equals', value: 'Acme' }]],
		["Filters (JSON) in EspoCRM's form", { specifyFilters: 'json', filtersJson: '={{ JSON.stringify($json.o) }}' }, [equals]],
		['Filters (JSON) as the collection', { specifyFilters: 'json', filtersJson: '={{ $json.o }}' }, { conditions: { condition: [row] } }],
		['Where (JSON)', { filters: { where: '={{ $json.o }}' } }, [equals]],
	])('for %s', async (_title, parameters, o) => {
		await run(list(parameters), { o });
		expect(asked().where).toEqual([equals]);
	});

	it('for sort and options', async () => {
		await run(list({ sort: '={{ $json.sort }}', options: '={{ $json.options }}' }), { sort: '-createdAt', options: { offset: 5 } });
		expect(asked()).toMatchObject({ orderBy: 'createdAt', order: 'desc', offset: 5 });
		server.requests.length = 0;
		await run(list({ sort: { text: { text: '={{ $json.sort }}' } } }), { sort: 'name desc' });
		expect(asked()).toMatchObject({ orderBy: 'name', order: 'desc' });
	});

	// Workflows that an API or an AI made hold such.
	it.each<[string, INodeParameters]>([
		['filters as text', { filters: JSON.stringify({ conditions: { condition: [row] } }) }],
		['conditions as text', { filters: { conditions: JSON.stringify({ condition: [row] }) } }],
		['conditions as a list', { filters: { conditions: [row] } }],
		['rows as text', { filters: { conditions: { condition: JSON.stringify([row]) } } }],
	])('or text or a list in its place: %s', async (_title, parameters) => {
		await run(list(parameters));
		expect(asked().where).toEqual([equals]);
	});

	it.each<[string, INodeParameters, string]>([
		['a list for filters', { filters: [row] }, '“Filters” does not have the expected structure'],
		['text for rows', { filters: { conditions: { condition: 'surprise' } } }, 'has a row'],
		['a list of text for rows', { filters: { conditions: { condition: ['surprise'] } } }, 'has a row'],
		['a list of something else', { filters: { conditions: [{ surprise: 1 }] } }, '“surprise” in “Conditions” is not known'],
		['a list of lists of rows', { filters: { conditions: [{ condition: [row] }] } }, '“condition” in “Conditions” is not known'],
	])('or %s is refused', async (_title, parameters, message) => await refused(list(parameters), message));

	it('for a group of conditions, which n8n empties, is refused', async () => {
		await refused(list({ filters: { groups: { group: [{ conditions: '={{ $json.o }}' }] } } }), 'a group without conditions', {
			o: { condition: [row] },
		});
		await refused(
			list({ filters: { groups: { group: [{ conditions: { condition: '={{ $json.o }}' } }] } } }),
			'a group without conditions',
			{ o: [row] },
		);
	});
});

const NOTHING: Array<[string, unknown]> = [
	['nothing', undefined],
	['null', null],
	['empty text', ''],
	['blanks', ' \n'],
	['NaN', NaN],
];
const EXPRESSION = '={{ $json.o }}';
/** NaN can't be in an item. */
const given = (value: unknown) =>
	Number.isNaN(value) ? { parameters: '={{ NaN }}', json: {} } : { parameters: EXPRESSION, json: { o: value } };

describe.each<[string, (value: string) => INodeParameters, string | RegExp]>([
	['Filters', (value) => list({ filters: value }), 'Filters'],
	['Filters (JSON)', (value) => list({ specifyFilters: 'json', filtersJson: value }), 'Filters (JSON)'],
	['Conditions', (value) => list({ filters: { conditions: value } }), 'Conditions'],
	['Text Search', (value) => list({ filters: { textFilter: value } }), 'Text Search'],
	['Preset Filter', (value) => list({ filters: { primaryFilter: value } }), 'Preset Filter Name or ID'],
	['Quick Filter', (value) => list({ filters: { boolFilterList: value } }), 'Quick Filter Names or IDs'],
	['Where (JSON)', (value) => list({ filters: { where: value } }), 'Where (JSON)'],
	['a field of a condition', (value) => list(rows({ attribute: value, operator: 'equals', value: '' })), 'Field Name or ID'],
	['a value of a condition', (value) => list(rows({ attribute: '', operator: 'equals', value })), /“(Field Name or ID|Days|Value)”/],
	['a value of a condition on a field', (value) => list(rows({ attribute: 'name', operator: 'equals', value })), '“name” in “Filters”'],
	['an operator', (value) => list(rows({ attribute: 'name', operator: value, value: 'x' })), 'Operator Name or ID'],
	['a filter of related records', (value) => relation('getAll', { filters: { textFilter: value } }), 'Text Search'],
	['a filter of what to link', (value) => relation('link', { linkBy: 'filter', filters: { where: value } }), 'Where (JSON)'],
	['Sort', (value) => list({ sort: { by: { orderBy: value } } }), 'Sort'],
	['Events', (value) => stream('getAll', { source: 'myStream', options: { events: value } }), 'Events'],
	[
		'Entity Types of a stream',
		(value) => stream('getAll', { source: 'myStream', options: { entityTypes: value } }),
		'Entity Type Names or IDs',
	],
	['Selected Attributes', (value) => list({ output: 'selected', select: value }), 'Attribute Names or IDs'],
])('%s: an expression that gives', (_title, parametersOf, label) => {
	it.each(NOTHING)('%s is refused', async (_name, value) => {
		const { parameters, json } = given(value);
		await refused(parametersOf(parameters), label, json);
	});
});

describe('an object without anything is nothing, and a list without anything is no filter', () => {
	const EMPTY: Array<[string, INodeParameters, string]> = [
		['Filters', { filters: EXPRESSION }, 'Filters'],
		['Filters (JSON)', { specifyFilters: 'json', filtersJson: EXPRESSION }, 'Filters (JSON)'],
		['Conditions', { filters: { conditions: EXPRESSION } }, 'Conditions'],
		['Groups', { filters: { groups: EXPRESSION } }, 'Groups'],
	];
	it.each(EMPTY)('%s', async (_title, parameters, label) => {
		const message = new RegExp(`^“${label.replace(/[()]/g, '\\$&')}”.* is an expression that gives nothing`);
		await refused(list(parameters), message, { o: {} });
		await refused(relation('getAll', parameters), message, { o: {} });
		await refused(relation('link', { linkBy: 'filter', ...parameters }), message, { o: {} });
		if (label !== 'Filters') {
			await run(list(parameters), { o: [] });
			expect(asked()).toEqual({ maxSize: 50 });
		}
	});
});

describe('with an EspoCRM that nothing is known of', () => {
	const OPTIONS = { ...FIELDS, status: { type: 'enum', options: ['New', 'Dead'] } };
	const LABELS = { Account: { fields: { status: 'Stage' }, options: { status: { Dead: 'Lost' } } } };
	let fresh: TestServer;
	beforeEach(
		async () =>
			(fresh = await startServer(({ url }) => ({
				body: url.includes('Metadata') ? OPTIONS : url.includes('I18n') ? LABELS : { total: 0, list: [] },
			}))),
	);
	afterEach(async () => await fresh.close());
	const got = async (condition: INodeParameters) => {
		const { hints } = await runNode({ credentials: byKey(fresh.url), parameters: list(rows(condition)) });
		const requests = fresh.requests.map(({ url }) => url.replace(/^\/api\/v1\/(\w+).*/, '$1'));
		fresh.requests.length = 0;
		return { hints: hints.map(({ message }) => message), requests };
	};

	it('a value that is no option is told, and found if it is stored', async () => {
		const hints = ['“Stage” in “Filters” is compared with values that are not among its options (New, Dead (Lost)): Old.'];
		expect(await got({ attribute: 'status', operator: 'isOption', options: ['new', 'Old'] })).toEqual({
			hints,
			requests: ['Metadata', 'I18n', 'Account'],
		});
		expect(await got({ attribute: 'status', operator: 'equals', value: 'Old' })).toEqual({ hints, requests: ['Account'] });
		expect(await got({ attribute: 'status', operator: 'equals', value: 'Dead' })).toEqual({ hints: [], requests: ['Account'] });
	});

	it("a trigger tells it in n8n's log, when it looks the field up", async () => {
		const warnings: string[] = [];
		const contexts = Object.getPrototypeOf(PollContext.prototype) as PollContext;
		const logger = jest
			.spyOn(contexts, 'logger', 'get')
			.mockReturnValue({ warn: (text: string) => void warnings.push(text) } as PollContext['logger']);
		const workflow = new PollingWorkflow({
			credentials: byKey(fresh.url),
			parameters: {
				triggerOn: 'recordCreated',
				entityType: locator('Account'),
				...rows({ attribute: 'status', operator: 'isOption', options: ['Old'] }),
			},
		});
		await workflow.poll();
		const first = warnings.length;
		await workflow.poll();
		logger.mockRestore();
		expect(warnings).toHaveLength(first);
		expect([...new Set(warnings)]).toEqual([
			expect.stringMatching(/: “Stage” in “Filters” is compared with values that are not among its options \(New, Dead \(Lost\)\): Old\.$/),
		]);
	});

	it('so is an entity type without a stream', async () => {
		fresh.handle(({ url }) => ({
			body: url.includes('Metadata')
				? { Account: { entity: true, object: true, stream: true } }
				: url.includes('I18n')
					? {}
					: { total: 0, list: [] },
		}));
		const found = async (entityTypes: string[]) =>
			(
				await runNode({ credentials: byKey(fresh.url), parameters: stream('getAll', { source: 'myStream', options: { entityTypes } }) })
			).hints.map(({ message }) => message);
		expect(await found(['Account', 'Acount'])).toEqual([
			expect.stringContaining('“Acount” in “Entity Type Names or IDs” is not an entity type whose stream the user may read'),
		]);
		fresh.requests.length = 0;
		expect(await found(['Account'])).toEqual([]);
		expect(fresh.requests).toHaveLength(1);
	});

	it('a look-up for a hint that fails is no failure of the item', async () => {
		const isLookUp = (url: string) => /I18n|Metadata\?key=scopes/.test(url);
		fresh.handle(({ url }) => (isLookUp(url) ? { status: 403 } : { body: url.includes('Metadata') ? OPTIONS : { total: 0, list: [] } }));
		const quiet = async (parameters: INodeParameters) => {
			const { error, hints } = await runNode({ credentials: byKey(fresh.url), parameters });
			expect([error, hints]).toEqual([undefined, []]);
			expect(fresh.requests.some(({ url }) => isLookUp(url))).toBe(true);
			fresh.requests.length = 0;
		};
		await quiet(stream('getAll', { source: 'myStream', options: { entityTypes: ['Acount'] } }));
		await quiet(list(rows({ attribute: 'status', operator: 'equals', value: 'Old' })));
	});

	it('a filter costs one look-up, once', async () => {
		expect(await got({ attribute: 'title', operator: 'contains', value: 'x' })).toEqual({ hints: [], requests: ['Metadata', 'Account'] });
		expect(await got({ attribute: 'doNotCall', operator: 'isTrue' })).toEqual({ hints: [], requests: ['Account'] });
	});
});

it('what was left empty is no filter', async () => {
	await run(
		list({
			filters: {
				textFilter: '',
				primaryFilter: '',
				boolFilterList: [],
				where: '',
				conditions: { condition: [{ attribute: '', operator: 'equals', value: '' }] },
				groups: {},
			},
		}),
	);
	expect(asked()).toEqual({ maxSize: 50 });
});

it('what an AI agent leaves empty is no filter, but never for Link', async () => {
	const ai = (name: string) => `={{ $json.nothing ?? /* $fromAI('${name}') */ '' }}`;
	const filters = {
		textFilter: ai('Text_Search'),
		primaryFilter: ai('Preset'),
		boolFilterList: ai('Quick'),
		where: ai('Where'),
		conditions: { condition: [{ attribute: ai('Field'), operator: ai('Operator'), value: ai('Value') }] },
	};
	await run(list({ filters }));
	expect(asked()).toEqual({ maxSize: 50 });
	server.requests.length = 0;
	await run(list({ specifyFilters: 'json', filtersJson: ai('Filters'), sort: { text: { text: ai('Sort') } } }));
	expect(asked()).toEqual({ maxSize: 50 });
	server.requests.length = 0;
	for (const more of [{ filters }, { specifyFilters: 'json', filtersJson: ai('Filters') }])
		await refused(relation('link', { linkBy: 'filter', ...more }), 'this would link every record');
});

describe('a value that does not fit its field is refused', () => {
	it.each<[INodeParameters, RegExp]>([
		[{ attribute: 'doNotCall', operator: 'equals', value: 'yes' }, /“yes” is not true or false/],
		[{ attribute: 'doNotCall', operator: 'in', value: 'true, maybe' }, /“maybe” is not true or false/],
		[{ attribute: 'probability', operator: 'equals', value: 'n/a' }, /“n\/a” is not a number/],
		[{ attribute: 'probability', operator: 'in', value: '["1", "x"]' }, /“x” is not a number/],
		[{ attribute: 'probability', operator: 'greaterThan', value: '7,5' }, /“7,5” is not a number/],
		[{ attribute: 'probability', operator: 'between', value: '9', to: '1' }, /the range ends \(“1”\) before it begins \(“9”\)/],
		[{ attribute: 'createdAt', operator: 'between', value: '2026-11-24', to: '2026-11-23' }, /ends \(“.+”\) before it begins/],
		[{ attribute: 'createdAt', operator: 'equals', value: 'tomorrow' }, /not a date/],
		[{ attribute: 'tags', operator: 'equals', value: 'A' }, /is a list/],
		[{ attribute: 'status', operator: 'arrayNoneOf', value: 'A' }, /is one of a list of options/],
		[{ attribute: 'createdAt', operator: 'isOption', value: 'Customer' }, /is a date with time/],
		[{ attribute: 'title', operator: 'isFalse', value: '' }, /is text/],
	])('%j', async (condition, message) => {
		await refused(list(rows(condition)), message);
		await refused(list({ filters: { groups: { group: [{ conditions: { condition: [condition] } }] } } }), message);
		const { attribute, operator, value, to = null } = condition;
		await refused(
			list({
				specifyFilters: 'json',
				filtersJson: JSON.stringify([{ any: [{ field: attribute, operator, value, ...(to === null ? {} : { to }) }] }]),
			}),
			message,
		);
	});

	it('and one that fits is sent as EspoCRM takes it', async () => {
		const where = async (parameters: INodeParameters) => {
			server.requests.length = 0;
			await run(list(parameters));
			return asked().where;
		};
		expect(await where(rows({ attribute: 'doNotCall', operator: 'equals', value: ' True ' }))).toEqual([
			{ type: 'isTrue', attribute: 'doNotCall' },
		]);
		expect(await where(rows({ attribute: 'status', operator: 'in', value: '["New", "In Process"]' }))).toEqual([
			{ type: 'in', attribute: 'status', value: ['New', 'In Process'] },
		]);
		expect(
			await where({
				filters: {
					where: JSON.stringify([{ type: 'or', value: [{ type: 'after', attribute: 'createdAt', value: '2026-11-23T10:00:00+02:00' }] }]),
				},
			}),
		).toEqual([{ type: 'or', value: [{ type: 'after', attribute: 'createdAt', value: '2026-11-23 08:00:00' }] }]);
	});

	it('without a look-up where the value can only be text', async () => {
		await run(
			list(rows({ attribute: 'name', operator: 'equals', value: 'Acme' }, { attribute: 'description', operator: 'contains', value: 'x' })),
		);
		await run(list({ filters: { where: JSON.stringify([equals, { type: 'contains', attribute: 'description', value: 'x' }]) } }));
		expect(server.requests).toHaveLength(2);
	});
});

describe('an entity type in another spelling', () => {
	it.each(['account', ' Account ', 'Account'])('%j becomes its own', async (name) => {
		await run({ ...record('delete'), entityType: locator(EXPRESSION) }, { o: name });
		expect(server.requests.map(({ url }) => url)).toEqual([expect.stringMatching(/\/Account\//)]);
	});

	it('in addresses and in streams too', async () => {
		await run(
			{ ...record('delete'), entityType: locator('account'), recordId: locator(EXPRESSION) },
			{ o: 'https://crm.example.com/#account/view/1a' },
		);
		expect(server.requests.map(({ url }) => url)).toEqual([expect.stringMatching(/\/Account\/1a$/)]);
		server.requests.length = 0;
		await run(stream('getAll', { source: 'myStream', options: { entityTypes: EXPRESSION } }), { o: 'account, contact' });
		expect(asked().where).toEqual([{ type: 'in', attribute: 'parentType', value: ['Account', 'Contact'] }]);
	});
});

it('the type of a parent is written as EspoCRM writes it', async () => {
	server.handle(({ url }) => ({ body: url.includes('Metadata') ? FIELDS : { id: '1a' } }));
	await run(entity('create', { specifyFields: 'json', fieldsJson: EXPRESSION }), {
		o: { name: 'x', parentType: 'account', parentId: '1a' },
	});
	expect(server.requests.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(String(body)) as unknown)).toEqual([
		{ name: 'x', parentType: 'Account', parentId: '1a' },
	]);
});

describe('an empty locator is said by its name', () => {
	it.each([
		['nothing', undefined],
		['null', null],
		['an empty object', {}],
		['an empty list', []],
		['blanks', '  '],
	])('%s', async (_title, o) => {
		await refused({ ...record('get'), recordId: locator(EXPRESSION) }, /^“Record” is empty/, { o });
		await refused({ ...record('get'), recordId: EXPRESSION }, /^“Record” is empty/, { o });
		await refused({ ...record('get'), entityType: locator(EXPRESSION) }, /^“Entity Type” is empty/, { o });
		await refused({ ...relation('getAll'), link: locator(EXPRESSION) }, /^“Relation” is empty/, { o });
		await refused({ ...relation('unlink'), relatedIds: locator(EXPRESSION) }, /^“Related Records” is empty/, { o });
		await refused(
			list(rows({ attribute: 'accountId', operator: 'isRecord', record: locator(EXPRESSION) })),
			/at least one value|is empty/,
			{ o },
		);
	});
});

describe('the trigger', () => {
	const poll = async (parameters: INodeParameters) => {
		const workflow = new PollingWorkflow({ credentials: byKey(server.url), parameters });
		return await workflow.poll().then(
			() => undefined,
			(error: Error) => error.message,
		);
	};

	it.each<[INodeParameters, RegExp]>([
		[
			{ triggerOn: 'recordCreated', entityType: locator('Account'), filters: '={{ undefined }}' },
			/“Filters” is an expression that gives nothing/,
		],
		[
			{ triggerOn: 'recordCreated', entityType: locator('Account'), filters: '={{ ({}) }}' },
			/“Filters” is an expression that gives nothing/,
		],
		[{ triggerOn: 'recordCreated', entityType: locator('Account'), filters: { textFilter: '={{ undefined }}' } }, /“Text Search”/],
		[{ triggerOn: 'recordCreated', entityType: locator('={{ undefined }}') }, /“Entity Type” is empty/],
		[{ triggerOn: 'streamEvent', source: 'myStream', events: '={{ undefined }}' }, /“Events”/],
		[{ triggerOn: 'streamEvent', source: 'myStream', entityTypes: '={{ [null] }}' }, /“Entity Type Names or IDs”/],
		[{ triggerOn: 'streamEvent', source: 'myStream', options: { changedFields: '={{ "" }}' } }, /“Changed Field Names or IDs”/],
		[{ triggerOn: 'streamEvent', source: 'record', entityType: locator('Account'), recordId: locator('={{ null }}') }, /“Record” is empty/],
	])('%j is refused', async (parameters, message) => {
		expect(await poll(parameters)).toMatch(message);
		expect(server.requests).toEqual([]);
	});

	it('takes filters that are one expression, and the type in another spelling', async () => {
		await poll({ triggerOn: 'recordCreated', entityType: locator('account'), filters: '={{ { textFilter: "Acme" } }}' });
		expect(server.requests.every(({ url }) => url.includes('/Account') && url.includes('Acme'))).toBe(true);
		expect(server.requests).not.toHaveLength(0);
	});
});

it('null in an object that an expression gives clears the field', async () => {
	await run(record('update', undefined, { specifyFields: 'json', fieldsJson: '={{ $json }}' }), { website: null, description: 'x' });
	expect(server.requests.filter(({ method }) => method === 'PUT').map(({ body }) => JSON.parse(body) as unknown)).toEqual([
		{ website: null, description: 'x' },
	]);
});

it('a version number that is an expression must give one: without it the record would be changed unchecked', async () =>
	await refused(
		record('update', undefined, {
			specifyFields: 'json',
			fieldsJson: '{ "description": "x" }',
			options: { versionNumber: '={{ $json.nothing }}' },
		}),
		'“Version Number” is an expression that gives nothing',
	));
