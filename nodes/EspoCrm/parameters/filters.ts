import { conditionDependsOnKind, whereOf } from '../../shared/api/conditions';
import { identifierList, nameIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import type { Json } from '../../shared/api/Json';
import type { SearchParams } from '../../shared/api/SearchParams';
import type { AttributeKinds } from '../../shared/api/attributeValues';
import { whereItems } from '../../shared/api/where';
import { parameter, type ParameterReader } from '../../shared/operation/Parameter';
import { collectionOf } from './collectionOf';
import { namedByLabel } from './namedByLabel';
import { unknownType } from './unknownType';
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
	},
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

async function readFilters(reader: ParameterReader): Promise<SearchParams> {
	const raw = collectionOf(reader.get('filters'), NAME, KEYS);
	const group = readConditionGroup(raw);
	const given = conditionsIn(group);
	const kinds = given.some(conditionDependsOnKind) ? await knownKinds(reader) : new Map<never, never>();
	const build = async () => {
		try {
			return whereOf(group, { kinds, zone: reader.zone, now: Date.now(), parameter: NAME });
		} catch (error) {
			const names = given.map(({ attribute }) => attribute);
			throw kinds.size ? await namedByLabel(error, names, reader) : error;
		}
	};
	const name = (value: Json | undefined, place: string) =>
		value === undefined || value === null || value === '' ? undefined : nameIdentifier(value, place);
	return {
		where: [...(await build()), ...whereItems(raw.where, WHERE)],
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
