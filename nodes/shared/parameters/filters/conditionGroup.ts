import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import type { ConditionGroup } from '../../api/filter/conditions';
import { InvalidInput } from '../../api/values/InvalidInput';
import { isJsonObject, type Json, type JsonObject } from '../../api/values/Json';
import { rowsOf } from '../entered/collectionOf';
import { oneOf } from '../entered/oneOf';
import { hasNothing } from '../reading/enteredValue';
import type { ParameterReader } from '../reading/Parameter';
import { givesNothing } from '../reading/parameterAccess';
import { conditionRow } from './conditionRow';
import { conditionsOf, type RowCondition } from './conditionRows';

const COMBINE = 'How Conditions Combine';
const CONDITIONS = 'Conditions';
const GROUPS = 'Groups';

export const combine: INodeProperties = {
	displayName: COMBINE,
	name: 'combine',
	type: 'options',
	options: [
		{ name: 'All Must Match', value: 'all' },
		{ name: 'At Least One Must Match', value: 'any' },
	],
	default: 'all',
	description: 'How to combine the conditions of the group',
};

export const conditions: INodeProperties = {
	displayName: CONDITIONS,
	name: 'conditions',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Condition',
	default: {},
	description: 'What records must match, one condition per row',
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
	description: 'Conditions with a rule of their own, e.g. two of which at least one must match',
	options: [group],
};

interface RowGroup extends ConditionGroup {
	conditions: RowCondition[];
	groups?: RowGroup[];
}

/** Tells whether a part is filled in with an expression, so that a part without a value is a mistake. */
type IsFilledIn = ParameterReader['isFilledIn'];

/**
 * The conditions of a collection that has those above.
 * @param parameter what the user sees of the collection
 * @param isFilledIn for the parts of the collection
 * @throws InvalidInput
 */
export function readConditionGroup(raw: JsonObject, parameter: string, isFilledIn: IsFilledIn): RowGroup {
	const refuse = (value: Json | undefined, isExpression: boolean, label: string) => {
		if (value !== undefined && (hasNothing(value) || isEmptyObject(value)) && isExpression) throw givesNothing(label, parameter);
	};
	refuse(raw.combine, isFilledIn('combine'), COMBINE);
	refuse(raw.conditions, isFilledIn('conditions'), CONDITIONS);
	refuse(raw.groups, isFilledIn('groups'), GROUPS);
	refuse(rowsIn(raw.conditions, 'condition'), isFilledIn('conditions', 'condition'), CONDITIONS);
	refuse(rowsIn(raw.groups, 'group'), isFilledIn('groups', 'group'), GROUPS);
	return {
		any: oneOf(raw.combine ?? '', ['all', 'any'], COMBINE) === 'any',
		conditions: conditionsOf(raw.conditions, CONDITIONS, parameter, (...path) => isFilledIn('conditions', 'condition', ...path)),
		groups: rowsOf(raw.groups, 'group', GROUPS, ['combine', 'conditions', 'groups']).map((group, index) => {
			const read = readConditionGroup(group, parameter, (...path) => isFilledIn('groups', 'group', index, ...path));
			// n8n empties conditions that are one expression, and all records would match.
			if (!conditionsIn(read).length && !isEmptyList(group.conditions)) {
				throw new InvalidInput(
					GROUPS,
					`“${GROUPS}” has a group without conditions`,
					`Add a condition, remove the group, or give the whole of “${GROUPS}” as an expression.`,
				);
			}
			return read;
		}),
	};
}

function rowsIn(collection: Json | undefined, name: string): Json | undefined {
	return isJsonObject(collection) ? collection[name] : undefined;
}

/** What is left of an expression that found nothing; an empty list says that nothing is meant. */
function isEmptyObject(value: Json): boolean {
	return isJsonObject(value) && !Object.keys(value).length;
}

function isEmptyList(value: Json | undefined): boolean {
	return isJsonObject(value) && Array.isArray(value.condition) && !value.condition.length;
}

/** All conditions, those of groups too. */
export function conditionsIn({ conditions: own, groups: inner = [] }: RowGroup): RowCondition[] {
	return [...own, ...inner.flatMap(conditionsIn)];
}
