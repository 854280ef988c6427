import type { ConditionContext } from '../../api/filter/ConditionContext';
import { whereOf } from '../../api/filter/conditions';
import { conditionDependsOnKind, whereDependsOnKind } from '../../api/filter/kindMatters';
import { searchText } from '../../api/filter/searchText';
import { whereItems } from '../../api/filter/whereItems';
import { comparedIn, withWhereValues } from '../../api/filter/whereValues';
import type { SearchParams } from '../../api/request/SearchParams';
import type { WhereItem } from '../../api/request/WhereItem';
import type { AttributeKinds } from '../../api/values/fieldTypes';
import { isNothing } from '../../api/values/given';
import { identifierList, nameIdentifier } from '../../api/values/identifier';
import { InvalidInput } from '../../api/values/InvalidInput';
import type { Json, JsonObject } from '../../api/values/Json';
import { chosenOf } from '../entered/chosenOf';
import { collectionOf } from '../entered/collectionOf';
import { listedEntityType } from '../entered/listedEntityType';
import { namedByLabel } from '../entered/namedByLabel';
import { refuseNothing } from '../entered/refuseNothing';
import { unknownType } from '../entered/unknownType';
import type { ParameterReader } from '../reading/Parameter';
import { givesNothing } from '../reading/parameterAccess';
import { conditionsIn, readConditionGroup } from './conditionGroup';
import { attributesIn, FILTERS_JSON, filterDependsOnKind, parsedFilters, rowsInFilter, whereOfFilter } from './filtersJson';
import { hintAtWrongOptions } from './hintAtWrongOptions';
import { refuseOtherRecords } from './refuseOtherRecords';

export const NAME = 'Filters';
export const TEXT_SEARCH = 'Text Search';
export const PRESET = 'Preset Filter Name or ID';
export const QUICK = 'Quick Filter Names or IDs';
export const WHERE = 'Where (JSON)';
export const SPECIFY = 'Specify Filters';

const KEYS = ['combine', 'conditions', 'groups', 'boolFilterList', 'primaryFilter', 'textFilter', 'where'];

/** @throws InvalidInput when there are none: a condition on a date would find something else */
async function knownKinds(reader: ParameterReader, compared: readonly string[]): Promise<AttributeKinds> {
	const entityType = await listedEntityType(reader);
	const kinds = await reader.metadata.comparedKinds(entityType, compared);
	if (!kinds.size) throw unknownType(entityType);
	return kinds;
}

function specifiedBy(given: unknown): 'fields' | 'json' {
	return given === undefined ? 'fields' : chosenOf(given, ['fields', 'json'], SPECIFY);
}

/** The filters of *Filters* or *Filters (JSON)*, as they are sent. @throws InvalidInput */
export async function readFilters(reader: ParameterReader): Promise<SearchParams> {
	if (specifiedBy(reader.get('specifyFilters')) === 'fields')
		return await readCollection(reader, collectionOf(reader.resolved('filters'), NAME, KEYS), 'filters', NAME);
	const given = parsedFilters(reader.resolved('filtersJson'), KEYS);
	if (!Array.isArray(given)) return await readCollection(reader, given, 'filtersJson', FILTERS_JSON);
	await refuseOtherRecords(reader, given.flatMap(rowsInFilter));
	const names = given.flatMap(attributesIn);
	const context = { ...(await contextFor(reader, given.some(filterDependsOnKind) ? names : undefined, FILTERS_JSON)), byValue: true };
	return { where: await built(reader, context, names, () => given.flatMap((filter) => whereOfFilter(filter, context))) };
}

/** @param compared the attributes of conditions of which one depends on its kind; undefined where none does */
async function contextFor(
	reader: ParameterReader,
	compared: readonly string[] | undefined,
	parameterName: string,
): Promise<ConditionContext> {
	const kinds = compared ? await knownKinds(reader, compared) : new Map<never, never>();
	return { kinds, zone: reader.zone, now: Date.now(), parameter: parameterName };
}

/** @param name of the parameter that holds the collection @param label what the user sees of it */
async function readCollection(reader: ParameterReader, raw: JsonObject, name: string, label: string): Promise<SearchParams> {
	const isExpression = reader.isFilledIn(name);
	// Only a list says that nothing is meant: an object is what is left of an expression that found nothing.
	if (isExpression && !Object.keys(raw).length) throw givesNothing(label);
	for (const [key, part] of Object.entries(LABELS)) refuseNothing(reader, raw[key], [name, key], { label: part });
	const group = readConditionGroup(raw, label, (...path) => reader.isFilledIn(name, ...path));
	const items = whereItems(raw.where, WHERE);
	await refuseOtherRecords(reader, conditionsIn(group));
	const names = conditionsIn(group).map(({ attribute }) => attribute);
	const inWhere = items.flatMap(comparedIn);
	const isDependent = conditionsIn(group).some(conditionDependsOnKind) || items.some(whereDependsOnKind);
	const shared = await contextFor(reader, isDependent ? [...names, ...inWhere] : undefined, label);
	const context = { ...shared, byValue: isExpression || name === 'filtersJson' };
	const ofWhere = { ...context, parameter: WHERE };
	return {
		where: [
			...(await built(reader, context, names, () => whereOf(group, context))),
			...(await built(reader, ofWhere, inWhere, () => items.map((item, index) => withWhereValues(item, ofWhere, `item ${index + 1}`)))),
		],
		textFilter: textOf(raw.textFilter),
		primaryFilter: isNothing(raw.primaryFilter) ? undefined : nameIdentifier(raw.primaryFilter, PRESET),
		boolFilterList: identifierList(raw.boolFilterList ?? [], (item) => nameIdentifier(item, QUICK)),
	};
}

/** Conditions in EspoCRM's form. A refusal names the field by its label, where its kind was looked up. @throws InvalidInput */
async function built(reader: ParameterReader, context: ConditionContext, names: string[], build: () => WhereItem[]): Promise<WhereItem[]> {
	try {
		const where = build();
		await hintAtWrongOptions(reader, context, where);
		return where;
	} catch (error) {
		throw context.kinds.size ? await namedByLabel(error, names, reader) : error;
	}
}

const LABELS: Record<string, string> = { boolFilterList: QUICK, primaryFilter: PRESET, textFilter: TEXT_SEARCH, where: WHERE };

function textOf(value: Json | undefined): string | undefined {
	if (typeof value === 'object' && value !== null) throw new InvalidInput(TEXT_SEARCH, `“${TEXT_SEARCH}” must be text`);
	const text = String(value ?? '');
	return text.trim() ? searchText(text) : undefined;
}
