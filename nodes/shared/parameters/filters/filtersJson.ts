import type { INodeProperties } from 'n8n-workflow';

import type { ConditionContext } from '../../api/filter/ConditionContext';
import { joined, whereOf } from '../../api/filter/conditions';
import { conditionDependsOnKind, whereDependsOnKind } from '../../api/filter/kindMatters';
import { checked } from '../../api/filter/whereItems';
import { comparedIn, withWhereValues } from '../../api/filter/whereValues';
import type { WhereItem } from '../../api/request/WhereItem';
import { isNothing } from '../../api/values/given';
import { isName, nameIdentifier } from '../../api/values/identifier';
import { InvalidInput } from '../../api/values/InvalidInput';
import { isJsonObject, type Json, type JsonObject } from '../../api/values/Json';
import { shortened } from '../../api/values/shortened';
import { unreadable } from '../../api/values/unreadable';
import { operandIn, operatorIn, type RowCondition } from './conditionRows';

export const FILTERS_JSON = 'Filters (JSON)';

/** Filters as one parameter, for expressions and AI agents. */
export const filtersJson: INodeProperties = {
	displayName: FILTERS_JSON,
	name: 'filtersJson',
	type: 'json',
	default: '[]',
	hint: 'e.g. [{ "field": "status", "operator": "in", "value": ["New", "Assigned"] }]',
	description:
		'A list of conditions that must all be met, with the same operators as the fields, or in EspoCRM\'s own format with “type” and “attribute”. {"any": [ … ]} is met if any condition in it is. An object may also contain textFilter, primaryFilter and boolFilterList.',
};

/** A condition of the list, before it is known which kinds of attributes are needed. */
export type JsonFilter = { condition: RowCondition } | { item: WhereItem; place: string } | { any: boolean; parts: JsonFilter[] };

/** What was entered, as a list of conditions or as the object that *Filters* is. @param keys all that such an object can have @throws InvalidInput */
export function parsedFilters(given: unknown, keys: readonly string[]): JsonFilter[] | JsonObject {
	const value = typeof given === 'string' ? parse(given) : given;
	if (value === undefined || value === null) return [];
	if (Array.isArray(value)) return value.map((item, index) => filterOf(item as Json, `item ${index + 1}`));
	if (!isJsonObject(value))
		throw new InvalidInput(FILTERS_JSON, `“${FILTERS_JSON}” must be a list of conditions in square brackets`, exampleOf());
	if (isCondition(value)) return [filterOf(value, 'item 1')];
	const unknown = Object.keys(value).find((key) => !keys.includes(key));
	if (unknown === undefined) return value;
	throw new InvalidInput(
		FILTERS_JSON,
		`“${shortened(unknown)}” in “${FILTERS_JSON}” is not known`,
		`${exampleOf(unknown, value[unknown])} Or an object that has some of ${keys.join(', ')}.`,
	);
}

/** What a list of conditions looks like, with the field and value that were meant. */
function exampleOf(field = 'name', value: Json = 'Acme'): string {
	const isPlain = isName(field) && (typeof value !== 'object' || value === null);
	const condition = isPlain ? { field, operator: 'equals', value } : { field: 'name', operator: 'equals', value: 'Acme' };
	return `Write a list of conditions, e.g. [${shortened(JSON.stringify(condition), 200)}].`;
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
	return 'type' in value || 'any' in value || 'all' in value || 'operator' in value || 'field' in value || 'attribute' in value;
}

function filterOf(item: Json, place: string): JsonFilter {
	const wrong = (what: string, hint?: string) => new InvalidInput(FILTERS_JSON, `“${FILTERS_JSON}”, ${place}: ${what}`, hint);
	if (!isJsonObject(item)) throw wrong('each condition must be an object', exampleOf());
	if ('type' in item) return { item: checked(item, FILTERS_JSON, place), place };
	const [group] = ['any', 'all'].filter((key) => key in item);
	if (group !== undefined) {
		const list = item[group];
		if (!Array.isArray(list) || !list.length || Object.keys(item).length > 1)
			throw wrong(`“${group}” must be a list of at least one condition, and stand alone`);
		return { any: group === 'any', parts: list.map((inner, index) => filterOf(inner, `${place}.${index + 1}`)) };
	}
	const unknown = Object.keys(item).find((key) => !CONDITION.includes(key));
	if (unknown !== undefined)
		throw wrong(
			`“${shortened(unknown)}” is not a key of a condition`,
			`Allowed keys: ${CONDITION.join(', ')}. ${exampleOf(unknown, item[unknown])}`,
		);
	const field = item.field ?? item.attribute;
	if (isNothing(field)) throw wrong('the condition has no “field”', exampleOf());
	return { condition: { attribute: nameIdentifier(field, FILTERS_JSON), operator: operatorIn(item), ...operandIn(item) } };
}

/** Whether the kinds of its attributes decide how a filter is written. */
export function filterDependsOnKind(filter: JsonFilter): boolean {
	if ('condition' in filter) return conditionDependsOnKind(filter.condition);
	return 'item' in filter ? whereDependsOnKind(filter.item) : filter.parts.some(filterDependsOnKind);
}

/** The attributes that are compared. */
export function attributesIn(filter: JsonFilter): string[] {
	if ('parts' in filter) return filter.parts.flatMap(attributesIn);
	return 'condition' in filter ? [filter.condition.attribute] : comparedIn(filter.item);
}

/** All conditions but those in EspoCRM's own form. */
export function rowsInFilter(filter: JsonFilter): RowCondition[] {
	if ('parts' in filter) return filter.parts.flatMap(rowsInFilter);
	return 'condition' in filter ? [filter.condition] : [];
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
