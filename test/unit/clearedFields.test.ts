import { changedAttributeValues, matchedAttributeValues } from '../../nodes/EspoCrm/parameters/attributeValues';
import type { AttributeKind } from '../../nodes/shared/api/fieldTypes';
import { readerOf } from './model/readerOf';

const kinds: Record<string, AttributeKind> = { website: 'text', accountId: 'id', teamsIds: 'idList', isActive: 'boolean', emailAddressIsInvalid: 'flag', createdAt: 'dateTime' };
const schema = [{ id: 'website', displayName: 'Website', kind: 'text', entityType: 'Lead' }];
const reading = (clearFields: unknown, columns?: object) => {
	const fields = columns ? { specifyFields: 'mapping', columns } : { specifyFields: 'json', fieldsJson: {} };
	const writable = Object.keys(kinds).filter((name) => name !== 'createdAt');
	return { ...readerOf({ entityType: 'Lead', ...fields, clearFields }, kinds), writableAttributes: async () => await Promise.resolve(writable) };
};

test.each<[cleared: unknown, sent: object]>([
	['website', { website: null }], [['accountId', 'teamsIds'], { accountId: null, teamsIds: [] }], [['isActive'], { isActive: false }], [[], {}],
])('%j is cleared', async (cleared, sent) => expect(await changedAttributeValues.read(reading(cleared))).toEqual(sent));

test.each<[cleared: string, message: string, hint: string]>([
	['nosuch', '“nosuch” in “Clear Field Names or IDs” is no field of Lead that can be written', 'Choose from the list'],
	['createdAt', '“createdAt” in “Clear Field Names or IDs” is no field of Lead', 'EspoCRM sets the others by itself'],
	['id', '“id” in “Clear Field Names or IDs” is no field of Lead', 'Choose from the list'],
	['account', '“account” in', 'Its name is “accountId”.'],
	['teams', '“teams” in', 'Its name is “teamsIds”.'],
	['Website', '“Website” in', 'Its name is “website”.'],
	['emailAddressIsInvalid', "“emailAddressIsInvalid” in “Clear Field Names or IDs” can't be empty", 'false'],
])('%s is refused', async (cleared, message, hint) => {
	const refused = Promise.resolve(changedAttributeValues.read(reading(cleared)));
	await expect(refused).rejects.toThrow(message);
	await expect(refused).rejects.toMatchObject({ hint: expect.stringContaining(hint) });
});

test('a field that the mapping offers needs no look-up', async () => {
	const reader = { ...reading('website', { mappingMode: 'defineBelow', value: null, schema }), writableAttributes: () => { throw new Error('a look-up'); } };
	expect(await changedAttributeValues.read(reader)).toEqual({ website: null });
});

describe('what a saved mapping does not prove is looked up', () => {
	const website = { id: 'website', displayName: 'Website', kind: 'text', entityType: 'Lead' };
	const field = { ...website, id: 'nosuch' };
	test.each<[title: string, cleared: string, schema: object[]]>([
		['a field of another entity type', 'nosuch', [website, { ...field, entityType: 'Account' }]],
		['a field that EspoCRM offers no more', 'nosuch', [website, { ...field, displayName: 'Old (Not Offered)' }]],
		['the ID, which is offered to match', 'id', [website, { id: 'id', displayName: 'ID', kind: 'id' }]],
	])('%s', async (_title, cleared, saved) => {
		const columns = { mappingMode: 'defineBelow', value: null, schema: saved };
		await expect(changedAttributeValues.read(reading(cleared, columns))).rejects.toThrow(`“${cleared}” in “Clear Field Names or IDs” is no field of Lead`);
		await expect(matchedAttributeValues.read(reading(cleared, columns))).rejects.toThrow(`“${cleared}” in “Clear Field Names or IDs” is no field of Lead`);
	});
	test('the ID is refused where no field is known', async () => {
		const reader = { ...reading('id'), writableAttributes: async () => await Promise.resolve([]) };
		await expect(changedAttributeValues.read(reader)).rejects.toThrow('“id” in “Clear Field Names or IDs” is no field of Lead');
	});
});
