import { dependsOnKind, whereOf } from '../../shared/api/conditions';
import { identifierList, nameIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import type { Json } from '../../shared/api/Json';
import type { SearchParams } from '../../shared/api/SearchParams';
import { whereItems } from '../../shared/api/where';
import { parameter, type ParameterReader } from '../../shared/operation/Parameter';
import { collectionOf } from './collectionOf';
import { combine, conditions, conditionsIn, groups, readConditionGroup } from './conditionGroup';

const NAME = 'Filters';
const TEXT_SEARCH = 'Text Search';
const PRESET = 'Preset Filter Name or ID';
const QUICK = 'Quick Filter Names or IDs';
const WHERE = 'Where (JSON)';

/** Which records: conditions, groups of such, EspoCRM's own `where`, text search and the filters that EspoCRM has ready. */
export const filters = parameter(
	'filters',
	{
		displayName: NAME,
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{ ...combine, description: 'How the conditions and groups work together' },
			conditions,
			groups,
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
	const group = readConditionGroup(raw);
	const kinds = conditionsIn(group).some(dependsOnKind) ? await reader.attributeKinds(await reader.listedEntityType()) : new Map<never, never>();
	const name = (value: Json | undefined, place: string) =>
		value === undefined || value === null || value === '' ? undefined : nameIdentifier(value, place);
	return {
		where: [...whereOf(group, { kinds, zone: reader.zone, now: Date.now(), parameter: NAME }), ...whereItems(raw.where, WHERE)],
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
