import {
	attributesOfFields,
	entriesOf,
	isDayAttribute,
	neededAttributes,
	notStorable,
} from '../../../../nodes/shared/api/metadata/entityFields';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';

const find = (fields: JsonObject, name: string) => attributesOfFields(fields).filter((attribute) => attribute.name === name);

describe('attributes', () => {
	test('entries that are no definitions, and fields that are only there for EspoCRM itself, have none', () => {
		const fields = {
			name: { type: 'varchar' },
			text: 'x',
			list: [],
			old: { type: 'varchar', disabled: true },
			technical: { type: 'varchar', utility: true },
			on: { type: 'bool', disabled: false, utility: false },
		};
		expect(entriesOf(fields).map(([name]) => name)).toEqual(['name', 'old', 'technical', 'on']);
		expect(attributesOfFields(fields).map(({ name }) => name)).toEqual(['name', 'on']);
	});

	test.each([
		['before', ['emailAddress', 'emailAddressIsOptedOut']],
		['behind', ['emailAddressIsOptedOut', 'emailAddress']],
	])('a part that is a field of its own comes once, of the kind that the compound tells; the compound stands %s it', (_title, order) => {
		const all: JsonObject = {
			emailAddress: { type: 'email' },
			emailAddressIsOptedOut: { type: 'bool', readOnly: true },
		};
		const fields = Object.fromEntries(order.map((name) => [name, all[name]])) as JsonObject;
		expect(find(fields, 'emailAddressIsOptedOut')).toEqual([
			expect.objectContaining({ kind: 'flag', readOnly: true, field: 'emailAddressIsOptedOut', fieldType: 'bool' }),
		]);
	});

	test.each([
		['before', ['amount', 'amountCurrency']],
		['behind', ['amountCurrency', 'amount']],
	])('a part that is an enum of its own stays one, with the currencies of the compound, which stands %s it', (_title, order) => {
		const all: JsonObject = { amount: { type: 'currency' }, amountCurrency: { type: 'enum' } };
		const fields = Object.fromEntries(order.map((name) => [name, all[name]])) as JsonObject;
		expect(find(fields, 'amountCurrency')).toEqual([
			expect.objectContaining({ kind: 'enum', options: 'currencies', field: 'amountCurrency', fieldType: 'enum' }),
		]);
	});

	test('a part of an address that is a text of a list is an enum', () => {
		const fields = { billingAddress: { type: 'address' }, billingAddressCountry: { type: 'enum', options: ['DE'] } };
		expect(find(fields, 'billingAddressCountry')).toEqual([expect.objectContaining({ kind: 'enum' })]);
		expect(find(fields, 'billingAddressCity')).toEqual([expect.objectContaining({ kind: 'text', field: 'billingAddress' })]);
	});
});

test('what stands on a link is not stored with the record', () => {
	const fields = {
		role: { type: 'varchar', notStorable: true },
		papers: { type: 'linkMultiple', notStorable: true },
		name: { type: 'varchar' },
		maybe: { type: 'varchar', notStorable: 'yes' },
	};
	expect([...notStorable(fields)]).toEqual(['role', 'papersIds', 'papersNames']);
});

test('the day of a moment is told from the moment', () => {
	const fields = { dateStart: { type: 'datetimeOptional' }, dateStartDate: { type: 'date' }, createdAt: { type: 'datetime' } };
	const isDay = (type: JsonObject) =>
		attributesOfFields(type)
			.filter(isDayAttribute)
			.map(({ name }) => name);
	expect(isDay({ dateStart: fields.dateStart, createdAt: fields.createdAt })).toEqual(['dateStartDate']);
});

describe('what EspoCRM refuses to clear', () => {
	const needed = (field: string, definition: JsonObject, more: JsonObject = {}) => [
		...neededAttributes({ [field]: { required: true, ...definition }, ...more }),
	];

	test.each<[string, JsonObject, needed: string[]]>([
		['name', { type: 'varchar' }, ['name']],
		['name', { type: 'varchar', required: false }, []],
		['name', { type: 'varchar', required: 'yes' }, []],
		['account', { type: 'link' }, ['accountId', 'accountName']],
		['flag', { type: 'bool' }, []],
		['details', { type: 'jsonObject' }, []],
		['any', { type: 'jsonArray' }, []],
		// Its name as a whole, but none of its parts.
		['name', { type: 'personName' }, ['name']],
		['address', { type: 'address' }, []],
		['emailAddress', { type: 'email' }, ['emailAddress']],
		// An amount needs no currency: EspoCRM adds the default.
		['amount', { type: 'currency' }, ['amount', 'amountConverted']],
		['dateStart', { type: 'datetimeOptional' }, ['dateStart']],
		['dateEnd', { type: 'datetimeOptional' }, []],
		['dateEnd', { type: 'datetime' }, ['dateEnd']],
		['code', { type: 'varchar', suppressValidationList: ['required'] }, []],
		['code', { type: 'varchar', suppressValidationList: ['maxLength'] }, ['code']],
		['code', { type: 'varchar', suppressValidationList: 'required' }, ['code']],
	])('of %s %j: %j', (field, definition, expected) => expect(needed(field, definition)).toEqual(expected));

	test('a part that is a field of its own counts by itself', () => {
		expect(needed('amount', { type: 'currency' }, { amountConverted: { type: 'currencyConverted' } })).toEqual(['amount']);
		expect(
			needed('billingAddress', { type: 'address', required: false }, { billingAddressCity: { type: 'varchar', required: true } }),
		).toEqual(['billingAddressCity']);
	});
});
