import type { INodeProperties } from 'n8n-workflow';

import { recordsLocator } from '../../../shared/parameters/shown/recordLocator';

export const FIND_BY = 'Find By Name or ID';
export const IF_NOT_FOUND = 'If Not Exactly One';

/** Not for a link to one record, nor for one that says of itself that it has none. */
const WITH_COLUMNS = { hide: { link: [{ _cnd: { regex: '^$|Id(:|$)|:plain$' } }] } };

const link: INodeProperties = {
	displayName: 'Link Name or ID',
	name: 'link',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getLinkedRecordChoices', loadOptionsDependsOn: ['entityType.value'] },
	default: '',
	description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

const columns: INodeProperties[] = [
	{
		displayName: 'Column Name or ID',
		name: 'column',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getLinkedRecordColumns', loadOptionsDependsOn: ['entityType.value', '&link'] },
		default: '',
		displayOptions: WITH_COLUMNS,
		description:
			'A value stored on the link itself, e.g. the role of a contact. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Column Value',
		name: 'columnValue',
		type: 'string',
		default: '',
		placeholder: 'e.g. Decision Maker',
		displayOptions: WITH_COLUMNS,
	},
];

const record: INodeProperties = {
	displayName: 'Record',
	name: 'record',
	...recordsLocator('searchLinkedRecords', ['&link']),
	description: 'The record to link. By ID: several, separated by commas, if the link allows it.',
};

const identity: INodeProperties[] = [
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		placeholder: 'e.g. Acme or jane@acme.example.com',
		description:
			'What identifies the record to link: its name, e-mail address or a code. An expression may give a list if the link allows several records.',
	},
	{
		displayName: FIND_BY,
		name: 'findBy',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getIdentifyingFields', loadOptionsDependsOn: ['entityType.value', '&link'] },
		default: 'name',
		description:
			'The field that holds the value, e.g. Email or a code. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: IF_NOT_FOUND,
		name: 'ifNotFound',
		type: 'options',
		default: 'fail',
		options: [
			{ name: 'Fail', value: 'fail' },
			{ name: 'Leave Out', value: 'leaveOut', description: 'A hint says so; if no record remains, the link is left unchanged' },
		],
		description: 'What to do when no record is found, or several',
	},
];

/**
 * Two kinds of rows rather than one with a choice: older n8n (1.123 among them) can't show a field by the mode of a record locator beside it
 * ("Could not resolve parameter dependencies"), only by the value of a field of the row.
 */
export const linkedRecordKinds = [
	{ displayName: 'Linked Record', name: 'record', values: [link, record, ...columns] },
	{ displayName: 'Linked Record by Name or Other Field', name: 'identified', values: [link, ...identity, ...columns] },
] satisfies INodeProperties['options'];
