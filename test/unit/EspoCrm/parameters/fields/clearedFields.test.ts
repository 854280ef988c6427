import { changedAttributeValues, matchedAttributeValues } from '../../../../../nodes/EspoCrm/parameters/fields/fieldParameters';
import type { AttributeKind } from '../../../../../nodes/shared/api/values/fieldTypes';
import { knowing, readerOf } from '../../../model/readerOf';

const ADDRESS = ['Street', 'City', 'State', 'Country', 'PostalCode'];
const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'text' as const]));
const kinds: Record<string, AttributeKind> = {
	website: 'text',
	accountId: 'id',
	teamsIds: 'idList',
	isActive: 'boolean',
	emailAddressIsInvalid: 'flag',
	createdAt: 'dateTime',
	closeDate: 'date',
	amount: 'number',
	amountCurrency: 'enum',
	fromSalary: 'integer',
	toSalary: 'integer',
	...texts(
		'salutationName',
		'firstName',
		'middleName',
		'lastName',
		...['address', 'billingAddress'].flatMap((name) => ADDRESS.map((part) => name + part)),
	),
};
const nothing = (...names: string[]) => Object.fromEntries(names.map((name) => [name, null]));
const schema = [{ id: 'website', displayName: 'Website', kind: 'text', entityType: 'Lead' }];
const reading = (clearFields: unknown, columns?: object) => {
	const fields = columns ? { specifyFields: 'mapping', columns } : { specifyFields: 'json', fieldsJson: {} };
	const writable = Object.keys(kinds).filter((name) => name !== 'createdAt');
	return knowing(readerOf({ entityType: 'Lead', ...fields, clearFields }, kinds), {
		writableAttributes: async () => await Promise.resolve(writable),
	});
};

test.each<[cleared: unknown, sent: object]>([
	['address', nothing(...ADDRESS.map((part) => `address${part}`))],
	['billingAddress, website, billingAddressCity', nothing('website', ...ADDRESS.map((part) => `billingAddress${part}`))],
	['name', nothing('salutationName', 'firstName', 'middleName', 'lastName')],
	[['salary'], nothing('fromSalary', 'toSalary')],
	['amount', nothing('amount')],
	['website', { website: null }],
	[['accountId', 'teamsIds'], { accountId: null, teamsIds: [] }],
	[['isActive'], { isActive: false }],
	[[], {}],
])('%j is cleared', async (cleared, sent) => expect((await changedAttributeValues.read(reading(cleared))).values).toEqual(sent));

test.each<[cleared: string, message: string, hint: string]>([
	['nosuch', '“nosuch” in “Clear Field Names or IDs” is not a writable field of Lead', 'Choose from the list'],
	['createdAt', '“createdAt” in “Clear Field Names or IDs” is not a writable field of Lead', 'EspoCRM sets the others itself'],
	['id', '“id” in “Clear Field Names or IDs” is not a writable field of Lead', 'Choose from the list'],
	['account', '“account” in', 'Its name is “accountId”.'],
	['teams', '“teams” in', 'Its name is “teamsIds”.'],
	['Website', '“Website” in', 'Its name is “website”.'],
	['Close Date', '“Close Date” in “Clear Field Names or IDs” is not a writable field of Lead', 'Its name is “closeDate”.'],
	['the CLOSEDATE', '“the CLOSEDATE” in', 'Its name is “closeDate”.'],
	['Billing Address', '“Billing Address” in', 'Its name is “billingAddress”.'],
	['Address', '“Address” in', 'Its name is “address”.'],
	['addressNo', '“addressNo” in', 'Choose from the list'],
	['../x', '“../x” in “Clear Field Names or IDs” is not a name that EspoCRM uses', 'Choose from the list'],
	['emailAddressIsInvalid', "“emailAddressIsInvalid” in “Clear Field Names or IDs” can't be empty", 'false'],
])('%s is refused', async (cleared, message, hint) => {
	const refused = Promise.resolve(changedAttributeValues.read(reading(cleared)));
	await expect(refused).rejects.toThrow(message);
	await expect(refused).rejects.toMatchObject({ hint: expect.stringContaining(hint) });
});

test('a field that the mapping offers needs no look-up', async () => {
	const reader = knowing(reading('website', { mappingMode: 'defineBelow', value: null, schema }), {
		writableAttributes: () => {
			throw new Error('a look-up');
		},
	});
	expect((await changedAttributeValues.read(reader)).values).toEqual({ website: null });
});

test.each(['Website', 'website', ' WEBSITE '])('a label that the mapping shows is understood without a look-up: %j', async (cleared) => {
	const reader = knowing(reading(cleared, { mappingMode: 'defineBelow', value: null, schema }), {
		writableAttributes: () => {
			throw new Error('a look-up');
		},
	});
	expect((await changedAttributeValues.read(reader)).values).toEqual({ website: null });
});

test('a label of two fields of the mapping is refused', async () => {
	const twice = [...schema, { ...schema[0], id: 'closeDate', kind: 'date' }];
	await expect(changedAttributeValues.read(reading('Website', { mappingMode: 'defineBelow', value: null, schema: twice }))).rejects.toThrow(
		'“Website” in',
	);
});

test('a part that has a value is not cleared with the whole', async () => {
	const reader = {
		...reading('address'),
		get: (name: string) =>
			({ entityType: 'Lead', specifyFields: 'json', fieldsJson: { addressCity: 'Paris' }, clearFields: 'address' })[name],
	};
	await expect(changedAttributeValues.read(reader)).rejects.toThrow('“addressCity” has a value, but is also in');
});

test('a label that cannot be looked up is refused all the same', async () => {
	const reader = knowing(reading('the closeDate'), { fieldLabel: async () => await Promise.reject(new Error('502')) });
	await expect(changedAttributeValues.read(reader)).rejects.toThrow(
		'“the closeDate” in “Clear Field Names or IDs” is not a name that EspoCRM uses',
	);
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
		await expect(changedAttributeValues.read(reading(cleared, columns))).rejects.toThrow(
			`“${cleared}” in “Clear Field Names or IDs” is not a writable field of Lead`,
		);
		await expect(matchedAttributeValues.read(reading(cleared, columns))).rejects.toThrow(
			`“${cleared}” in “Clear Field Names or IDs” is not a writable field of Lead`,
		);
	});
	test('the ID is refused where no field is known', async () => {
		const reader = knowing(reading('id'), { writableAttributes: async () => await Promise.resolve([]) });
		await expect(changedAttributeValues.read(reader)).rejects.toThrow('“id” in “Clear Field Names or IDs” is not a writable field of Lead');
	});
});

describe('what is required is refused before anything is sent', () => {
	test('as the mapping knows it, without a look-up', async () => {
		const columns = { mappingMode: 'defineBelow', value: null, schema: [{ ...schema[0], displayName: 'Website *', needed: true }] };
		const reader = knowing(reading('website', columns), {
			writableAttributes: () => {
				throw new Error('a look-up');
			},
		});
		await expect(changedAttributeValues.read(reader)).rejects.toThrow("“Website” is required and can't be cleared");
	});
	test('as a look-up for something else told', async () => {
		const reader = knowing(reading('lastName'), { knownNeeded: async () => await Promise.resolve(new Set(['lastName'])) });
		await expect(changedAttributeValues.read(reader)).rejects.toThrow("“lastName” is required and can't be cleared");
	});
});
