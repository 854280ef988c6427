import type { INodeParameters } from 'n8n-workflow';

import type { MappedField } from '../../nodes/shared/n8n/editor/savedFields';
import { CredentialStore } from '../harness/CredentialStore';
import { loadOptions, mappingFields, mappingPanel } from '../harness/dropdown';
import { locator } from '../harness/locator';
import { startServer, type TestServer } from './server/startServer';

jest.setTimeout(30_000);

const FIELDS = { name: { type: 'varchar', required: true }, code: { type: 'varchar', required: true }, amount: { type: 'int' } };

let server: TestServer;
let fields: object;
let opened = 0;
beforeAll(async () => (server = await startServer(() => ({}))));
afterAll(async () => await server.close());
beforeEach(() => {
	fields = FIELDS;
	server.handle(({ url }) => ({ body: url.includes('Metadata') ? (url.includes('fields') ? fields : { fields, links: {} }) : {} }));
});

const panel = (entityType: string, columns: object, operation = 'create') => ({
	// A key of its own, so that nothing that is remembered from before counts.
	credentials: new CredentialStore({ authentication: 'apiKey', url: server.url, apiKey: `key${++opened}` }),
	parameters: { resource: 'entity', operation, entityType: locator(entityType), columns } as INodeParameters,
});
const saved = (schema: MappedField[], value: object) => ({
	mappingMode: 'defineBelow',
	matchingColumns: [],
	schema: schema.map((field) => ({ ...field, removed: false })),
	value,
});
const labels = (list: MappedField[]) => list.map(({ displayName }) => displayName);

/** What n8n saves after the panel was open, and then the CRM without two of the fields. */
async function afterRemoval(type: string, value: object, operation?: string): Promise<MappedField[]> {
	const schema = await mappingFields(panel('Account', {}));
	fields = { name: FIELDS.name };
	return await mappingFields(panel(type, saved(schema, value), operation));
}

describe('a field of the workflow that EspoCRM does not offer any more', () => {
	it('stays in the list and says so, as n8n drops the values of others', async () => {
		const list = await afterRemoval('Account', { name: 'Acme', code: 'A1' });
		expect(labels(list)).toEqual(['name *', 'code (Not Offered)']);
		expect(list[1]).toMatchObject({ id: 'code', kind: 'text', required: false });
		expect(labels(await mappingFields(panel('Account', saved(list, { code: 'A1' }))))).toEqual(['name *', 'code (Not Offered)']);
	});

	// What the editor sends of an expression that gives nothing yet.
	it('also when its value is an expression', async () =>
		expect(labels(await afterRemoval('Account', { code: null }))).toEqual(['name *', 'code (Not Offered)']));

	it('is offered as usual when it is back', async () => {
		const list = await afterRemoval('Account', { code: 'A1' });
		fields = FIELDS;
		expect(labels(await mappingFields(panel('Account', saved(list, { code: 'A1' }))))).toEqual(['name *', 'code *', 'amount']);
	});

	it('goes when the entity type is another, or when it was taken out', async () => {
		expect(labels(await afterRemoval('Contact', { code: 'A1' }))).toEqual(['name *']);
		const removed = { ...saved([], { code: 'A1' }), schema: [{ id: 'code', displayName: 'code', entityType: 'Account', removed: true }] };
		expect(labels(await mappingFields(panel('Account', removed)))).toEqual(['name *']);
	});
});

it('a switch is a choice of yes and no, as n8n would show one without a value switched on', async () => {
	fields = { active: { type: 'bool', default: true }, emailAddress: { type: 'email' } };
	const choice = {
		type: 'options',
		options: [
			{ name: 'Yes', value: true },
			{ name: 'No', value: false },
		],
	};
	const active = { id: 'active', displayName: 'active', entityType: 'Account', type: 'boolean' };
	for (const columns of [
		{ value: null },
		{ value: { name: 'x' }, schema: [] },
		{ value: { active: false }, schema: [active] },
		{ value: {}, schema: [{ ...active, removed: true }] },
	]) {
		const list = await mappingFields(panel('Account', columns));
		for (const id of ['active', 'emailAddressIsOptedOut']) expect(list.find((field) => field.id === id)).toMatchObject(choice);
		expect(list.find(({ id }) => id === 'active')?.defaultValue).toBe(true);
	}
});

describe('why there are no fields', () => {
	const EMPTY = { mappingMode: 'defineBelow', value: null };

	it('no entity type is chosen yet', async () => {
		expect(await mappingPanel(panel('', EMPTY))).toEqual({ fields: [], emptyFieldsNotice: 'Choose an entity type first.' });
	});

	it('the credential is refused: in our words, as n8n shows HTML there', async () => {
		server.handle(() => ({ status: 401, body: '', headers: { 'x-status-reason': '<b>' } }));
		const { fields: none, emptyFieldsNotice } = await mappingPanel(panel('Account', EMPTY));
		expect([none, emptyFieldsNotice]).toEqual([[], expect.stringMatching(/^EspoCRM refused the API key\. Check it/)]);
		server.handle(() => ({ status: 403, body: '', headers: { 'x-status-reason': 'No <b>access</b>.' } }));
		expect((await mappingPanel(panel('Account', EMPTY))).emptyFieldsNotice).toContain('No &lt;b>access');
	});

	it('the fields of the workflow stay: n8n would drop their values with an empty list', async () => {
		const schema = await mappingFields(panel('Account', {}));
		server.handle(() => ({ status: 401, body: '' }));
		await expect(mappingPanel(panel('Account', saved(schema, { name: 'Acme' })))).rejects.toThrow('EspoCRM refused the API key');
	});
});

it('labels say briefly what is entered as JSON, with the columns that the link has', async () => {
	fields = {
		users: { type: 'linkMultiple', columns: { status: 'acceptanceStatus' } },
		emailAddress: { type: 'email' },
		tags: { type: 'multiEnum', options: ['A', 'B'] },
	};
	expect(labels(await mappingFields(panel('Meeting', {})))).toEqual(
		expect.arrayContaining([
			'users (IDs): ["id"]',
			'users (Columns): {"id": {"status": "…"}}',
			'emailAddress: [{"emailAddress": "…", "primary": true}]',
			'tags: ["A"]',
		]),
	);
});

it('labels say what takes a day', async () => {
	fields = { dateStart: { type: 'datetimeOptional', required: true }, dateEnd: { type: 'datetimeOptional' }, isAllDay: { type: 'bool' } };
	const names = [
		'dateStart (or as a Day) *',
		'dateStart, as a Day (All-Day)',
		'dateEnd',
		'dateEnd, as a Day (All-Day)',
		'isAllDay (Set by the Dates)',
	];
	expect(labels(await mappingFields(panel('Meeting', {}))).sort()).toEqual(names.sort());
});

it('what is required is not offered to be cleared, and the mapping knows it', async () => {
	fields = {
		...FIELDS,
		emailAddress: { type: 'email' },
		user: { type: 'link', required: true },
		dateEnd: { type: 'datetimeOptional', required: true },
	};
	const offered = await loadOptions(panel('Account', {}, 'update'), 'getClearableAttributes');
	expect(offered.map(({ value }) => value).sort()).toEqual(['amount', 'dateEnd', 'dateEndDate', 'emailAddress', 'emailAddressData']);
	const needed = (await mappingFields(panel('Account', {}, 'update'))).filter((field) => field.needed);
	expect(needed.map(({ id }) => id).sort()).toEqual(['code', 'name', 'userId']);
});

it("“Linked Records” says which of a contact's accounts is the primary one", async () => {
	const links = { account: { type: 'belongsTo', entity: 'Account' }, accounts: { type: 'hasMany', entity: 'Account' } };
	fields = { account: { type: 'link' }, accounts: { type: 'linkMultiple' } };
	server.handle(({ url }) => ({
		body: !url.includes('Metadata') ? {} : url.includes('entityDefs') ? { fields, links } : { Account: { entity: true } },
	}));
	const named = async (type: string) => (await loadOptions(panel(type, {}), 'getLinkedRecordChoices')).map(({ name }) => name);
	expect(await named('Contact')).toEqual(['account (Primary)', 'accounts']);
	expect(await named('Lead')).toEqual(['account', 'accounts']);
});

it('a new row of “Linked Records” can be found by the name before its link is chosen', async () => {
	const linkedRecords = { identified: [{ link: '', findBy: 'name' }] };
	const dropdown = { ...panel('Account', {}), path: 'parameters.linkedRecords.identified[0].findBy' };
	const options = await loadOptions({ ...dropdown, parameters: { ...dropdown.parameters, linkedRecords } }, 'getIdentifyingFields');
	expect(options.map(({ value }) => value)).toEqual(['name']);
});
