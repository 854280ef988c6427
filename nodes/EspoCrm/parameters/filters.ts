import type { INodeProperties } from 'n8n-workflow';

import type { ConditionContext } from '../../shared/api/ConditionContext';
import { conditionDependsOnKind, whereOf } from '../../shared/api/conditions';
import { identifierList, nameIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import { isNothing } from '../../shared/api/isNothing';
import type { Json, JsonObject } from '../../shared/api/Json';
import type { SearchParams } from '../../shared/api/SearchParams';
import type { AttributeKinds } from '../../shared/api/attributeValues';
import { whereItems, type WhereItem } from '../../shared/api/where';
import { whereDependsOnKind, withWhereValues } from '../../shared/api/whereValues';
import { parameter, type ParameterReader } from '../../shared/operation/Parameter';
import { chosenOf } from './chosenOf';
import { collectionOf } from './collectionOf';
import { expressible } from './expressible';
import { attributesIn, FILTERS_JSON, filterDependsOnKind, filtersJson, parsedFilters, whereOfFilter } from './filtersJson';
import { refuseNothing } from './refuseNothing';
import { namedByLabel } from './namedByLabel';
import { unknownType } from './unknownType';
import { combine, conditions, conditionsIn, groups, readConditionGroup } from './conditionGroup';

const NAME = 'Filters';
const TEXT_SEARCH = 'Text Search';
const PRESET = 'Preset Filter Name or ID';
const QUICK = 'Quick Filter Names or IDs';
const WHERE = 'Where (JSON)';

const SPECIFY = 'Specify Filters';

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
};

const inFields = { show: { specifyFilters: ['fields'] } };
const inJson = { show: { specifyFilters: ['json'] } };

const collection: INodeProperties = {
	displayName: NAME,
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description: 'Which records to look for',
	options: [
		conditions,
		groups,
		{ ...combine, description: 'How the conditions and groups work together' },
		{
			displayName: QUICK,
			name: 'boolFilterList',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getBoolFilters', loadOptionsDependsOn: ['entityType.value', 'link.value'] },
			default: [],
			description:
				'Filters that can be combined, e.g. only the records of the user of the credential. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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
			placeholder: 'e.g. Acme',
			description: "What EspoCRM's search field finds: records with a text that begins with it, e.g. in the name",
		},
		{
			displayName: WHERE,
			name: 'where',
			type: 'json',
			default: '',
			hint: 'e.g. [{"type": "equals", "attribute": "name", "value": "Acme"}]',
			description: "Conditions in EspoCRM's own form, which must be met in addition to the others",
		},
	],
};

/** Which records: conditions, groups of such, EspoCRM's own `where`, text search and the filters that EspoCRM has ready. */
export const filters = parameter(
	'filters',
	[specifyFilters, ...expressible({ ...collection, displayOptions: inFields }), { ...filtersJson, displayOptions: inJson }],
	readFilters,
);

const KEYS = ['combine', 'conditions', 'groups', 'boolFilterList', 'primaryFilter', 'textFilter', 'where'];

/** @throws InvalidInput when there are none: a condition on a date would find something else */
async function knownKinds(reader: ParameterReader): Promise<AttributeKinds> {
	const entityType = await reader.listedEntityType();
	const kinds = await reader.attributeKinds(entityType);
	if (!kinds.size) throw unknownType(entityType);
	return kinds;
}

function specifiedBy(given: unknown): 'fields' | 'json' {
	return given === undefined ? 'fields' : chosenOf(given, ['fields', 'json'], SPECIFY);
}

async function readFilters(reader: ParameterReader): Promise<SearchParams> {
	if (specifiedBy(reader.get('specifyFilters')) === 'fields') return await readCollection(reader, collectionOf(reader.resolved('filters'), NAME, KEYS), 'filters');
	const given = parsedFilters(reader.resolved('filtersJson'));
	if (!Array.isArray(given)) return await readCollection(reader, collectionOf(given, FILTERS_JSON, KEYS), 'filtersJson');
	const context = await contextFor(reader, given.some(filterDependsOnKind), FILTERS_JSON);
	const names = given.flatMap(attributesIn);
	return { where: await labelled(reader, context, names, () => given.flatMap((filter) => whereOfFilter(filter, context))) };
}

async function contextFor(reader: ParameterReader, dependsOnKind: boolean, parameterName: string): Promise<ConditionContext> {
	const kinds = dependsOnKind ? await knownKinds(reader) : new Map<never, never>();
	return { kinds, zone: reader.zone, now: Date.now(), parameter: parameterName };
}

/** @param name of the parameter that holds the collection */
async function readCollection(reader: ParameterReader, raw: JsonObject, name: string): Promise<SearchParams> {
	for (const [key, label] of Object.entries(LABELS)) refuseNothing(reader, raw[key], [name, key], label);
	const group = readConditionGroup(raw, (...path) => reader.isFilledIn(name, ...path));
	const items = whereItems(raw.where, WHERE);
	const context = await contextFor(reader, conditionsIn(group).some(conditionDependsOnKind) || items.some(whereDependsOnKind), NAME);
	const names = conditionsIn(group).map(({ attribute }) => attribute);
	const ofWhere = { ...context, parameter: WHERE };
	return {
		where: [...(await labelled(reader, context, names, () => whereOf(group, context))), ...items.map((item, index) => withWhereValues(item, ofWhere, `item ${index + 1}`))],
		textFilter: textOf(raw.textFilter),
		primaryFilter: isNothing(raw.primaryFilter) ? undefined : nameIdentifier(raw.primaryFilter, PRESET),
		boolFilterList: identifierList(raw.boolFilterList ?? [], (item) => nameIdentifier(item, QUICK)),
	};
}

/** A refusal names the field by its label, where its kind was looked up. */
async function labelled(reader: ParameterReader, { kinds }: ConditionContext, names: string[], build: () => WhereItem[]): Promise<WhereItem[]> {
	try {
		return build();
	} catch (error) {
		throw kinds.size ? await namedByLabel(error, names, reader) : error;
	}
}

const LABELS: Record<string, string> = { boolFilterList: QUICK, primaryFilter: PRESET, textFilter: TEXT_SEARCH, where: WHERE };

function textOf(value: Json | undefined): string | undefined {
	if (typeof value === 'object' && value !== null) throw new InvalidInput(TEXT_SEARCH, `“${TEXT_SEARCH}” must be text`);
	const text = String(value ?? '');
	return text.trim() ? text : undefined;
}
