import type { INodeParameters } from 'n8n-workflow';

import type { Answer, Received } from '../../../engine/server/startServer';
import { locator } from '../../../harness/locator';
import { openPanel } from '../../model/openPanel';

const FIELDS = {
	name: { type: 'varchar', required: true },
	emailAddress: { type: 'email' },
	stage: { type: 'enum', options: ['New', 'Won'], default: 'New' },
	tags: { type: 'multiEnum', options: ['a', 'b'] },
	amount: { type: 'int' },
	description: { type: 'text' },
	account: { type: 'link' },
	parent: { type: 'linkParent', entityList: ['Account', 'Lead', 'Gone'] },
	dateStart: { type: 'datetime' },
	code: { type: 'varchar', readOnlyAfterCreate: true },
	secret: { type: 'varchar', readOnly: true },
	active: { type: 'bool', default: true },
};
const LINKS = {
	account: { type: 'belongsTo', entity: 'Account' },
	contacts: { type: 'hasMany', entity: 'Contact' },
	parent: { type: 'belongsToParent' },
};
const TYPES = ['Account', 'Contact', 'Lead', 'Team'];
const ALL = Object.fromEntries(TYPES.map((type) => [type, { fields: FIELDS, links: LINKS }]));
const SCOPES = Object.fromEntries(TYPES.map((type) => [type, { entity: true, object: true }]));
const LABELS = {
	Global: { scopeNames: { Account: 'Company' } },
	Account: { fields: { stage: 'Phase', amount: 'Sum' }, links: { contacts: 'People' }, options: { stage: { Won: 'Is won' } } },
};

/** Two pages of records: 50 and 3. */
function records(url: string): Answer {
	const offset = Number(new URL(url, 'http://x').searchParams.get('offset') ?? /"offset":(\d+)/.exec(decodeURIComponent(url))?.[1] ?? 0);
	const type = /v1\/(\w+)/.exec(url)?.[1] ?? '';
	const list = Array.from({ length: offset ? 3 : 50 }, (_, index) => ({
		id: `${type}${offset + index}`,
		name: `${type} ${offset + index}`,
	}));
	return { body: { total: 53, list } };
}

const METADATA = { entityDefs: ALL, scopes: SCOPES, clientDefs: { Account: { filterList: ['open'], boolFilterList: ['onlyMy'] } } };
const partOf = (whole: unknown, name: string) => (whole as Record<string, unknown> | undefined)?.[name];

function answer({ url }: Received): Answer {
	if (url.includes('I18n')) return { body: LABELS };
	if (url.includes('App/user')) return { body: { acl: { table: Object.fromEntries(TYPES.map((type) => [type, { read: 'all' }])) } } };
	if (!url.includes('Metadata')) return records(url);
	const key = decodeURIComponent(url).split('key=')[1] ?? '';
	return { body: key.split('.').reduce<unknown>(partOf, METADATA) ?? {} };
}

const chosen = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'entity',
	operation: 'getAll',
	entityType: locator('Account'),
	...more,
});
const related = (more: INodeParameters = {}) => chosen({ resource: 'relation', link: locator('contacts'), ...more });
const valuesOf = (list: Array<{ value: unknown }> | undefined) => (list ?? []).map(({ value }) => value);

describe('entity types', () => {
	test('by label, found by label or name, whatever the case', async () => {
		const panel = openPanel(chosen(), answer);
		const all = await panel.search('searchEntityTypes');
		expect(all?.results).toEqual(expect.arrayContaining([{ name: 'Company', value: 'Account' }]));
		expect(valuesOf(all?.results).sort()).toEqual(TYPES);
		expect(valuesOf((await panel.search('searchEntityTypes', ' compAN '))?.results)).toEqual(['Account']);
		expect(valuesOf((await panel.search('searchEntityTypes', 'accou'))?.results)).toEqual(['Account']);
		expect(valuesOf((await panel.search('searchEntityTypes', ' '))?.results)).toHaveLength(TYPES.length);
	});
});

test('links say where they lead; only those that can be linked are there for linking', async () => {
	const reading = (await openPanel(chosen({ resource: 'relation' }), answer).search('searchLinks'))?.results ?? [];
	expect(reading).toEqual(expect.arrayContaining([{ name: 'People (Contact)', value: 'contacts' }]));
	const linking = await openPanel(chosen({ resource: 'relation', operation: 'link' }), answer).search('searchLinks');
	expect(valuesOf(linking?.results)).toEqual(['contacts']);
	expect(valuesOf(reading)).toContain('account');
	expect(valuesOf((await openPanel(chosen(), answer).search('searchLinks', 'people'))?.results)).toEqual(['contacts']);
});

describe('records', () => {
	test('page by page, with their addresses', async () => {
		const panel = openPanel(chosen(), answer);
		const first = await panel.search('searchRecords');
		expect(first?.results).toHaveLength(50);
		expect(first?.results[0]).toEqual({ name: 'Account 0', value: 'Account0', url: `${panel.site}/#Account/view/Account0` });
		expect(first?.paginationToken).toBe('50');
		const second = await panel.search('searchRecords', undefined, '50');
		expect(valuesOf(second?.results)).toEqual(['Account50', 'Account51', 'Account52']);
		expect(second?.paginationToken).toBeUndefined();
	});

	test('by what the name contains, as it is', async () => {
		const panel = openPanel(chosen(), answer);
		await panel.search('searchRecords', ' 5% ');
		expect(panel.sent[0]).toMatch(/"type":"contains","attribute":"name","value":"5\\\\%"/);
		expect(panel.sent[0]).toContain('"select":["id","name"]');
		const all = openPanel(chosen(), answer);
		await all.search('searchRecords', ' ');
		expect(all.sent[0]).not.toContain('contains');
	});

	test('to link: all of the type that the link leads to; to unlink: those that are linked', async () => {
		const linking = openPanel(related({ operation: 'link', recordId: locator('a1') }), answer);
		expect((await linking.search('searchRelatedRecords'))?.results[0]).toMatchObject({ value: 'Contact0' });
		const unlinking = openPanel(related({ operation: 'unlink', recordId: locator('a1') }), answer);
		await unlinking.search('searchRelatedRecords');
		expect(unlinking.sent.some((line) => line.startsWith('GET /Account/a1/contacts?'))).toBe(true);
		await expect(openPanel(related({ operation: 'unlink', recordId: locator('') }), answer).search('searchRelatedRecords')).rejects.toThrow(
			'Record',
		);
		await expect(openPanel(related({ link: locator('parent') }), answer).search('searchRelatedRecords')).rejects.toThrow(
			'“parent” of Account',
		);
	});
});

test.each([
	['searchLinks', 'Entity Type'],
	['searchRecords', 'Entity Type'],
	['searchRelatedRecords', 'Entity Type'],
])('%s says what is to be chosen first', async (method, parameter) => {
	await expect(openPanel(chosen({ entityType: locator('') }), answer).search(method)).rejects.toThrow(parameter);
});

describe('a condition', () => {
	test('can be about the ID, own attributes and links to several records', async () => {
		const offered = await openPanel(chosen(), answer).options('getFilterAttributes');
		expect(offered[0]).toEqual({ name: 'ID', value: 'id' });
		expect(offered).toEqual(
			expect.arrayContaining([
				{ name: 'Phase', value: 'stage', description: 'stage' },
				{ name: 'People (Relation)', value: 'contacts', description: 'contacts' },
			]),
		);
		for (const other of ['account', 'emailAddressData']) expect(valuesOf(offered)).not.toContain(other);
		const own = offered
			.slice(1)
			.filter(({ name }) => !name.includes('(Relation)'))
			.map(({ name }) => name);
		expect(own).toEqual([...own].sort((a, b) => a.localeCompare(b)));
	});

	test('has the operators that fit, and keeps the one of the workflow', async () => {
		const operators = async (row: INodeParameters) => await openPanel(chosen(), answer, row).options('getFilterOperators');
		const fitting = valuesOf(await operators({ attribute: 'stage' }));
		expect(fitting).toContain('isOption');
		expect(fitting).not.toContain('lastXDays');
		expect(valuesOf(await operators({ attribute: 'stage', operator: 'isOption' }))).toEqual(fitting);
		expect(valuesOf(await operators({ attribute: 'stage', operator: 'lastXDays' }))).toEqual([...fitting, 'lastXDays']);
		expect((await operators({ attribute: 'amount', operator: 'equals' })).filter(({ value }) => value === 'equals')).toEqual([
			{ name: expect.stringMatching(/\(as Text\)$/) as unknown, value: 'equals' },
		]);
		expect(valuesOf(await operators({}))).toEqual(expect.arrayContaining(['isOption', 'lastXDays', 'equals']));
	});

	test('has the options of its attribute', async () => {
		const options = async (attribute: string) => await openPanel(chosen(), answer, { attribute }).options('getFilterOptions');
		expect(await options('stage')).toEqual([
			{ name: 'New', value: 'New' },
			{ name: 'Is won', value: 'Won' },
		]);
		await expect(options('name')).rejects.toThrow('“name” has no options');
		await expect(options('')).rejects.toThrow('Field');
	});

	test('has the records that its attribute leads to', async () => {
		const found = async (row: INodeParameters, parameters = chosen()) =>
			await openPanel(parameters, answer, row).search('searchFilterRecords');
		expect((await found({ attribute: 'accountId' }))?.results[0]?.value).toBe('Account0');
		expect((await found({ attribute: 'contacts' }))?.results[0]?.value).toBe('Contact0');
		expect((await found({ attribute: 'id' }))?.results[0]?.value).toBe('Account0');
		expect((await found({ attribute: 'id' }, related()))?.results[0]?.value).toBe('Contact0');
		expect((await found({ attribute: 'accountId', operator: 'isUserFromTeams' }))?.results[0]?.value).toBe('Team0');
		await expect(found({ attribute: 'name' })).rejects.toThrow('“name” does not lead to records');
	});

	test('of a parent: of each type that there is, each page by page', async () => {
		const panel = openPanel(chosen(), answer, { attribute: 'parentId' });
		const first = await panel.search('searchFilterRecords');
		expect(first?.results).toHaveLength(100);
		expect(first?.results[0]).toMatchObject({ name: 'Account 0 (Account)', value: 'Account0' });
		expect(first?.results[50]).toMatchObject({ name: 'Lead 0 (Lead)' });
		expect(first?.paginationToken).toBe('Account:50,Lead:50');
		const second = await panel.search('searchFilterRecords', undefined, 'Lead:50');
		expect(valuesOf(second?.results)).toEqual(['Lead50', 'Lead51', 'Lead52']);
		expect(second?.paginationToken).toBeUndefined();
	});
});

describe('the mapping of fields', () => {
	const fieldsOf = async (more: INodeParameters) =>
		Object.fromEntries((await openPanel(chosen(more), answer).fields()).map((field) => [field.id, field]));

	test('to create: what can be written, in the types of n8n, with EspoCRM’s defaults', async () => {
		const fields = await fieldsOf({ operation: 'create' });
		expect(fields).not.toHaveProperty('secret');
		expect(fields).toMatchObject({
			name: {
				type: 'string',
				required: true,
				displayName: 'name *',
				kind: 'text',
				display: true,
				canBeUsedToMatch: true,
				entityType: 'Account',
			},
			stage: {
				type: 'options',
				options: [
					{ name: 'New', value: 'New' },
					{ name: 'Is won', value: 'Won' },
				],
				defaultValue: 'New',
			},
			tags: { type: 'array', canBeUsedToMatch: false },
			amount: { type: 'number', displayName: 'Sum', required: false },
			dateStart: { type: 'dateTime' },
			emailAddressData: { type: 'array', canBeUsedToMatch: false },
			active: { type: 'options', defaultValue: true },
			code: { type: 'string' },
		});
		expect(fields.amount).not.toHaveProperty('defaultValue');
	});

	test('to update: nothing is asked for or set by itself, and what can’t change any more is not there', async () => {
		const fields = await fieldsOf({ operation: 'update' });
		expect(fields).not.toHaveProperty('code');
		expect(fields.name).toMatchObject({ required: false, displayName: 'name', needed: true });
		expect(fields.stage).not.toHaveProperty('defaultValue');
	});

	test('to create or update: the ID and the address by which records are found come along', async () => {
		const fields = await fieldsOf({ operation: 'upsert' });
		expect(fields.id).toMatchObject({ displayName: 'ID', type: 'string', canBeUsedToMatch: true, defaultMatch: false, required: false });
		expect(fields.emailAddress).toMatchObject({ defaultMatch: true, required: true });
		expect(fields.name).toMatchObject({ defaultMatch: false });
		expect(fields.stage).not.toHaveProperty('defaultValue');
	});

	test('two fields of one label are told apart', async () => {
		const twice = { ...LABELS, Account: { ...LABELS.Account, fields: { stage: 'Same', amount: 'Same' } } };
		const fields = await openPanel(chosen({ operation: 'create' }), (request) =>
			request.url.includes('I18n') ? { body: twice } : answer(request),
		).fields();
		expect(fields.map(({ displayName }) => displayName)).toEqual(expect.arrayContaining(['Same (stage)', 'Same (amount)']));
	});
});
