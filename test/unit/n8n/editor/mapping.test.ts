import type { INodeParameters } from 'n8n-workflow';

import { plainLabel } from '../../../../nodes/shared/n8n/editor/mappedLabel';
import type { MappedField } from '../../../../nodes/shared/n8n/editor/savedFields';
import { locator } from '../../../harness/locator';
import { openPanel } from '../../model/openPanel';
import { panelServer } from '../../model/panelServer';

type Definition = Record<string, unknown>;
type Shown = Partial<Record<string, MappedField>>;

const LABELS = {
	Account: { fields: { stage: 'Phase', owner: 'Owner', tags: 'Tags', phones: 'Phones', contactsColumns: 'People' } },
};
const server = (fields: Record<string, Definition>, links: object = {}, records: Record<string, object[]> = {}) =>
	panelServer({
		metadata: {
			entityDefs: { Account: { fields, links }, Team: { fields: {}, links: {} }, User: { fields: {}, links: {} } },
			scopes: { Account: { entity: true, object: true }, Team: {}, User: {}, Profile: {} },
		},
		labels: LABELS,
		records,
	});
const chosen = (operation: string, columns?: unknown) =>
	({ entityType: locator('Account'), operation, ...(columns === undefined ? {} : { columns }) }) as INodeParameters;

async function shown(fields: Record<string, Definition>, operation = 'create', columns?: unknown): Promise<Shown> {
	const list = await openPanel(chosen(operation, columns), server(fields)).fields();
	return Object.fromEntries(list.map((field) => [field.id, field]));
}

describe('a field is entered', () => {
	test.each<[type: string, more: Definition, attribute: string, as: string]>([
		['varchar', {}, 'x', 'string'],
		['enum', {}, 'x', 'string'],
		['enum', { options: ['a'] }, 'x', 'options'],
		['decimal', {}, 'x', 'string'],
		['int', {}, 'x', 'number'],
		['float', {}, 'x', 'number'],
		['bool', {}, 'x', 'options'],
		['email', {}, 'xIsOptedOut', 'options'],
		['date', {}, 'x', 'dateTime'],
		['datetime', {}, 'x', 'dateTime'],
		['datetimeOptional', {}, 'x', 'dateTime'],
		['link', {}, 'xId', 'string'],
		['multiEnum', { options: ['a'] }, 'x', 'array'],
		['linkMultiple', {}, 'xIds', 'array'],
		['linkMultiple', { columns: {} }, 'xColumns', 'object'],
		['jsonObject', {}, 'x', 'object'],
		['email', {}, 'xData', 'array'],
		['phone', {}, 'xData', 'array'],
		['jsonArray', {}, 'x', 'array'],
		['arrayInt', {}, 'x', 'array'],
		['base', {}, 'x', 'object'],
	])('of the type %s, %j: %s as %s', async (type, more, attribute, as) => {
		expect((await shown({ x: { type, ...more } }))[attribute]?.type).toBe(as);
	});

	test('a switch says yes or no, so that one without a value is not shown as on', async () => {
		expect((await shown({ x: { type: 'bool' } })).x?.options).toEqual([
			{ name: 'Yes', value: true },
			{ name: 'No', value: false },
		]);
	});

	test.each<[saved: unknown, as: string]>([
		['yes', 'boolean'],
		[1, 'boolean'],
		[0, 'boolean'],
		['', 'options'],
		['={{ $json.x }}', 'options'],
		[true, 'options'],
		[null, 'options'],
		['a=', 'boolean'],
	])('a switch that a workflow holds as %j', async (saved, as) => {
		expect((await shown({ x: { type: 'bool' } }, 'create', { value: { x: saved } })).x?.type).toBe(as);
	});
});

describe('what records can be found by', () => {
	test.each<[type: string, more: Definition, attribute: string, can: boolean]>([
		['varchar', {}, 'x', true],
		['enum', {}, 'x', true],
		['date', {}, 'x', true],
		['email', {}, 'xIsOptedOut', false],
		['multiEnum', {}, 'x', false],
		['linkMultiple', {}, 'xIds', false],
		['jsonObject', {}, 'x', false],
		['jsonArray', {}, 'x', false],
	])('%s %j', async (type, more, attribute, can) => {
		expect((await shown({ x: { type, ...more } }, 'upsert'))[attribute]?.canBeUsedToMatch).toBe(can);
	});

	test.each<[fields: string[], matched: string | undefined]>([
		[['name', 'emailAddress'], 'emailAddress'],
		[['name', 'x'], 'name'],
		[['x'], undefined],
	])('of %j at first by %s', async (names, matched) => {
		const fields = Object.fromEntries(names.map((name) => [name, { type: 'varchar' }]));
		const all = Object.values(await shown(fields, 'upsert'));
		expect(all.filter((field) => field?.defaultMatch).map((field) => field?.id)).toEqual(matched ? [matched] : []);
		expect(all[0]).toMatchObject({ id: 'id', kind: 'id', display: true });
		expect(Object.values(await shown(fields, 'create')).filter((field) => field?.defaultMatch)).toEqual([]);
		expect(await shown(fields, 'create')).not.toHaveProperty('id');
	});
});

describe('what EspoCRM asks for', () => {
	test.each<[type: string, attribute: string, isAsked: boolean, needed: boolean | undefined]>([
		['varchar', 'x', true, true],
		['multiEnum', 'x', true, true],
		['jsonObject', 'x', false, undefined],
		['jsonArray', 'x', false, undefined],
		['email', 'x', true, true],
		['email', 'xIsOptedOut', false, undefined],
		['datetimeOptional', 'x', true, true],
		['datetimeOptional', 'xDate', false, undefined],
	])('a required %s: %s', async (type, attribute, isAsked, needed) => {
		const field = (await shown({ x: { type, required: true } }))[attribute];
		expect([field?.required, field?.displayName.endsWith(' *'), field?.needed]).toEqual([isAsked, isAsked, needed]);
		expect((await shown({ x: { type } }))[attribute]).not.toHaveProperty('needed');
	});

	test('names are there from the beginning', async () => {
		const fields = await shown({
			name: { type: 'varchar' },
			firstName: { type: 'varchar' },
			lastName: { type: 'varchar' },
			other: { type: 'varchar' },
		});
		expect(Object.values(fields).map((field) => [field?.id, field?.required, field?.displayName])).toEqual([
			['name', true, 'name'],
			['firstName', true, 'firstName'],
			['lastName', true, 'lastName'],
			['other', false, 'other'],
		]);
	});

	test('what is no part of the record is marked', async () => {
		const fields = await shown({ x: { type: 'varchar', notStorable: true }, y: { type: 'varchar' } });
		expect(fields.x).toMatchObject({ notStorable: true });
		expect(fields.y).not.toHaveProperty('notStorable');
	});
});

describe('a default', () => {
	test.each<[type: string, given: unknown, value: unknown]>([
		['varchar', 'abc', 'abc'],
		['int', 5, 5],
		['int', 0, 0],
		['bool', false, false],
		['varchar', '', undefined],
		['varchar', null, undefined],
		['multiEnum', ['a'], undefined],
		['date', 'today', undefined],
		['varchar', 'javascript: return 1', undefined],
		['varchar', 'Not javascript:', 'Not javascript:'],
	])('of %s: %j', async (type, given, value) => {
		expect((await shown({ x: { type, default: given } })).x?.defaultValue).toBe(value);
	});
});

describe('a label says what a value looks like', () => {
	test.each<[name: string, definition: Definition, attribute: string, label: string]>([
		['stage', { type: 'enum' }, 'stage', 'Phase'],
		['tags', { type: 'multiEnum', options: ['vip'] }, 'tags', 'Tags: ["vip"]'],
		['tags', { type: 'multiEnum' }, 'tags', 'Tags: ["…"]'],
		['x', { type: 'linkMultiple' }, 'xIds', 'x (IDs): ["id"]'],
		['x', { type: 'attachmentMultiple' }, 'xIds', 'x (IDs): ["id or binary field"]'],
		['x', { type: 'linkMultiple', columns: { role: 'r', other: 'o' } }, 'xColumns', 'x (Columns): {"id": {"role": "…"}}'],
		['x', { type: 'linkMultiple', columns: {} }, 'xColumns', 'x (Columns): {"id": {"…": "…"}}'],
		['x', { type: 'linkMultiple', columns: 'odd' }, 'xColumns', 'x (Columns): {"id": {"…": "…"}}'],
		['x', { type: 'jsonObject' }, 'x', 'x: {…}'],
		['phones', { type: 'email' }, 'phonesData', 'Phones: [{"emailAddress": "…", "primary": true}]'],
		['phones', { type: 'phone' }, 'phonesData', 'Phones: [{"phoneNumber": "…", "primary": true}]'],
		['x', { type: 'arrayInt' }, 'x', 'x: [1, 2]'],
		['x', { type: 'jsonArray' }, 'x', 'x: […]'],
		['x', { type: 'base' }, 'x', 'x: {…}'],
		['x', { type: 'datetimeOptional' }, 'xDate', 'x, as a Day (All-Day)'],
		['x', { type: 'datetimeOptional', required: true }, 'x', 'x (or as a Day) *'],
		['isAllDay', { type: 'bool' }, 'isAllDay', 'isAllDay (Set by the Dates)'],
		['isAllDay', { type: 'varchar' }, 'isAllDay', 'isAllDay'],
		['other', { type: 'bool' }, 'other', 'other'],
		['x', { type: 'file' }, 'xId', 'x (ID) (or Binary Field)'],
		['x', { type: 'image' }, 'xId', 'x (ID) (or Binary Field)'],
		['x', { type: 'link' }, 'xId', 'x (ID)'],
	])('%s, %j: %s', async (name, definition, attribute, label) => {
		expect((await shown({ [name]: definition }))[attribute]?.displayName).toBe(label);
	});

	test.each([
		['Phones, as [{"a": 1}]', 'Phones'],
		['A: b', 'A: b'],
		['Tags: ["x"] *', 'Tags'],
		['Start (or as a Day) *', 'Start'],
		['Tags: ["x"]\nmore', 'Tags: ["x"]\nmore'],
	])('messages call %j as %j', (label, plain) => expect(plainLabel(label)).toBe(plain));
});

describe('records to choose from', () => {
	const FIELDS = { owner: { type: 'link' }, teams: { type: 'linkMultiple' }, profile: { type: 'linkOne' } };
	const LINKS = {
		owner: { type: 'belongsTo', entity: 'User' },
		teams: { type: 'hasMany', entity: 'Team' },
		profile: { type: 'belongsTo', entity: 'Profile' },
	};
	const RECORDS = { User: [{ id: 'u1', name: 'Ann' }], Team: [{ id: 't1', name: 'Sales' }], Profile: [{ id: 'p1', name: 'P' }] };
	const open = (columns?: unknown) => openPanel(chosen('create', columns), server(FIELDS, LINKS, RECORDS));
	const fieldOf = async (id: string, columns?: unknown) => (await open(columns).fields()).find((field) => field.id === id);

	test('of a link, and of one to several', async () => {
		expect(await fieldOf('ownerId')).toMatchObject({ type: 'options', displayName: 'Owner', options: [{ name: 'Ann', value: 'u1' }] });
		expect(await fieldOf('teamsIds')).toMatchObject({
			type: 'options',
			displayName: 'teams (One; Several by Expression)',
			options: [{ name: 'Sales', value: 't1' }],
		});
		expect(await fieldOf('profileId')).toMatchObject({ type: 'string' });
	});

	test.each<[saved: unknown, more: object[]]>([
		['u1', []],
		['u9', [{ name: 'u9 (Not in the List)', value: 'u9' }]],
		['', []],
		[['u9'], []],
		[undefined, []],
	])('what a workflow holds stays in the list: %j', async (saved, more) => {
		expect((await fieldOf('ownerId', { value: { ownerId: saved } }))?.options).toEqual([{ name: 'Ann', value: 'u1' }, ...more]);
	});

	test('users and teams first, and not too many types', async () => {
		const names = ['a', 'b', 'c', 'd', 'e'];
		const fields = Object.fromEntries([...names, 'team'].map((name) => [name, { type: 'link' }]));
		const links = Object.fromEntries([
			...names.map((name) => [name, { type: 'belongsTo', entity: `C${name}` }]),
			['team', { type: 'belongsTo', entity: 'Team' }],
		]);
		const scopes = Object.fromEntries(['Account', 'Team', ...names.map((name) => `C${name}`)].map((type) => [type, { entity: true }]));
		const metadata = { entityDefs: { Account: { fields, links } }, scopes };
		const records = Object.fromEntries(Object.keys(scopes).map((type) => [type, [{ id: `${type}1`, name: type }]]));
		const panel = openPanel(chosen('create'), panelServer({ metadata, records }));
		const chosenFrom = (await panel.fields()).filter(({ type }) => type === 'options').map(({ id }) => id);
		expect(chosenFrom.sort()).toEqual(['aId', 'bId', 'cId', 'dId', 'teamId']);
		expect(panel.sent.filter((line) => /^GET \/(User|Ce)\b/.test(line))).toEqual([]);
	});
});

describe('fields of the workflow that EspoCRM does not offer now', () => {
	const gone = { id: 'gone', displayName: 'Gone *', entityType: 'Account', kind: 'text', required: true };
	const extra = async (schema: unknown, value: unknown) => {
		const known = await shown({ x: { type: 'varchar' } }, 'create', { schema, value });
		return known.gone;
	};

	test.each<[title: string, schema: unknown, value: unknown, name: string | undefined]>([
		['with a value', [gone], { gone: 'a' }, 'Gone (Not Offered)'],
		['with an expression that gives nothing yet', [gone], { gone: null }, 'Gone (Not Offered)'],
		['marked already', [{ ...gone, displayName: 'Gone (Not Offered)' }], { gone: 'a' }, 'Gone (Not Offered)'],
		['beside what is no field', [null, 'x', gone], { gone: 'a' }, 'Gone (Not Offered)'],
		['without a value', [gone], { x: 'a' }, undefined],
		['that was removed from the mapping', [{ ...gone, removed: true }], { gone: 'a' }, undefined],
		['of another type', [{ ...gone, entityType: 'Lead' }], { gone: 'a' }, undefined],
		['in no list', 'gone', { gone: 'a' }, undefined],
		['of no values', [gone], 'gone', undefined],
	])('%s', async (_title, schema, value, name) => {
		const field = await extra(schema, value);
		expect(field?.displayName).toBe(name);
		if (name) expect(field?.required).toBe(false);
	});

	test('a field that is offered is there once', async () => {
		const saved = { schema: [{ ...gone, id: 'x' }], value: { x: 'a' } };
		expect((await openPanel(chosen('create', saved), server({ x: { type: 'varchar' } })).fields()).map(({ id }) => id)).toEqual(['x']);
	});
});

describe('a mapping that can’t be loaded', () => {
	const refusing = () => ({ status: 403, headers: { 'x-status-reason': '<b>No & never</b>' } });
	test('says why in the place of the fields, in plain text', async () => {
		const mapping = await openPanel(chosen('create'), refusing).mapping();
		expect(mapping?.fields).toEqual([]);
		expect(mapping?.emptyFieldsNotice).toContain('&lt;b>No &amp; never&lt;/b>');
		expect(mapping?.emptyFieldsNotice?.length).toBeGreaterThan('<b>No & never</b>'.length + 20);
	});

	test('asks for the type first', async () => {
		const mapping = await openPanel({ ...chosen('create'), entityType: locator('') }, refusing).mapping();
		expect(mapping).toEqual({ fields: [], emptyFieldsNotice: 'Choose an entity type first.' });
		const odd = await openPanel({ ...chosen('create'), entityType: locator('../x') }, refusing).mapping();
		expect(odd?.emptyFieldsNotice).toContain('“Entity Type”');
	});

	test.each([
		{ schema: [{ id: 'x' }], value: null },
		{ schema: [], value: { x: 'a' } },
	])('keeps what the workflow holds: %j', async (columns) => {
		const error = await openPanel(chosen('create', columns), refusing)
			.mapping()
			.catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ name: 'NodeApiError', node: expect.objectContaining({ name: 'EspoCRM' }) as object });
	});

	test('an empty mapping holds nothing', async () => {
		expect(await openPanel(chosen('create', { schema: [], value: {} }), refusing).mapping()).toMatchObject({ fields: [] });
	});
});
