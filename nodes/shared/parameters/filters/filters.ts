import type { INodeProperties } from 'n8n-workflow';

import { parameter } from '../reading/Parameter';
import { expressible } from '../shown/expressible';
import { combine, conditions, groups } from './conditionGroup';
import { filtersJson } from './filtersJson';
import { NAME, PRESET, QUICK, readFilters, SPECIFY, TEXT_SEARCH, WHERE } from './readFilters';

const specifyFilters: INodeProperties = {
	displayName: SPECIFY,
	name: 'specifyFilters',
	type: 'options',
	noDataExpression: true,
	default: 'fields',
	options: [
		{ name: 'Using Fields Below', value: 'fields' },
		{ name: 'Using JSON', value: 'json' },
	],
	description: 'How to specify the filters: field by field, or as JSON',
};

const inFields = { show: { specifyFilters: ['fields'] } };
const inJson = { show: { specifyFilters: ['json'] } };

const collection: INodeProperties = {
	displayName: NAME,
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description: 'Which records to find',
	options: [
		conditions,
		groups,
		{ ...combine, description: 'How to combine the conditions and groups' },
		{
			displayName: QUICK,
			name: 'boolFilterList',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getBoolFilters', loadOptionsDependsOn: ['entityType.value', 'link.value'] },
			default: [],
			description:
				'Filters that can be combined, e.g. only the records of the authenticated user. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: PRESET,
			name: 'primaryFilter',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getPresetFilters', loadOptionsDependsOn: ['entityType.value', 'link.value'] },
			default: '',
			description:
				'A filter that EspoCRM provides for this entity type. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: TEXT_SEARCH,
			name: 'textFilter',
			type: 'string',
			default: '',
			placeholder: 'e.g. Acme',
			description: "Finds what EspoCRM's search box finds: records with text that begins with this, e.g. in the name",
		},
		{
			displayName: WHERE,
			name: 'where',
			type: 'json',
			default: '',
			hint: 'e.g. [{"type": "equals", "attribute": "name", "value": "Acme"}]',
			description: "Conditions in EspoCRM's own format, to be met in addition to the others",
		},
	],
};

/** Which records: conditions, groups of such, EspoCRM's own `where`, text search and the filters that EspoCRM has ready. */
export const filters = parameter(
	'filters',
	[specifyFilters, ...expressible({ ...collection, displayOptions: inFields }), { ...filtersJson, displayOptions: inJson }],
	readFilters,
);
