import type { WhereItem } from '../request/WhereItem';
import { isIsoDateTime, toEspoDateTime } from '../values/dateTime';
import { InvalidInput } from '../values/InvalidInput';
import type { Json } from '../values/Json';
import { shortened } from '../values/shortened';
import { comparedValue, DATE_TIMES, NUMBERS, requireOrder, SWITCHES } from './comparedValue';
import type { ConditionContext } from './ConditionContext';
import { COMPARES, dateItem, dateTimeItem } from './dateConditions';
import { likeText } from './likeText';
import { eachOf, operandOf, refuseGroupedDigits, type Operand } from './operand';
import { certainKind, EMPTINESS, isFitting, PARTS } from './operatorFit';
import { operatorOf, type Operator } from './operators';
import { emptiness, isPersonName, personNameItem } from './textConditions';
import { meantOperator, possibleText, unfit } from './unfit';

/** A condition of the filter builder. */
export interface Condition {
	attribute: string;
	operator: string;
	value?: Json;
}

/** Conditions and groups that must all be met, or of which one is enough. */
export interface ConditionGroup {
	any: boolean;
	conditions: Condition[];
	groups?: ConditionGroup[];
}

/**
 * Conditions of the filter builder in EspoCRM's form: a list of which all must be met.
 * @throws InvalidInput for a value that does not fit the operator
 */
export function whereOf({ any, conditions, groups = [] }: ConditionGroup, context: ConditionContext): WhereItem[] {
	const parts = [...conditions.map((condition) => itemsOf(condition, context)), ...groups.map((group) => whereOf(group, context))];
	return joined(any, parts);
}

/** Lists of conditions, each of which must be met, as one list. @param any whether one of the lists is enough */
export function joined(any: boolean, parts: WhereItem[][]): WhereItem[] {
	const given = parts.filter(({ length }) => length > 0);
	return any && given.length > 1 ? [{ type: 'or', value: given.map(asOne) }] : given.flat();
}

/** EspoCRM takes these apart, and in an `or` each of their values for an alternative of its own (ItemGeneralConverter). */
const TAKEN_APART = ['arrayAllOf', 'linkedWithAll'];

function asOne(items: WhereItem[]): WhereItem {
	const [first] = items;
	return first && items.length === 1 && !TAKEN_APART.includes(first.type) ? first : { type: 'and', value: items };
}

function itemsOf({ attribute, operator: name, value }: Condition, context: ConditionContext): WhereItem[] {
	const { kinds, parameter } = context;
	const operator = operatorOf(name);
	if (!operator) throw unknownOperator(name, attribute, context);
	const { type, orEmpty } = operator;
	const place = `“${attribute}” in “${parameter}”`;
	// It has a form for every kind.
	if (EMPTINESS.includes(type)) return emptiness(attribute, type === 'isNull', kinds);
	requireFit(operator, attribute, context, place);
	const given = operandOf(operator, value ?? '', place, parameter);
	if (SWITCHES.includes(kinds.get(attribute)) && given !== undefined) return [switchItem(type, attribute, given, context, place)];
	const operand = PARTS.includes(type) ? eachOf(given, likeText) : given;
	const ofPerson = isPersonName(attribute, kinds) ? personNameItem(type, operand) : undefined;
	if (ofPerson) return [ofPerson];
	const item = itemOf(operator, attribute, operand, context, place);
	if (!orEmpty) return [item];
	const either = item.type === 'or' ? (item.value as WhereItem[]) : [item];
	return [{ type: 'or', value: [...either, { type: orEmpty, attribute }] }];
}

/** EspoCRM answers with all rows or none, without a word. An operator can stay when another field is chosen in the editor. */
function requireFit({ name, type, value, editor }: Operator, attribute: string, { kinds, parameter, byValue }: ConditionContext, subject: string): void {
	const kind = certainKind(attribute, kinds);
	if (kind && !isFitting(type, attribute, kind, editor)) throw unfit(subject, kind, byValue ? value : name, byValue ? 'value' : 'name', parameter);
}

function unknownOperator(name: string, attribute: string, { kinds, parameter }: ConditionContext): InvalidInput {
	const meant = meantOperator(name);
	const suggestion = meant ? `Did you mean “${meant.value}”? ` : '';
	return new InvalidInput(
		parameter,
		`“${shortened(name)}” in “${parameter}” is not an operator of the filter, so “${attribute}” can't be compared with it`,
		`${suggestion}${possibleText(certainKind(attribute, kinds), 'value')}`,
	);
}

const NEGATIVE = ['notEquals', 'notIn'];

/** The database takes text that is compared with a switch for 0, whichever it says. @throws InvalidInput */
function switchItem(type: string, attribute: string, operand: Json, { kinds, parameter }: ConditionContext, place: string): WhereItem {
	const wanted = new Set([operand].flat().map((value) => (comparedValue(value, kinds.get(attribute), place, parameter) === true) !== NEGATIVE.includes(type)));
	// Neither the one nor the other, or both.
	if (wanted.size > 1) return { type: NEGATIVE.includes(type) ? 'none' : 'any', attribute };
	return { type: wanted.has(true) ? 'isTrue' : 'isFalse', attribute };
}

function itemOf(operator: Operator, attribute: string, operand: Operand, context: ConditionContext, place: string): WhereItem {
	const { type, takes } = operator;
	const { kinds, zone, parameter } = context;
	const kind = certainKind(attribute, kinds) ?? kinds.get(attribute);
	const ofKind = kind === 'date' ? dateItem : DATE_TIMES.includes(kind) ? dateTimeItem : undefined;
	const dated = ofKind?.(operator, attribute, operand, context, place);
	if (dated) return dated;
	if (kind === undefined && takes === 'one') refuseGroupedDigits(operand, place, parameter);
	// It is about the link, whose ID is what the list of attributes shows.
	if (type === 'isUserFromTeams') return { type, attribute: attribute.replace(/Id$/, ''), value: operand };
	const isCompared = COMPARES.includes(type) || !NUMBERS.includes(kind);
	const ofItsKind = (item: Json) => (isCompared && takes !== 'days' ? comparedValue(item, kind, place, parameter) : item);
	// Text stays as it is; only what may be a date-time is converted.
	const moment = (item: Json) =>
		(kind === undefined || kind === 'json') && typeof item === 'string' && isIsoDateTime(item) ? (toEspoDateTime(item, zone) ?? item) : item;
	const converted = eachOf(eachOf(operand, ofItsKind), moment);
	if (type === 'between') requireOrder(converted as Json[], attribute, kinds, place, parameter);
	return converted === undefined ? { type, attribute } : { type, attribute, value: converted };
}
