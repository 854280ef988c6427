import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import type { Condition, ConditionGroup } from '../../shared/api/conditions';
import { identifierList, nameIdentifier, recordIdentifier } from '../../shared/api/identifier';
import type { Json, JsonObject } from '../../shared/api/Json';
import { operatorOf } from '../../shared/api/operators';
import { rowsOf } from './collectionOf';
import { conditionRow } from './conditionRow';
import { locatorValue } from './locatorValue';
import { oneOf } from './oneOf';
import { recordAddress } from './recordLocator';

const COMBINE = 'How Conditions Combine';

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
	displayName: 'Conditions',
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
	displayName: 'Groups',
	name: 'groups',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Group',
	default: {},
	description: 'Conditions that belong together, e.g. two of which either may match, beside others that must all match',
	options: [group],
};

/** The conditions of a collection that has those above. @throws InvalidInput */
export function readConditionGroup(raw: JsonObject): ConditionGroup {
	return {
		any: oneOf(raw.combine, ['all', 'any'], COMBINE) === 'any',
		conditions: conditionsOf(raw.conditions),
		groups: rowsOf(raw.groups, 'group', 'Groups').map(readConditionGroup),
	};
}

/** All conditions, those of groups too. */
export function conditionsIn({ conditions: own, groups: inner = [] }: ConditionGroup): Condition[] {
	return [...own, ...inner.flatMap(conditionsIn)];
}

function conditionsOf(value: Json | undefined): Condition[] {
	return rowsOf(value, 'condition', 'Conditions').flatMap((row) => {
		const operand = operandIn(row);
		// A value without an attribute is a mistake, so is an operator that needs none: without the condition all records would match.
		const isLeftOut = isEmpty(operand) && operatorOf(operatorIn(row))?.takes !== 'nothing';
		if (isEmpty(row.attribute) && isLeftOut) return [];
		return [{ attribute: nameIdentifier(row.attribute, 'Field Name or ID'), operator: operatorIn(row), value: operand }];
	});
}

function operatorIn({ operator }: JsonObject): string {
	return isEmpty(operator) ? 'equals' : String(operator).trim();
}

/** What was entered in the editor of the row's operator; as text in `value` it counts for every operator. */
function operandIn(row: JsonObject): Json | undefined {
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
	return identifierList(locatorValue(value) ?? [], (item) => recordIdentifier(recordAddress(item)?.id ?? item, 'Record'));
}

function isEmpty(value: Json | undefined): boolean {
	return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
