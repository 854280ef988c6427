import type { INodeProperties } from 'n8n-workflow';

import { chosenOf } from '../../../shared/parameters/entered/chosenOf';
import { requiredIds } from '../../../shared/parameters/entered/requiredIds';
import { parameter } from '../../../shared/parameters/reading/Parameter';

const TO = 'Post To';
const IDS = 'User or Team IDs';

/** To whom a post goes. */
export const target = parameter(
	'target',
	{
		displayName: TO,
		name: 'target',
		type: 'options',
		noDataExpression: true,
		default: 'record',
		options: [
			{ name: 'Record', value: 'record', description: 'The stream of a record' },
			{ name: 'Users', value: 'users', description: 'The users whom you choose' },
			{ name: 'Teams', value: 'teams', description: 'All members of the teams that you choose' },
			{ name: 'Everyone', value: 'all', description: 'All users' },
		],
		description: 'Where the post appears',
	},
	(reader) => chosenOf(reader.get('target'), ['record', 'users', 'teams', 'all'], TO),
);

const LISTS = {
	users: { name: 'targetUsers', label: 'User Names or IDs', loadOptionsMethod: 'getUsers' },
	teams: { name: 'targetTeams', label: 'Team Names or IDs', loadOptionsMethod: 'getTeams' },
};
/** Of the text in which workflows had the IDs before there were lists. */
const HAS_TEXT: NonNullable<INodeProperties['displayOptions']>['show'] = { '/targetIds': [{ _cnd: { exists: true } }] };

/** The users or teams, where it goes to such. */
export const targetIds = parameter(
	'targetIds',
	[...asText(), ...Object.entries(LISTS).map(([kind, list]) => asList(kind, list))],
	(reader) => {
		const kind = reader.get('target');
		if (kind !== 'users' && kind !== 'teams') return undefined;
		// As the editor shows them: the text, where there is any.
		const isText = reader.isFilledIn('targetIds') || !['', null, undefined].includes(reader.get('targetIds') as string);
		const { name, label } = isText ? { name: 'targetIds', label: IDS } : LISTS[kind];
		return requiredIds(reader.resolved(name) ?? [], label, 'Choose at least one.');
	},
);

/** Kept by a hidden property, and shown only while there is something in it. */
function asText(): INodeProperties[] {
	const target = ['users', 'teams'];
	return [
		{ displayName: IDS, name: 'targetIds', type: 'hidden', default: '', displayOptions: { show: { target } } },
		{
			displayName: IDS,
			name: 'targetIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 6b046affe09989a18, 6b046acf9378a5ecb',
			hint: 'Clear it to choose from a list',
			displayOptions: { show: { target, ...HAS_TEXT } },
		},
	];
}

function asList(kind: string, { name, label, loadOptionsMethod }: (typeof LISTS)['users']): INodeProperties {
	return {
		displayName: label,
		name,
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod },
		default: [],
		required: true,
		description:
			'Who gets the post. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { target: [kind] }, hide: HAS_TEXT },
	};
}
