import type { INodeProperties } from 'n8n-workflow';

import type { Presentation } from '../../api/presented/presented';
import { identifierList, nameIdentifier } from '../../api/values/identifier';
import { oneOf } from '../entered/oneOf';
import { parameter, type Parameter } from '../reading/Parameter';

/** Which attributes are shown. */
export type ChosenOutput = Pick<Presentation, 'attributes' | 'atMost'>;

const NAME = 'Output';
const SELECT = 'Attribute Names or IDs';

/** What people look for first; no type has them all, and EspoCRM ignores the names that a type does not have. */
const USEFUL = [
	'name',
	'status',
	'stage',
	'type',
	'emailAddress',
	'phoneNumber',
	'website',
	'accountId',
	'accountName',
	'amount',
	'amountCurrency',
	'closeDate',
	'dateStart',
	'dateStartDate',
	'dateEnd',
	'dateEndDate',
	'assignedUserName',
	'createdAt',
	'modifiedAt',
];
/** What related records show of the relation itself (espocrm-api.md#columns-of-relations). */
const OF_RELATION = [
	'accountRole',
	'contactRole',
	'opportunityRole',
	'teamRole',
	'userRole',
	'acceptanceStatus',
	'isOptedOut',
	'targetListIsOptedOut',
];

const SIMPLIFIED: ChosenOutput = { attributes: USEFUL, atMost: 10 };
/** A record alone shows some of these too, but lists do not. */
const SIMPLIFIED_OF_RELATION: ChosenOutput = { attributes: [...USEFUL.slice(0, 1), ...OF_RELATION, ...USEFUL.slice(1)], atMost: 10 };

const choice: INodeProperties = {
	displayName: NAME,
	name: 'output',
	type: 'options',
	// Anything less would hide the user's own fields.
	default: 'all',
	options: [
		{ name: 'All', value: 'all', description: 'Everything that EspoCRM returns, including custom fields' },
		{ name: 'Selected Attributes', value: 'selected', description: 'The ID and the attributes that you choose' },
		{ name: 'Simplified', value: 'simplified', description: 'At most ten: the ID, the name and the most useful others' },
	],
	description: 'Which attributes of the records to return',
};

/** Many records with all their attributes are more than a model reads well. */
const choiceOfTools: INodeProperties[] = [
	{ ...choice, displayOptions: { hide: { '@tool': [true] } } },
	{ ...choice, default: 'simplified', displayOptions: { show: { '@tool': [true] } } },
];

/** What differs between the operations that have it. */
interface OutputPlace {
	/** Whether the records are those of a link, which has attributes of its own. */
	ofRelation?: boolean;
	/** Whether an AI agent gets the simplified form unless chosen otherwise. */
	simplifiedForTools?: boolean;
	/** What the simplified form has, where that is not the usual. */
	useful?: string[];
}

/** Which attributes of the records to return. A new one for each operation, as it stands at another place in each panel. */
export function output({ ofRelation = false, simplifiedForTools = false, useful }: OutputPlace = {}): Parameter<'output', ChosenOutput> {
	return parameter(
		'output',
		[
			...(simplifiedForTools ? choiceOfTools : [choice]),
			{
				displayName: SELECT,
				name: 'select',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getSelectableAttributes', loadOptionsDependsOn: ['entityType.value', 'link.value'] },
				default: [],
				description:
					'The attributes to return in addition to the ID. Leave empty for all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				displayOptions: { show: { output: ['selected'] } },
			},
		],
		(reader) => {
			const chosen = oneOf(reader.get('output'), ['all', 'simplified', 'selected'], NAME);
			const simplified = useful ? { ...SIMPLIFIED, attributes: useful } : ofRelation ? SIMPLIFIED_OF_RELATION : SIMPLIFIED;
			if (chosen !== 'selected') return chosen === 'simplified' ? simplified : {};
			const attributes = identifierList(reader.resolved('select') ?? [], (name) => nameIdentifier(name, SELECT));
			return attributes.length ? { attributes } : {};
		},
	);
}
