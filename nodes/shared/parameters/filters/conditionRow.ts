import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

/**
 * Which operators hide or show an editor. Their names tell it, which keeps the description of the node short: the row is in it several times.
 * A unit test compares these with the table of operators.
 */
export const EDITORS = {
	noText: '^(is[A-Z]|has|today|past|future|current|last|next|number|day|moment|on$|notOn|after|before)|Days$',
	days: 'XDays$',
	number: '^number',
	day: '^(on|notOn|after|before|dayBetween)$',
	moment: '^moment',
	options: 'Options?$',
	records: '(Records?|Teams)$',
	untilText: '^between$',
	untilNumber: '^numberBetween$',
	untilDay: '^dayBetween$',
	untilMoment: '^momentBetween$',
};

const named = (regex: string) => ({ operator: [{ _cnd: { regex } }] });

const attribute: INodeProperties = {
	displayName: 'Field Name or ID',
	name: 'attribute',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getFilterAttributes', loadOptionsDependsOn: ['entityType.value', 'link.value'] },
	default: '',
	description:
		'The field to compare. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

const operator: INodeProperties = {
	displayName: 'Operator Name or ID',
	name: 'operator',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getFilterOperators', loadOptionsDependsOn: ['&attribute'] },
	// None chosen means “equals”; as a default n8n would mark that red where it does not fit.
	default: '',
	description:
		'How to compare the field. If empty, “equals”. Operators with “not” or “none” also find empty fields. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

const value: INodeProperties = {
	displayName: 'Value',
	name: 'value',
	type: 'string',
	default: '',
	placeholder: 'e.g. Acme',
	description: 'The value to compare with; separate several with commas. A date alone means the whole day.',
	displayOptions: { hide: named(EDITORS.noText) },
};

const UNTIL = 'The end of the range, inclusive';

/** The same names as of the text, so that a row is always attribute, operator and value. */
const typed: INodeProperties[] = [
	{
		displayName: 'Days',
		name: 'value',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 7,
		description: 'The number of days, counted from today',
		displayOptions: { show: named(EDITORS.days) },
	},
	{ displayName: 'Number', name: 'value', type: 'number', default: 0, displayOptions: { show: named(EDITORS.number) } },
	{
		displayName: 'Day',
		name: 'value',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		description: 'The whole day, in the time zone of the workflow',
		displayOptions: { show: named(EDITORS.day) },
	},
	{
		displayName: 'Date and Time',
		name: 'value',
		type: 'dateTime',
		default: '',
		description: 'In the time zone of the workflow',
		displayOptions: { show: named(EDITORS.moment) },
	},
];

const until: INodeProperties[] = [
	{
		displayName: 'To Number',
		name: 'to',
		type: 'number',
		default: 0,
		description: UNTIL,
		displayOptions: { show: named(EDITORS.untilNumber) },
	},
	{
		displayName: 'To Day',
		name: 'to',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		description: UNTIL,
		displayOptions: { show: named(EDITORS.untilDay) },
	},
	{
		displayName: 'To Date and Time',
		name: 'to',
		type: 'dateTime',
		default: '',
		description: UNTIL,
		displayOptions: { show: named(EDITORS.untilMoment) },
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		default: '',
		placeholder: 'e.g. 20000',
		description: UNTIL,
		displayOptions: { show: named(EDITORS.untilText) },
	},
];

const options: INodeProperties = {
	displayName: 'Option Names or IDs',
	name: 'options',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getFilterOptions', loadOptionsDependsOn: ['&attribute'] },
	default: [],
	description:
		'The options to look for. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions: { show: named(EDITORS.options) },
};

/** Not a `recordLocator`: its mode for addresses and its checks would make the description 4 kB longer. An address as ID works too. */
const record: INodeProperties = {
	displayName: 'Record',
	name: 'record',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchFilterRecords', searchable: true } },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 6b046affe09989a18, 6b046acf9378a5ecb' },
	],
	description: 'From the list: one record. By ID or URL: one, or several separated by commas.',
	typeOptions: { loadOptionsDependsOn: ['&attribute', '&operator'] },
	displayOptions: { show: named(EDITORS.records) },
};

/** A row of the filter builder. Which operators there are follows from the attribute, how the value is entered from the operator. */
export const conditionRow: INodePropertyCollection = {
	displayName: 'Condition',
	name: 'condition',
	// Of those with the same name the last one gives a new row its default.
	values: [attribute, operator, ...typed, value, ...until, options, record],
};
