import type { JsonObject } from './Json';

/** What a value of an attribute is. */
const KINDS = [
	'text',
	// One of a list of keys.
	'enum',
	'integer',
	'number',
	// A number that is kept as text, so that no digit is lost.
	'decimal',
	'boolean',
	// A boolean that belongs to an e-mail address or phone number: null where there is none, and not to be written then.
	'flag',
	'date',
	'dateTime',
	// A date-time, or a date for something that lasts all day.
	'dateTimeOptional',
	'id',
	// A list of strings.
	'list',
	// A list of ids that replaces the whole link.
	'idList',
	'object',
	// Any JSON.
	'json',
] as const;

export type AttributeKind = (typeof KINDS)[number];

/** Whether text names a kind, e.g. one that a workflow was saved with. */
export function isAttributeKind(kind: unknown): kind is AttributeKind {
	return (KINDS as readonly unknown[]).includes(kind);
}

/** One attribute of a field: how its name is made from the field's name, and its kind. */
interface AttributeRule {
	/** `*` stands for the field's name, `^` for the name with a capital first letter. */
	name: string;
	kind: AttributeKind;
	readOnly?: boolean;
	options?: OptionSource;
	/** There only if the field's definition has this key. */
	ifGiven?: string;
}

/** Where the keys of an attribute stand that is not a field of its own. */
export type OptionSource = 'currencies' | 'entityTypes';

const one = (kind: AttributeKind): AttributeRule[] => [{ name: '*', kind }];
const readOnly = (kind: AttributeKind): AttributeRule[] => [{ name: '*', kind, readOnly: true }];
const suffixed = (rules: Record<string, AttributeKind>): AttributeRule[] =>
	Object.entries(rules).map(([suffix, kind]) => ({ name: `*${suffix}`, kind }));
const around = (prefixes: string[], suffix: string, kind: AttributeKind): AttributeRule[] =>
	prefixes.map((prefix) => ({ name: `${prefix}^${suffix}`, kind }));

const LINK: AttributeRule[] = [
	{ name: '*Id', kind: 'id' },
	{ name: '*Name', kind: 'text', readOnly: true },
];
const currencyCode = (name: string): AttributeRule => ({ name, kind: 'enum', options: 'currencies' });
const contactPoint: AttributeRule[] = [...suffixed({ '': 'text', Data: 'json' }), ...suffixed({ IsOptedOut: 'flag', IsInvalid: 'flag' })];

/** The one classifier of EspoCRM's field types (espocrm-api.md#field-types); a type that is not listed counts as JSON. */
const FIELD_TYPES: Record<string, AttributeRule[]> = {
	varchar: one('text'),
	text: one('text'),
	wysiwyg: one('text'),
	url: one('text'),
	barcode: one('text'),
	colorpicker: one('text'),
	password: one('text'),
	enum: one('enum'),
	decimal: one('decimal'),
	multiEnum: one('list'),
	array: one('list'),
	checklist: one('list'),
	urlMultiple: one('list'),
	int: one('integer'),
	enumInt: one('integer'),
	duration: one('integer'),
	autoincrement: readOnly('integer'),
	number: readOnly('text'),
	float: one('number'),
	enumFloat: one('number'),
	bool: one('boolean'),
	date: one('date'),
	datetime: one('dateTime'),
	datetimeOptional: suffixed({ '': 'dateTimeOptional', Date: 'date' }),
	currency: [...one('number'), currencyCode('*Currency'), { name: '*Converted', kind: 'number', readOnly: true }],
	currencyConverted: readOnly('number'),
	rangeInt: around(['from', 'to'], '', 'integer'),
	rangeFloat: around(['from', 'to'], '', 'number'),
	rangeCurrency: [...around(['from', 'to'], '', 'number'), currencyCode('from^Currency'), currencyCode('to^Currency')],
	link: LINK,
	linkOne: LINK,
	file: LINK,
	image: LINK,
	linkMultiple: [
		...suffixed({ Ids: 'idList' }),
		{ name: '*Columns', kind: 'object', ifGiven: 'columns' },
		{ name: '*Names', kind: 'object', readOnly: true },
	],
	linkParent: [{ name: '*Type', kind: 'enum', options: 'entityTypes' }, ...LINK],
	attachmentMultiple: [
		...suffixed({ Ids: 'idList' }),
		{ name: '*Names', kind: 'object', readOnly: true },
		{ name: '*Types', kind: 'object', readOnly: true },
	],
	email: contactPoint,
	phone: contactPoint,
	personName: [...around(['salutation', 'first', 'middle', 'last'], '', 'text'), { name: '*', kind: 'text', readOnly: true }],
	address: suffixed({ Street: 'text', City: 'text', State: 'text', Country: 'text', PostalCode: 'text' }),
	map: [],
	foreign: readOnly('json'),
	jsonObject: one('object'),
	jsonArray: one('json'),
	arrayInt: one('json'),
	base: one('json'),
};

/** Types whose stored value is what the server sorts by (enums sort by their options, persons and links by name). */
const SORTED_BY_VALUE = ['varchar', 'int', 'autoincrement', 'date', 'datetime'];

export interface Attribute {
	name: string;
	kind: AttributeKind;
	readOnly: boolean;
	field: string;
	fieldType: string;
	sortedByValue: boolean;
	options?: OptionSource;
}

/** The attributes of one field, e.g. `amount`, `amountCurrency` and `amountConverted` of a currency field. */
export function attributesOf(field: string, definition: JsonObject): Attribute[] {
	const type = typeof definition.type === 'string' ? definition.type : 'base';
	const capital = field.charAt(0).toUpperCase() + field.slice(1);
	return (FIELD_TYPES[type] ?? one('json'))
		.filter(({ ifGiven }) => ifGiven === undefined || definition[ifGiven] !== undefined)
		.map((rule) => ({
			name: rule.name.replace('*', field).replace('^', capital),
			kind: rule.kind,
			readOnly: rule.readOnly === true || definition.readOnly === true,
			field,
			fieldType: type,
			sortedByValue: SORTED_BY_VALUE.includes(type),
			options: rule.options,
		}));
}

export type AttributeKinds = ReadonlyMap<string, AttributeKind>;
