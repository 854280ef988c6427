import type { WhereItem } from '../request/WhereItem';
import { GROUPS } from '../request/whereTypes';
import { TEXT_EVERYWHERE } from '../values/attributeValues';
import type { Json } from '../values/Json';
import { comparisonDependsOnKind } from './comparedValue';
import type { Condition } from './conditions';
import { givenItems } from './operand';
import { CALENDAR, EMPTINESS, EQUALITY, FLAGS, ON_LISTS, ORDERS, PARTS } from './operatorFit';
import { operatorOf } from './operators';
import { OF_PERSONS } from './textConditions';

/** Whether the condition means something else for some kinds of attributes, or can't be asked of them, so that the kind has to be looked up. */
export function conditionDependsOnKind({ attribute, operator, value }: Condition): boolean {
	const { type, takes, editor } = operatorOf(operator) ?? {};
	// Its refusal names those that fit.
	if (type === undefined) return true;
	if (EMPTINESS.includes(type)) return true;
	if (attribute === 'name' && OF_PERSONS.includes(type)) return true;
	if (editor === 'options') return true;
	// “7,5” is one value, and no number.
	const given = [...(Array.isArray(value) ? value : []), ...givenItems(value), ...(takes === 'one' && value !== undefined ? [value] : [])];
	return typeDependsOnKind(type, attribute, given);
}

/** The same for a condition in EspoCRM's own form. */
export function whereDependsOnKind({ type, attribute = '', value }: WhereItem): boolean {
	if (GROUPS.includes(type)) return (value as WhereItem[]).some(whereDependsOnKind);
	return typeDependsOnKind(type, attribute, [value ?? null].flat());
}

/** Of a link with several records; what it shows of them can't be compared. */
const OF_SEVERAL = /(Ids|Names|Columns|Types)$/;

function typeDependsOnKind(type: string, attribute: string, values: Json[]): boolean {
	// It is the same everywhere.
	if (attribute === 'id') return values.some((value) => typeof value !== 'string' && EQUALITY.includes(type));
	if (EMPTINESS.includes(type)) return OF_SEVERAL.test(attribute);
	if (PARTS.includes(type)) return !TEXT_EVERYWHERE.test(attribute);
	if (EQUALITY.includes(type)) return values.some((value) => comparisonDependsOnKind(attribute, value));
	return [...ORDERS, ...FLAGS, ...ON_LISTS, ...CALENDAR].includes(type);
}
