import { filledAttributes } from '../../../../nodes/shared/api/actions/filledAttributes';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';

const fields = new Map<string, JsonObject>([
	['name', { type: 'personName' }],
	['firstName', { type: 'varchar' }],
	['lastName', { type: 'varchar' }],
	['website', { type: 'url' }],
	['amount', { type: 'currency' }],
	['amountCurrency', { type: 'enum' }],
	['isGood', { type: 'bool' }],
	['count', { type: 'int' }],
	['emailAddress', { type: 'email' }],
	['photo', { type: 'image' }],
	['contacts', { type: 'linkMultiple' }],
	['parent', { type: 'linkParent' }],
	['createdAt', { type: 'datetime', readOnly: true }],
	['role', { type: 'varchar', notStorable: true }],
	['old', { type: 'varchar', disabled: true }],
]);
const filled = (record: JsonObject, ...others: JsonObject[]) => filledAttributes(record, others, fields);

test.each<[what: string, filled: JsonObject, expected: JsonObject]>([
	['the first of the others that has it', filled({ website: null }, { website: '' }, { website: 'b' }, { website: 'c' }), { website: 'b' }],
	['nothing where there is a value', filled({ website: 'a' }, { website: 'b' }), {}],
	['zero and false are values', filled({ count: 0, isGood: false }, { count: 5, isGood: true }), {}],
	['parts of a name', filled({ firstName: null, lastName: 'A' }, { firstName: 'B', lastName: 'C' }), { firstName: 'B' }],
	[
		'an amount with its currency',
		filled({ amount: null, amountCurrency: null }, { amount: 5, amountCurrency: 'EUR' }),
		{ amount: 5, amountCurrency: 'EUR' },
	],
	['no currency for another amount', filled({ amount: 7, amountCurrency: null }, { amount: 5, amountCurrency: 'EUR' }), {}],
	[
		'a parent with its type',
		filled({ parentId: null, parentType: null }, { parentId: 'x', parentType: 'Account' }),
		{ parentId: 'x', parentType: 'Account' },
	],
	[
		'nothing that EspoCRM moves itself, nor files',
		filled(
			{ emailAddress: null, photoId: null, contactsIds: [] },
			{ emailAddress: 'a@example.com', emailAddressData: [{}], photoId: 'x', contactsIds: ['y'] },
		),
		{},
	],
	['nothing that nobody can write', filled({ createdAt: null, role: null, old: null }, { createdAt: 'x', role: 'y', old: 'z' }), {}],
	['nothing that the record does not show', filled({}, { website: 'b' }), {}],
	['teams of all', filled({ teamsIds: ['a'] }, { teamsIds: ['b', 'a'] }), { teamsIds: ['a', 'b'] }],
	['no teams where none are added', filled({ teamsIds: ['a'] }, { teamsIds: ['a'] }, {}), {}],
])('%s', (_, found, expected) => expect(found).toEqual(expected));
