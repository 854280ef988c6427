import { attributesOf, type AttributeKind } from '../../../../nodes/shared/api/values/fieldTypes';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { recorded } from '../../../recordings/files';
import { FIELD, type FieldSample } from '../../../recordings/samples';

/** The attributes of a field “size” of each type, read-only ones with an exclamation mark (espocrm-api.md#field-types). */
const table: Record<string, Record<string, AttributeKind>> = {
	varchar: { size: 'text' },
	text: { size: 'text' },
	wysiwyg: { size: 'text' },
	url: { size: 'text' },
	barcode: { size: 'text' },
	colorpicker: { size: 'text' },
	password: { size: 'text' },
	enum: { size: 'enum' },
	multiEnum: { size: 'list' },
	array: { size: 'list' },
	checklist: { size: 'list' },
	urlMultiple: { size: 'list' },
	int: { size: 'integer' },
	enumInt: { size: 'integer' },
	autoincrement: { 'size!': 'integer' },
	duration: { size: 'integer' },
	float: { size: 'number' },
	enumFloat: { size: 'number' },
	decimal: { size: 'decimal' },
	number: { 'size!': 'text' },
	bool: { size: 'boolean' },
	date: { size: 'date' },
	datetime: { size: 'dateTime' },
	datetimeOptional: { size: 'dateTimeOptional', sizeDate: 'date' },
	currency: { size: 'number', sizeCurrency: 'enum', 'sizeConverted!': 'number' },
	currencyConverted: { 'size!': 'number' },
	rangeInt: { fromSize: 'integer', toSize: 'integer' },
	rangeFloat: { fromSize: 'number', toSize: 'number' },
	rangeCurrency: { fromSize: 'number', toSize: 'number', fromSizeCurrency: 'enum', toSizeCurrency: 'enum' },
	link: { sizeId: 'id', 'sizeName!': 'text' },
	linkOne: { sizeId: 'id', 'sizeName!': 'text' },
	linkMultiple: { sizeIds: 'idList', 'sizeNames!': 'object' },
	linkParent: { sizeType: 'enum', sizeId: 'id', 'sizeName!': 'text' },
	file: { sizeId: 'id', 'sizeName!': 'text' },
	image: { sizeId: 'id', 'sizeName!': 'text' },
	attachmentMultiple: { sizeIds: 'idList', 'sizeNames!': 'object', 'sizeTypes!': 'object' },
	email: { size: 'text', sizeData: 'json', sizeIsOptedOut: 'flag', sizeIsInvalid: 'flag' },
	phone: { size: 'text', sizeData: 'json', sizeIsOptedOut: 'flag', sizeIsInvalid: 'flag' },
	personName: { salutationSize: 'text', firstSize: 'text', middleSize: 'text', lastSize: 'text', 'size!': 'text' },
	address: { sizeStreet: 'text', sizeCity: 'text', sizeState: 'text', sizeCountry: 'text', sizePostalCode: 'text' },
	map: {},
	foreign: { 'size!': 'json' },
	jsonObject: { size: 'object' },
	jsonArray: { size: 'json' },
	arrayInt: { size: 'json' },
	base: { size: 'json' },
};

test('all 46 types', () => expect(Object.keys(table)).toHaveLength(46));

test.each(Object.entries(table))('%s', (type, expected) => {
	const found = attributesOf('size', { type }).map(({ name, readOnly, kind }) => [readOnly ? `${name}!` : name, kind]);
	expect(Object.fromEntries(found)).toEqual(expected);
	expect(found).toHaveLength(Object.keys(expected).length);
	const of = attributesOf('size', { type, readOnly: true }).map(({ name, field, fieldType, readOnly }) => ({
		name,
		field,
		fieldType,
		readOnly,
	}));
	expect(of).toEqual(
		Object.keys(expected).map((name) => ({ name: name.replace('!', ''), field: 'size', fieldType: type, readOnly: true })),
	);
});

test.each<JsonObject>([{}, { type: 'ofAnExtension' }, { type: 5 }])('%j counts as any JSON', (definition) => {
	expect(attributesOf('size', definition)).toMatchObject([
		{ name: 'size', kind: 'json', readOnly: false, field: 'size', sortedByValue: false },
	]);
});

test('only values that are sorted as they are stored may be compared in a walk', () => {
	const sorted = Object.keys(table).filter((type) => attributesOf('size', { type }).some(({ sortedByValue }) => sortedByValue));
	for (const type of ['enum', 'multiEnum', 'link', 'personName', 'currency', 'linkParent', 'foreign', 'address'])
		expect(sorted).not.toContain(type);
	for (const type of ['varchar', 'int', 'date', 'datetime']) expect(sorted).toContain(type);
});

describe.each(['10.0', '7.5'] as const)('a real %s', (version) => {
	test('knows these types and no others', () => {
		const { fieldTypes } = recorded<{ fieldTypes: string[] }>(version, 'metadata');
		expect(fieldTypes.filter((type) => !table[type])).toEqual([]);
		// Older versions have fewer.
		if (version === '10.0') expect(fieldTypes).toEqual(Object.keys(table).sort());
	});

	const read = recorded<FieldSample[]>(version, 'fields').filter(({ stored }) => stored);
	test.each(read.map(({ type, sent, stored }) => [type, JSON.stringify(sent), stored ?? {}] as const))(
		'reads %s back with these attributes: %s',
		(type, _sent, stored) => {
			const names = attributesOf(FIELD, { type }).map(({ name }) => name);
			expect(Object.keys(stored).filter((name) => !names.includes(name))).toEqual([]);
		},
	);
});
