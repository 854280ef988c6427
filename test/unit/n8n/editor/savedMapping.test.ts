import { locator } from '../../../harness/locator';
import { accountServer, chosenAccount, shownFields } from '../../model/accountMapping';
import { openPanel } from '../../model/openPanel';
import { panelServer } from '../../model/panelServer';

describe('records to choose from', () => {
	const FIELDS = { owner: { type: 'link' }, teams: { type: 'linkMultiple' }, profile: { type: 'linkOne' } };
	const LINKS = {
		owner: { type: 'belongsTo', entity: 'User' },
		teams: { type: 'hasMany', entity: 'Team' },
		profile: { type: 'belongsTo', entity: 'Profile' },
	};
	const RECORDS = { User: [{ id: 'u1', name: 'Ann' }], Team: [{ id: 't1', name: 'Sales' }], Profile: [{ id: 'p1', name: 'P' }] };
	const open = (columns?: unknown) => openPanel(chosenAccount('create', columns), accountServer(FIELDS, LINKS, RECORDS));
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
		const panel = openPanel(chosenAccount('create'), panelServer({ metadata, records }));
		const chosenFrom = (await panel.fields()).filter(({ type }) => type === 'options').map(({ id }) => id);
		expect(chosenFrom.sort()).toEqual(['aId', 'bId', 'cId', 'dId', 'teamId']);
		expect(panel.sent.filter((line) => /^GET \/(User|Ce)\b/.test(line))).toEqual([]);
	});
});

describe('fields of the workflow that EspoCRM does not offer now', () => {
	const gone = { id: 'gone', displayName: 'Gone *', entityType: 'Account', kind: 'text', required: true };
	const extra = async (schema: unknown, value: unknown) => {
		const known = await shownFields({ x: { type: 'varchar' } }, 'create', { schema, value });
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
		expect(
			(await openPanel(chosenAccount('create', saved), accountServer({ x: { type: 'varchar' } })).fields()).map(({ id }) => id),
		).toEqual(['x']);
	});
});

describe('a mapping that can’t be loaded', () => {
	const refusing = () => ({ status: 403, headers: { 'x-status-reason': '<b>No & never</b>' } });
	test('says why in the place of the fields, in plain text', async () => {
		const mapping = await openPanel(chosenAccount('create'), refusing).mapping();
		expect(mapping?.fields).toEqual([]);
		expect(mapping?.emptyFieldsNotice).toContain('&lt;b>No &amp; never&lt;/b>');
		expect(mapping?.emptyFieldsNotice?.length).toBeGreaterThan('<b>No & never</b>'.length + 20);
	});

	test('asks for the type first', async () => {
		const mapping = await openPanel({ ...chosenAccount('create'), entityType: locator('') }, refusing).mapping();
		expect(mapping).toEqual({ fields: [], emptyFieldsNotice: 'Choose an entity type first.' });
		const odd = await openPanel({ ...chosenAccount('create'), entityType: locator('../x') }, refusing).mapping();
		expect(odd?.emptyFieldsNotice).toContain('“Entity Type”');
	});

	test.each([
		{ schema: [{ id: 'x' }], value: null },
		{ schema: [], value: { x: 'a' } },
	])('keeps what the workflow holds: %j', async (columns) => {
		const error = await openPanel(chosenAccount('create', columns), refusing)
			.mapping()
			.catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ name: 'NodeApiError', node: expect.objectContaining({ name: 'EspoCRM' }) as object });
	});

	test('an empty mapping holds nothing', async () => {
		expect(await openPanel(chosenAccount('create', { schema: [], value: {} }), refusing).mapping()).toMatchObject({ fields: [] });
	});
});
