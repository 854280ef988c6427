import type { INodeParameters } from 'n8n-workflow';

import type { MappedField } from '../../nodes/shared/n8n/editor/savedFields';
import { CredentialStore } from '../harness/CredentialStore';
import { loadOptions, mappingFields } from '../harness/dropdown';
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
const saved = (schema: MappedField[], value: object) => ({ mappingMode: 'defineBelow', matchingColumns: [], schema: schema.map((field) => ({ ...field, removed: false })), value });
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
	it('also when its value is an expression', async () => expect(labels(await afterRemoval('Account', { code: null }))).toEqual(['name *', 'code (Not Offered)']));

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

it('a switch without a value is a choice of yes and no, as n8n would show it switched on', async () => {
	fields = { name: FIELDS.name, active: { type: 'bool' } };
	const typeIn = async (columns: object) => (await mappingFields(panel('Account', columns))).find(({ id }) => id === 'active')?.type;
	const active = { id: 'active', displayName: 'active', entityType: 'Account' };
	expect(await typeIn({ mappingMode: 'defineBelow', value: null })).toBe('boolean');
	expect(await typeIn({ value: { name: 'Acme' }, schema: [] })).toBe('options');
	expect(await typeIn({ value: { name: 'Acme' }, schema: [{ ...active, removed: false }] })).toBe('options');
	expect(await typeIn({ value: { name: 'Acme' }, schema: [{ ...active, removed: true }] })).toBe('boolean');
	expect(await typeIn({ value: { active: false }, schema: [{ ...active, removed: false }] })).toBe('boolean');
	// An expression that gives nothing yet.
	expect(await typeIn({ value: { active: null }, schema: [{ ...active, removed: false }] })).toBe('boolean');
});

it('a new row of “Linked Records” can be found by the name before its link is chosen', async () => {
	const linkedRecords = { identified: [{ link: '', findBy: 'name' }] };
	const dropdown = { ...panel('Account', {}), path: 'parameters.linkedRecords.identified[0].findBy' };
	const options = await loadOptions({ ...dropdown, parameters: { ...dropdown.parameters, linkedRecords } }, 'getIdentifyingFields');
	expect(options.map(({ value }) => value)).toEqual(['name']);
});
