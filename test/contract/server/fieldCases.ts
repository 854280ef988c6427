import type { IDataObject } from 'n8n-workflow';

interface Known {
	/** The keys that the field can have. */
	options?: string[];
	/** IDs of records that the field's link can lead to. */
	ids?: string[];
}

export interface FieldCase {
	type: string;
	/** What the user enters in the field mapping, by attribute. */
	given(field: string, known: Known): IDataObject;
	/** What EspoCRM holds then. */
	stored(field: string, given: IDataObject): IDataObject;
	/** What comes out of the node, where it is not what EspoCRM holds. */
	item?(field: string, given: IDataObject): IDataObject;
}

const capital = (field: string) => field.charAt(0).toUpperCase() + field.slice(1);
const same = (field: string, given: IDataObject) => ({ [field]: given[field] as string });
const one = (type: string, value: (known: Known) => unknown, stored: FieldCase['stored'] = same, item?: FieldCase['item']): FieldCase => ({
	type,
	given: (field, known) => ({ [field]: value(known) as string }),
	stored,
	item,
});
const as =
	(value: unknown): FieldCase['stored'] =>
	(field) => ({ [field]: value as string });
/** Lists come as the JSON text of the editor. */
const list = (type: string, values?: string[]): FieldCase =>
	one(
		type,
		({ options = ['Alpha', 'Beta'] }) => JSON.stringify(values ?? options.slice(0, 2)),
		(field, given) => ({ [field]: JSON.parse(String(given[field])) as string[] }),
	);
const linked = (type: string): FieldCase => ({
	type,
	given: (field, { ids = [] }) => ({ [`${field}Id`]: ids[0] ?? '' }),
	stored: (field, given) => ({ [`${field}Id`]: given[`${field}Id`] as string }),
});
const range = (type: string, from: number, to: number): FieldCase => ({
	type,
	given: (field) => ({ [`from${capital(field)}`]: from, [`to${capital(field)}`]: String(to) }),
	stored: (field) => ({ [`from${capital(field)}`]: from, [`to${capital(field)}`]: to }),
});

/** Each type of field that can be written: a value as a user of n8n gives it, and what must be there afterwards (espocrm-api.md#field-types, espocrm-api.md#what-writes-store). */
export const FIELD_CASES: FieldCase[] = [
	// It looks like a date-time, but is none.
	one('varchar', () => '2026-11-23 10:00:00'),
	one('text', () => 'Zoë said “two\nlines”, "quoted" – 2026-11-23 10:00:00'),
	one('wysiwyg', () => '<p>bold <b>words</b></p>'),
	one('url', () => 'https://example.com/a?b=c'),
	one('barcode', () => '4006381333931'),
	one('colorpicker', () => '#aabbcc'),
	one('enum', ({ options = [] }) => options[1] ?? options[0]),
	list('multiEnum'),
	list('array'),
	list('checklist'),
	list('urlMultiple', ['https://a.example.com', 'https://b.example.com']),
	one('int', () => '42', as(42)),
	one('float', () => '12.25', as(12.25)),
	one(
		'decimal',
		() => '1250.5',
		(field) => ({ [field]: expect.stringMatching(/^1250\.50*$/) as unknown as string }),
	),
	one('bool', () => true, as(true)),
	one('date', () => '2026-11-23T00:00:00', as('2026-11-23')),
	one('datetime', () => '2026-11-23T10:00:00', as('2026-11-23 09:00:00'), as('2026-11-23T09:00:00Z')),
	{ ...one('datetimeOptional', () => '2026-07-01T10:00:00+05:30', as('2026-07-01 04:30:00'), as('2026-07-01T04:30:00Z')) },
	{
		...one('currency', () => '1250.5', as(1250.5)),
		item: (field) => ({ [field]: 1250.5, [`${field}Currency`]: expect.any(String) as unknown as string }),
	},
	range('rangeInt', 1, 5),
	range('rangeFloat', 1.5, 5.5),
	range('rangeCurrency', 10, 20),
	linked('link'),
	linked('linkOne'),
	{
		type: 'linkMultiple',
		given: (field, { ids = [] }) => ({ [`${field}Ids`]: JSON.stringify(ids) }),
		stored: (field, given) => ({
			[`${field}Ids`]: expect.arrayContaining(JSON.parse(String(given[`${field}Ids`])) as string[]) as unknown as string,
		}),
	},
	{
		type: 'linkParent',
		given: (field, { ids = [] }) => ({ [`${field}Type`]: 'Account', [`${field}Id`]: ids[0] ?? '' }),
		stored: (field, given) => ({ [`${field}Type`]: 'Account', [`${field}Id`]: given[`${field}Id`] as string }),
	},
	{
		type: 'email',
		given: (field) => ({ [field]: `${Math.random().toString(36).slice(2)}@example.com`, [`${field}IsOptedOut`]: true }),
		stored: (field, given) => ({ [field]: given[field] as string, [`${field}IsOptedOut`]: true, [`${field}IsInvalid`]: false }),
	},
	{
		type: 'phone',
		given: (field) => ({
			[`${field}Data`]: JSON.stringify([
				{ [field]: '+31201234567', type: 'Office', primary: false },
				{ [field]: '+31612345678', type: 'Mobile', primary: true, invalid: true },
			]),
		}),
		stored: (field) => ({
			[field]: '+31612345678',
			[`${field}IsInvalid`]: true,
			[`${field}Data`]: [
				expect.objectContaining({ [field]: '+31612345678', type: 'Mobile', primary: true, invalid: true }),
				expect.objectContaining({ [field]: '+31201234567', type: 'Office', primary: false, invalid: false }),
			] as unknown as string[],
		}),
	},
	{
		type: 'personName',
		given: () => ({ salutationName: 'Ms.', firstName: 'Ann', middleName: 'B.' }),
		stored: () => ({ salutationName: 'Ms.', firstName: 'Ann', middleName: 'B.' }),
	},
	{
		type: 'address',
		given: (field) => ({
			[`${field}Street`]: 'Main Street 1\nBack yard',
			[`${field}City`]: 'Zürich',
			[`${field}State`]: 'ZH',
			[`${field}Country`]: 'Switzerland',
			[`${field}PostalCode`]: '08001',
		}),
		stored: (field, given) => ({
			[`${field}Street`]: given[`${field}Street`] as string,
			[`${field}City`]: 'Zürich',
			[`${field}PostalCode`]: '08001',
		}),
	},
	one('jsonObject', () => '{"a":{"b":[1,"2026-11-23 10:00:00"]}}', as({ a: { b: [1, '2026-11-23 10:00:00'] } })),
	one('jsonArray', () => '[1,{"a":2}]', as([1, { a: 2 }])),
];
