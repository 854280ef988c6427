import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import type { Condition, ConditionGroup } from '../../shared/api/conditions';
import { identifierList, nameIdentifier, recordIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import { isJsonObject, type Json, type JsonObject } from '../../shared/api/Json';
import { operatorOf } from '../../shared/api/operators';
import { hasNothing } from '../../shared/operation/enteredValue';
import type { ParameterReader } from '../../shared/operation/Parameter';
import { givesNothing } from '../../shared/operation/parameterAccess';
import { rowsOf } from './collectionOf';
import { conditionRow } from './conditionRow';
import { locatorValue } from './locatorValue';
import { oneOf } from './oneOf';
import { recordAddress } from './recordLocator';

const COMBINE = 'How Conditions Combine';
const CONDITIONS = 'Conditions';
const GROUPS = 'Groups';
const OPERATOR = 'Operator Name or ID';

export const combine: INodeProperties = {
	displayName: COMBINE,
	name: 'combine',
	type: 'options',
	options: [
		{ name: 'All Must Match', value: 'all' },
		{ name: 'Any May Match', value: 'any' },
	],
	default: 'all',
	description: 'How the conditions of the group work together',
};

export const conditions: INodeProperties = {
	displayName: CONDITIONS,
	name: 'conditions',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Condition',
	default: {},
	description: 'What the records must have, one condition for each row',
	options: [conditionRow],
};

const group: INodePropertyCollection = { displayName: 'Group', name: 'group', values: [combine, conditions] };

export const groups: INodeProperties = {
	displayName: GROUPS,
	name: 'groups',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Group',
	default: {},
	description: 'Conditions that belong together, e.g. two of which either may match, beside others that must all match',
	options: [group],
};

/** Tells whether a part is filled in with an expression, so that a part without a value is a mistake. */
type IsFilledIn = ParameterReader['isFilledIn'];

/**
 * The conditions of a collection that has those above.
 * @param isFilledIn for the parts of the collection
 * @throws InvalidInput
 */
export function readConditionGroup(raw: JsonObject, isFilledIn: IsFilledIn): ConditionGroup {
	refuse(raw.combine, isFilledIn('combine'), COMBINE);
	refuse(raw.conditions, isFilledIn('conditions'), CONDITIONS);
	refuse(raw.groups, isFilledIn('groups'), GROUPS);
	refuse(rowsIn(raw.conditions, 'condition'), isFilledIn('conditions', 'condition'), CONDITIONS);
	refuse(rowsIn(raw.groups, 'group'), isFilledIn('groups', 'group'), GROUPS);
	return {
		any: oneOf(raw.combine ?? '', ['all', 'any'], COMBINE) === 'any',
		conditions: conditionsOf(raw.conditions, (...path) => isFilledIn('conditions', 'condition', ...path)),
		groups: rowsOf(raw.groups, 'group', GROUPS).map((group, index) => {
			const read = readConditionGroup(group, (...path) => isFilledIn('groups', 'group', index, ...path));
			// n8n empties conditions that are one expression, and all records would match.
			if (!conditionsIn(read).length && !isEmptyList(group.conditions)) {
				throw new InvalidInput(GROUPS, `“${GROUPS}” has a group without conditions`, 'Add a condition, or remove the group.');
			}
			return read;
		}),
	};
}

function rowsIn(collection: Json | undefined, name: string): Json | undefined {
	return isJsonObject(collection) ? collection[name] : undefined;
}

function refuse(value: Json | undefined, isExpression: boolean, label: string): void {
	if (value !== undefined && hasNothing(value) && isExpression) throw givesNothing(label, 'Filters');
}

function isEmptyList(value: Json | undefined): boolean {
	return isJsonObject(value) && Array.isArray(value.condition) && !value.condition.length;
}

/** All conditions, those of groups too. */
export function conditionsIn({ conditions: own, groups: inner = [] }: ConditionGroup): Condition[] {
	return [...own, ...inner.flatMap(conditionsIn)];
}

function conditionsOf(value: Json | undefined, isFilledIn: IsFilledIn): Condition[] {
	return rowsOf(value, 'condition', CONDITIONS).flatMap((row, index) => {
		refuse(row.operator, isFilledIn(index, 'operator'), OPERATOR);
		const operand = operandIn(row);
		// A value without an attribute is a mistake, so is an operator that needs none: without the condition all records would match.
		const isLeftOut = isEmpty(operand) && operatorOf(operatorIn(row))?.takes !== 'nothing';
		const isUntouched = !ROW.some((key) => isFilledIn(index, key)) && Object.keys(row).every((key) => key === 'operator' || ROW.includes(key));
		if (isEmpty(row.attribute) && isLeftOut && isUntouched) return [];
		return [{ attribute: nameIdentifier(row.attribute, 'Field Name or ID'), operator: operatorIn(row), value: operand }];
	});
}

const ROW = ['attribute', 'value', 'to', 'options', 'record'];

export function operatorIn({ operator }: JsonObject): string {
	if (typeof operator === 'object' && operator !== null) throw new InvalidInput(OPERATOR, `“${OPERATOR}” must be the name of one operator, not a list or object`);
	return isEmpty(operator) ? 'equals' : String(operator).trim();
}

/** What was entered in the editor of the row's operator; as text in `value` it counts for every operator. */
export function operandIn(row: JsonObject): Json | undefined {
	const { editor, takes } = operatorOf(operatorIn(row)) ?? {};
	if (editor === 'options' && !isEmpty(row.options)) return row.options;
	if (editor === 'record') return recordIds(isEmpty(row.record) || isEmpty(locatorValue(row.record) as Json) ? row.value : row.record);
	const [value, to] = editor === 'day' ? [dayOf(row.value), dayOf(row.to)] : [row.value, row.to];
	return takes === 'two' && !isEmpty(to) ? [value ?? '', to ?? ''] : value;
}

/** The day picker shows a saved midnight without a zone as the day alone, so it means that. */
function dayOf(value: Json | undefined): Json | undefined {
	return typeof value === 'string' ? value.replace(/^\s*(\d{4}-\d\d-\d\d)[T ]00:00(:00(\.0+)?)?\s*$/, '$1') : value;
}

function recordIds(value: Json | undefined): string[] {
	const given = locatorValue(value) ?? [];
	if (Array.isArray(given) && hasNothing(given)) throw new InvalidInput('Record', '“Record” is a list with an empty entry', 'Check the expression that gives the list.');
	return identifierList(given, (item) => recordIdentifier(recordAddress(item)?.id ?? item, 'Record'));
}

function isEmpty(value: Json | undefined): boolean {
	return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
