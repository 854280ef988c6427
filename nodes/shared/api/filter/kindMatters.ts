import { conditionType, isAsking, isGroup } from '../request/conditionTypes';
import type { WhereItem } from '../request/WhereItem';
import { TEXT_EVERYWHERE } from '../values/attributeValues';
import type { Json } from '../values/Json';
import { comparisonDependsOnKind } from './comparedValue';
import type { Condition } from './conditions';
import { givenItems } from './operand';
import { operatorOf } from './operators';
import { isOwnOfPersons } from './textConditions';

/** Whether the condition means something else for some kinds of attributes, or can't be asked of them, so that the kind has to be looked up. */
export function conditionDependsOnKind({ attribute, operator, value }: Condition): boolean {
	const { type, takes, editor } = operatorOf(operator) ?? {};
	// Its refusal names those that fit.
	if (type === undefined) return true;
	if (isAsking(type, 'emptiness')) return true;
	if (attribute === 'name' && isOwnOfPersons(type)) return true;
	if (editor === 'options') return true;
	// “7,5” is one value, and no number.
	const given = [...(Array.isArray(value) ? value : []), ...givenItems(value), ...(takes === 'one' && value !== undefined ? [value] : [])];
	return typeDependsOnKind(type, attribute, given);
}

/** The same for a condition in EspoCRM's own form. */
export function whereDependsOnKind({ type, attribute = '', value }: WhereItem): boolean {
	if (isGroup(type)) return (value as WhereItem[]).some(whereDependsOnKind);
	return typeDependsOnKind(type, attribute, [value ?? null].flat());
}

/** What links with several records show of them can't be compared, nor the name of a parent. */
const OF_LINKED = /(Ids|Names|Columns|Types|Name)$/;

function typeDependsOnKind(type: string, attribute: string, values: Json[]): boolean {
	// It is the same everywhere.
	if (attribute === 'id') return isAsking(type, 'equality') && values.some((value) => typeof value !== 'string');
	switch (conditionType(type)?.asks) {
		case 'emptiness':
			return OF_LINKED.test(attribute);
		case 'part':
			return !TEXT_EVERYWHERE.test(attribute);
		case 'equality':
			return values.some((value) => comparisonDependsOnKind(attribute, value));
		case 'order':
		case 'flag':
		case 'entries':
		case 'calendar':
			return true;
		default:
			return false;
	}
}
