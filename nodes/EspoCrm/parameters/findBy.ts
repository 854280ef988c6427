import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

/** The mode of a record locator whose value is not an ID, but what identifies the record. */
export const BY_FIELD = 'field';
export const FIND_BY = 'Find By Name or ID';
export const IF_NOT_FOUND = 'If Not Exactly One';

export const byFieldMode: INodePropertyMode = {
	displayName: 'By Name or Other Field',
	name: BY_FIELD,
	type: 'string',
	placeholder: 'e.g. Acme or jane@acme.example.com',
};

const SHOWN = { show: { 'record.mode': [BY_FIELD] } };

/** How the record of the same row is found, where it is not given by its ID. */
export const findByProperties: INodeProperties[] = [
	{
		displayName: FIND_BY,
		name: 'findBy',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getIdentifyingFields', loadOptionsDependsOn: ['entityType.value', '&link'] },
		default: 'name',
		displayOptions: SHOWN,
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
			{ name: 'Leave Out', value: 'leaveOut', description: 'The link stays as it is, and a hint says so' },
		],
		displayOptions: SHOWN,
		description: 'What to do when no record is found, or several',
	},
];
