import type { INodeParameters } from 'n8n-workflow';

import { locator } from '../../harness/locator';
import { entity, record, relation } from '../../engine/server/parameters';
import { requestParts } from '../model/requestParts';
import { runInMemory } from '../model/runInMemory';

/**
 * Workflows that users have saved go on doing the same: n8n leaves out what it finds no parameter for, and what is not shown, without a
 * word. The keys and values here are those of saved workflows, so they are written out.
 */
const LOOKS = '2026-11-23 10:00:00';
const KINDS = { when: { type: 'datetime' }, amount: { type: 'int' }, day: { type: 'date' }, stage: { type: 'enum', options: ['A', 'B'] } };
const ROW = { id: 'x', name: 'Acme', stage: 'A', createdAt: LOOKS };

async function run(parameters: INodeParameters) {
	const { sent, requests, output, error, hints } = await runInMemory({
		parameters,
		answer: ({ url }) => {
			if (url.endsWith('key=entityDefs')) return { body: { Account: { fields: KINDS, links: {} } } };
			if (url.includes('Metadata')) return { body: url.includes('fields') ? KINDS : { fields: KINDS, links: {} } };
			if (url.includes('I18n')) return { body: { Account: { options: { stage: { A: 'Ready' } } } } };
			return { body: /\/x$/.test(url) ? ROW : { total: 1, list: [ROW] } };
		},
	});
	const read = requests.filter(({ url }) => !/Metadata|I18n/.test(url)).map(({ url }) => requestParts({ path: url }));
	return { sent, params: read[0]?.params, output: output.map(({ json }) => json), error, hints };
}
const whereOf = async (more: INodeParameters) => {
	const { params, error } = await run(entity('getAll', more));
	expect(error).toBeUndefined();
	return params?.where ?? [];
};
const conditions = (...condition: INodeParameters[]) => ({ filters: { conditions: { condition } } });
const acme = { attribute: 'name', operator: 'equals', value: 'Acme' };
const asSent = { type: 'equals', attribute: 'name', value: 'Acme' };

describe('filters', () => {
	test.each<[string, INodeParameters, unknown[]]>([
		['a condition', conditions(acme), [asSent]],
		['a condition without an operator', conditions({ attribute: 'name', value: 'Acme' }), [asSent]],
		[
			'a number',
			conditions({ attribute: 'amount', operator: 'numberEquals', value: 5 }),
			[{ type: 'equals', attribute: 'amount', value: 5 }],
		],
		[
			'options',
			conditions({ attribute: 'stage', operator: 'isOption', options: ['A'] }),
			[{ type: 'in', attribute: 'stage', value: ['A'] }],
		],
		[
			'a record',
			conditions({ attribute: 'accountId', operator: 'isRecord', record: locator('6b04') }),
			[{ type: 'in', attribute: 'accountId', value: ['6b04'] }],
		],
		[
			'a record from the list',
			conditions({ attribute: 'accountId', operator: 'isRecord', record: locator('6b04', 'list') }),
			[{ type: 'in', attribute: 'accountId', value: ['6b04'] }],
		],
		[
			'two that combine',
			{ filters: { ...conditions(acme, { ...acme, value: 'B' }).filters, combine: 'any' } },
			[{ type: 'or', value: [asSent, { ...asSent, value: 'B' }] }],
		],
		[
			'a group with its own rule',
			{ filters: { groups: { group: [{ combine: 'any', conditions: { condition: [acme, { ...acme, value: 'B' }] } }] } } },
			[{ type: 'or', value: [asSent, { ...asSent, value: 'B' }] }],
		],
		[
			'a group in which all must match',
			{ filters: { combine: 'any', ...conditions(acme).filters, groups: { group: [{ conditions: { condition: [acme, acme] } }] } } },
			[{ type: 'or', value: [asSent, { type: 'and', value: [asSent, asSent] }] }],
		],
		['where', { filters: { where: JSON.stringify([asSent]) } }, [asSent]],
		['JSON', { specifyFilters: 'json', filtersJson: '[{"field":"name","operator":"equals","value":"Acme"}]' }, [asSent]],
		['JSON that is empty', { specifyFilters: 'json' }, []],
		[
			'fields, and JSON from before',
			{ ...conditions(acme), specifyFilters: 'fields', filtersJson: '[{"field":"a","value":"b"}]' },
			[asSent],
		],
		['JSON, and fields from before', { ...conditions(acme), specifyFilters: 'json', filtersJson: '[]' }, []],
		['none', {}, []],
	])('%s', async (_title, more, where) => expect(await whereOf(more)).toEqual(where));

	test.each<[string, INodeParameters, object]>([
		['the quick filters', { boolFilterList: ['onlyMy'] }, { boolFilterList: ['onlyMy'] }],
		['a preset filter', { primaryFilter: 'customers' }, { primaryFilter: 'customers' }],
		['a text search', { textFilter: 'Ac' }, { textFilter: 'Ac' }],
	])('%s', async (_title, filters, params) => {
		expect((await run(entity('getAll', { filters }))).params).toMatchObject(params);
	});

	test.each<[operator: string, row: INodeParameters, types: string[]]>([
		['numberBetween', { attribute: 'amount', value: 1, to: 5 }, ['between']],
		['between', { attribute: 'amount', value: '1', to: '5' }, ['between']],
		['dayBetween', { attribute: 'day', value: '2026-01-01', to: '2026-01-05' }, ['between']],
	])('a range by “%s” has both ends', async (operator, row, types) => {
		const where = (await whereOf(conditions({ operator, ...row }))) as Array<{ type: string; value: unknown[] }>;
		expect(where.map(({ type }) => type)).toEqual(types);
		expect(where[0]?.value.map(String)).toEqual([row.value, row.to].map(String));
	});

	test.each([
		[{ attribute: 'when', operator: 'lastXDays', value: 3 }, 3],
		[{ attribute: 'when', operator: 'lastXDays' }, 7],
	])('days: %j', async (row, days) => {
		expect(await whereOf(conditions(row))).toMatchObject([{ type: 'lastXDays', value: days }]);
	});
});

describe('output', () => {
	const selectOf = async (more: INodeParameters, operation = 'getAll') => (await run(entity(operation, more))).params?.select;

	test('all, unless chosen', async () => {
		expect(await selectOf({})).toBeUndefined();
		// What was chosen before does not count.
		expect(await selectOf({ output: 'all', select: ['stage'] })).toBeUndefined();
	});

	test('what was selected', async () => {
		expect(await selectOf({ output: 'selected', select: ['stage', 'name'] })).toEqual(['stage', 'name']);
		expect(await selectOf({ output: 'selected' })).toBeUndefined();
	});

	const account = { id: 'x', name: 'Acme', type: 'Customer', website: 'acme.example', emailAddress: 'a@acme.example', phoneNumber: '1' };
	const deal = {
		id: 'x',
		name: 'Deal',
		stage: 'Won',
		accountId: 'a',
		accountName: 'Acme',
		amount: 5,
		amountCurrency: 'EUR',
		closeDate: 'd',
	};
	const meeting = { id: 'x', name: 'Talk', status: 'Held', dateStart: 's', dateEnd: 'e', assignedUserName: 'Ann' };
	const allDay = { id: 'x', name: 'Fair', dateStartDate: 's', dateEndDate: 'e', createdAt: 'c', modifiedAt: 'm' };
	test.each([account, deal, meeting, allDay])('simplified: what people know a record by stays, the rest goes: %j', async (useful) => {
		const shown = await runInMemory({
			parameters: record('get', 'x', { output: 'simplified', options: { dateTimeFormat: 'espo' } }),
			answer: () => ({ body: { ...useful, description: 'Long', followersIds: [], deleted: false } }),
		});
		expect(shown.output[0]?.json).toEqual(useful);
	});

	test('simplified: at most ten, the most useful of them', async () => {
		const { output } = await runInMemory({
			parameters: record('get', 'x', { output: 'simplified', options: { dateTimeFormat: 'espo' } }),
			answer: () => ({ body: { ...meeting, ...account, ...deal, ...allDay, id: 'x', name: 'All' } }),
		});
		expect(Object.keys(output[0]?.json ?? {})).toHaveLength(10);
		expect(output[0]?.json).toMatchObject({ id: 'x', name: 'All', status: 'Held', stage: 'Won' });
	});

	test.each([
		'accountRole',
		'contactRole',
		'opportunityRole',
		'teamRole',
		'userRole',
		'acceptanceStatus',
		'isOptedOut',
		'targetListIsOptedOut',
	])('simplified related records show “%s”, which only the relation has', async (column) => {
		const { output } = await runInMemory({
			parameters: relation('getAll', { output: 'simplified', options: { dateTimeFormat: 'espo' } }),
			answer: ({ url }) => ({
				body: /Metadata|I18n/.test(url)
					? {}
					: { total: 1, list: [{ ...account, status: 's', stage: 'g', amount: 1, closeDate: 'd', dateStart: 'x', [column]: 'P' }] },
			}),
		});
		expect(output[0]?.json).toMatchObject({ id: 'x', name: 'Acme', [column]: 'P' });
		expect(Object.keys(output[0]?.json ?? {})).toHaveLength(10);
	});

	test('date-times in ISO form, unless chosen', async () => {
		const createdAt = async (options: INodeParameters) => (await run(record('get', 'x', { options }))).output[0]?.createdAt;
		expect(await createdAt({})).toBe('2026-11-23T10:00:00Z');
		expect(await createdAt({ dateTimeFormat: 'iso' })).toBe('2026-11-23T10:00:00Z');
		expect(await createdAt({ dateTimeFormat: 'espo' })).toBe(LOOKS);
	});

	test('labels only where they are wanted', async () => {
		const shown = async (options: INodeParameters) => (await run(record('get', 'x', { options }))).output[0];
		expect(await shown({ addLabels: true })).toMatchObject({ stage: 'A', stageLabel: 'Ready' });
		for (const options of [{ addLabels: false }, {}]) expect(await shown(options)).not.toHaveProperty('stageLabel');
	});
});

test.each([
	['an ID', locator('x')],
	['a choice from the list', locator('x', 'list')],
	['an address', locator('https://crm.example.com/#Account/view/x', 'url')],
])('a record by %s', async (_title, recordId) => {
	expect((await run({ ...record('get'), recordId })).sent[0]).toBe('GET /Account/x');
});

test('an entity type from the list', async () => {
	expect((await run(entity('get', { entityType: locator('Contact', 'list'), recordId: locator('x') }))).sent[0]).toBe('GET /Contact/x');
});
