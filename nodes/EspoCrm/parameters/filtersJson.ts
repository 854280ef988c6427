import type { INodeProperties } from 'n8n-workflow';

import type { ConditionContext } from '../../shared/api/ConditionContext';
import { conditionDependsOnKind, joined, whereOf, type Condition } from '../../shared/api/conditions';
import { nameIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import { isJsonObject, type Json, type JsonObject } from '../../shared/api/Json';
import { checked, unreadable, type WhereItem } from '../../shared/api/where';
import { whereDependsOnKind, withWhereValues } from '../../shared/api/whereValues';
import { operandIn, operatorIn } from './conditionGroup';

export const FILTERS_JSON = 'Filters (JSON)';

/** Filters as one parameter, for expressions and AI agents. */
export const filtersJson: INodeProperties = {
	displayName: FILTERS_JSON,
	name: 'filtersJson',
	type: 'json',
	default: '[]',
	hint: 'e.g. [{ "field": "status", "operator": "in", "value": ["New", "Assigned"] }]',
	description:
		'A list of conditions that must all be met, with the operators of the fields, or in EspoCRM\'s own form with “type” and “attribute”. {"any": [ … ]} is met by any condition in it. An object may also have textFilter, primaryFilter and boolFilterList.',
};

/** A condition of the list, before it is known which kinds of attributes are needed. */
export type JsonFilter = { condition: Condition } | { item: WhereItem; place: string } | { any: boolean; parts: JsonFilter[] };

/** What was entered, as a list of conditions or as the object that *Filters* is. @throws InvalidInput */
export function parsedFilters(given: unknown): JsonFilter[] | JsonObject {
	const value = typeof given === 'string' ? parse(given) : given;
	if (value === undefined || value === null) return [];
	if (Array.isArray(value)) return value.map((item, index) => filterOf(item as Json, `item ${index + 1}`));
	if (!isJsonObject(value)) throw new InvalidInput(FILTERS_JSON, `“${FILTERS_JSON}” must be a list of conditions in square brackets`);
	return isCondition(value) ? [filterOf(value, 'item 1')] : value;
}

function parse(text: string): unknown {
	if (!text.trim()) return undefined;
	try {
		return JSON.parse(text) as unknown;
	} catch (error) {
		throw unreadable(FILTERS_JSON, error);
	}
}

const CONDITION = ['field', 'attribute', 'operator', 'value', 'to'];

function isCondition(value: JsonObject): boolean {
	return 'type' in value || 'any' in value || 'all' in value || 'field' in value || 'attribute' in value;
}

function filterOf(item: Json, place: string): JsonFilter {
	const wrong = (what: string, hint?: string) => new InvalidInput(FILTERS_JSON, `“${FILTERS_JSON}”, ${place}: ${what}`, hint);
	if (!isJsonObject(item)) throw wrong('each condition must be an object', 'It has “field”, “operator” and “value”.');
	if ('type' in item) return { item: checked(item, FILTERS_JSON, place), place };
	const [group] = ['any', 'all'].filter((key) => key in item);
	if (group !== undefined) {
		const list = item[group];
		if (!Array.isArray(list) || !list.length || Object.keys(item).length > 1) throw wrong(`“${group}” must be a list of at least one condition, and stand alone`);
		return { any: group === 'any', parts: list.map((inner, index) => filterOf(inner, `${place}.${index + 1}`)) };
	}
	const unknown = Object.keys(item).find((key) => !CONDITION.includes(key));
	if (unknown !== undefined) throw wrong(`“${unknown}” is not a key of a condition`, `Possible keys: ${CONDITION.join(', ')}.`);
	return { condition: { attribute: nameIdentifier(item.field ?? item.attribute, FILTERS_JSON), operator: operatorIn(item), value: operandIn(item) } };
}

export function filterDependsOnKind(filter: JsonFilter): boolean {
	if ('condition' in filter) return conditionDependsOnKind(filter.condition);
	return 'item' in filter ? whereDependsOnKind(filter.item) : filter.parts.some(filterDependsOnKind);
}

/** The attributes of conditions with the operators of the fields. */
export function attributesIn(filter: JsonFilter): string[] {
	if ('parts' in filter) return filter.parts.flatMap(attributesIn);
	return 'condition' in filter ? [filter.condition.attribute] : [];
}

/** The conditions in EspoCRM's form. @throws InvalidInput */
export function whereOfFilter(filter: JsonFilter, context: ConditionContext): WhereItem[] {
	if ('condition' in filter) return whereOf({ any: false, conditions: [filter.condition] }, context);
	if ('item' in filter) return [withWhereValues(filter.item, context, filter.place)];
	return joined(
		filter.any,
		filter.parts.map((part) => whereOfFilter(part, context)),
	);
}
