import type { INodePropertyCollection } from 'n8n-workflow';

import { dependsOnKind, OPERATORS, whereOf, type Condition } from '../../shared/api/conditions';
import { identifierList, nameIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import type { Json } from '../../shared/api/Json';
import type { SearchParams } from '../../shared/api/SearchParams';
import { whereItems } from '../../shared/api/where';
import { parameter, type ParameterReader } from '../../shared/operation/Parameter';
import { collectionOf, rowsOf } from './collectionOf';

const NAME = 'Filters';
const TEXT_SEARCH = 'Text Search';
const FIELD = 'Field Name or ID';
const PRESET = 'Preset Filter Name or ID';
const QUICK = 'Quick Filter Names or IDs';
const WHERE = 'Where (JSON)';

const condition: INodePropertyCollection = {
	displayName: 'Condition',
	name: 'condition',
	values: [
		{
			displayName: 'Field Name or ID',
			name: 'attribute',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getFilterAttributes', loadOptionsDependsOn: ['entityType.value', 'link.value'] },
			default: '',
			description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
		{
			displayName: 'Operator',
			name: 'operator',
			type: 'options',
			options: OPERATORS.map(({ name, value }) => ({ name, value })),
			default: 'equals',
			description: '“Is Not Equal To”, “Is None Of” and “Does Not Contain” include records in which the field is empty',
		},
		{
			displayName: 'Value',
			name: 'value',
			type: 'string',
			default: '',
			description: 'Several values with commas between them where the operator takes a list. Not needed for operators like “Is Empty”.',
		},
	],
};

/** Which records: conditions, EspoCRM's own `where`, text search and the filters that EspoCRM has ready. */
export const filters = parameter(
	'filters',
	{
		displayName: NAME,
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Combine Conditions',
				name: 'combine',
				type: 'options',
				options: [
					{ name: 'All Must Match', value: 'all' },
					{ name: 'Any May Match', value: 'any' },
				],
				default: 'all',
				description: 'How the conditions work together',
			},
			{
				displayName: 'Conditions',
				name: 'conditions',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add Condition',
				default: {},
				options: [condition],
			},
			{
				displayName: QUICK,
				name: 'boolFilterList',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getBoolFilters', loadOptionsDependsOn: ['entityType.value', 'link.value'] },
				default: [],
				description:
					'Only records of this user, or followed ones. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: PRESET,
				name: 'primaryFilter',
				type: 'options',
				typeOptions: { loadOptionsMethod: 'getPresetFilters', loadOptionsDependsOn: ['entityType.value', 'link.value'] },
				default: '',
				description:
					'A filter that EspoCRM has ready for this entity type. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: TEXT_SEARCH,
				name: 'textFilter',
				type: 'string',
				default: '',
				description: "What EspoCRM's search field finds: texts that begin with it",
			},
			{
				displayName: WHERE,
				name: 'where',
				type: 'json',
				default: '',
				placeholder: 'e.g. [{"type": "equals", "attribute": "name", "value": "Acme"}]',
				description: "Conditions in EspoCRM's own form, in addition to the others",
			},
		],
	},
	readFilters,
);

async function readFilters(reader: ParameterReader): Promise<SearchParams> {
	const raw = collectionOf(reader.get('filters'), NAME);
	const conditions = conditionsOf(raw.conditions);
	const kinds = conditions.some(dependsOnKind) ? await reader.attributeKinds(await reader.listedEntityType()) : new Map<never, never>();
	const name = (value: Json | undefined, place: string) =>
		value === undefined || value === null || value === '' ? undefined : nameIdentifier(value, place);
	return {
		where: [...whereOf(conditions, raw.combine === 'any', kinds, reader.zone, NAME), ...whereItems(raw.where, WHERE)],
		textFilter: textOf(raw.textFilter),
		primaryFilter: name(raw.primaryFilter, PRESET),
		boolFilterList: identifierList(raw.boolFilterList ?? [], (item) => nameIdentifier(item, QUICK)),
	};
}

function textOf(value: Json | undefined): string | undefined {
	if (typeof value === 'object' && value !== null) throw new InvalidInput(TEXT_SEARCH, `“${TEXT_SEARCH}” must be text`);
	const text = String(value ?? '');
	return text.trim() ? text : undefined;
}

function conditionsOf(value: Json | undefined): Condition[] {
	const isEmpty = (given: Json | undefined) => given === undefined || given === null || given === '';
	return (
		rowsOf(value, 'condition', 'Conditions')
			// A value without an attribute is a mistake: without the condition all records would match.
			.filter((row) => !isEmpty(row.attribute) || !isEmpty(row.value))
			.map(({ attribute, operator, value: operand }) => ({
				attribute: nameIdentifier(attribute, FIELD),
				operator: String(operator ?? 'equals'),
				value: operand,
			}))
	);
}
