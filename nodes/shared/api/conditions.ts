import type { ConditionContext } from './ConditionContext';
import { comparedValue, comparisonDependsOnKind, isReversed, NUMBERS, requireOrder, SWITCHES, TEXTS } from './comparedValue';
import { COMPARES, dateItem, dateTimeItem } from './dateConditions';
import { isDate, isIsoDateTime, toEspoDateTime } from './dateTime';
import type { AttributeKind } from './fieldTypes';
import { InvalidInput } from './InvalidInput';
import type { Json } from './Json';
import { isNumeric } from './isNumeric';
import { likeText } from './likeText';
import { eachOf, givenItems, operandOf, refuseGroupedDigits, type Operand } from './operand';
import { operatorOf, operatorsThat, type Operator } from './operators';
import { emptiness, isPersonName, OF_PERSONS, personNameItem } from './textConditions';
import type { WhereItem } from './where';

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

const DATE_TIMES: Array<string | undefined> = ['dateTime', 'dateTimeOptional'];
const DATES = ['date', ...DATE_TIMES];
/** Kinds that say what can be asked; attributes of linked records have others. */
const CERTAIN = [...NUMBERS, ...TEXTS, ...SWITCHES, ...DATES];

/** Whether the condition means something else for some kinds of attributes, so that the attribute's kind has to be looked up. */
export function conditionDependsOnKind({ attribute, operator, value }: Condition): boolean {
	const { type, takes, calendar, editor } = operatorOf(operator) ?? {};
	if (type === undefined) return false;
	if (calendar || type === 'isNull' || type === 'isNotNull') return true;
	if (attribute === 'name' && OF_PERSONS.includes(type)) return true;
	// “7,5” is one value, and no number.
	const given = [...givenItems(value), ...(takes === 'one' && typeof value === 'string' ? [value] : [])];
	if (COMPARES.includes(type) && (hasNumber(value) || given.some((item) => isDate(String(item))))) return true;
	if (given.map(String).some(isIsoDateTime) || (type === 'between' && isReversed(given[0], given[1]))) return true;
	// What is chosen from a list is offered for the attributes that it fits.
	if (editor === 'options' || editor === 'record') return false;
	// Of an attribute that is no list all records have none of the values.
	if (ON_LISTS.includes(type)) return true;
	if (ORDERS.includes(type)) return attribute !== 'id' && !given.map(String).every(isNumeric);
	return COMPARES.includes(type) && given.some((item) => typeof item === 'boolean' || comparisonDependsOnKind(attribute, item));
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
	if (!operator) {
		throw new InvalidInput(parameter, `“${name}” in “${parameter}” is not an operator of the filter`, `Operators are ${operatorsThat(() => true).join(', ')}.`);
	}
	const { type, orEmpty } = operator;
	requireFit(operator, attribute, kinds.get(attribute), parameter);
	if (type === 'isNull' || type === 'isNotNull') return emptiness(attribute, type === 'isNull', kinds);
	const place = `“${attribute}” in “${parameter}”`;
	const given = operandOf(operator, value ?? '', place, parameter);
	if (SWITCHES.includes(kinds.get(attribute)) && given !== undefined) return [switchItem(operator, attribute, given, context, place)];
	const operand = PARTS_OF_TEXT.includes(type) ? eachOf(given, likeText) : given;
	const ofPerson = isPersonName(attribute, kinds) ? personNameItem(type, operand) : undefined;
	if (ofPerson) return [ofPerson];
	const item = itemOf(operator, attribute, operand, context, place);
	if (!orEmpty) return [item];
	const either = item.type === 'or' ? (item.value as WhereItem[]) : [item];
	return [{ type: 'or', value: [...either, { type: orEmpty, attribute }] }];
}

/** EspoCRM answers with all rows or none, without a word. An operator can stay when another field is chosen in the editor. */
function requireFit({ name, type, calendar }: Operator, attribute: string, kind: AttributeKind | undefined, parameter: string): void {
	if (!CERTAIN.includes(kind) || fittingKinds(type, calendar).includes(kind)) return;
	const lacking = calendar ? 'not a date field' : FLAGS.includes(type) ? 'not a switch' : kind === 'list' ? 'a list' : 'not a list';
	throw new InvalidInput(parameter, `“${attribute}” in “${parameter}” is ${lacking}, so “${name}” can't be used`, 'Choose an operator that fits the field.');
}

function fittingKinds(type: string, calendar: boolean | undefined): Array<string | undefined> {
	if (calendar) return DATES;
	if (FLAGS.includes(type)) return [...SWITCHES, ...NUMBERS];
	if (ON_LISTS.includes(type)) return ['list'];
	return COMPARES.includes(type) ? CERTAIN.filter((kind) => kind !== 'list') : CERTAIN;
}

const FLAGS = ['isTrue', 'isFalse'];
const ON_LISTS = ['arrayAnyOf', 'arrayAllOf', 'arrayNoneOf'];
const EQUALITY = ['equals', 'notEquals'];
const PARTS_OF_TEXT = ['contains', 'notContains', 'startsWith', 'endsWith'];
const ORDERS = ['greaterThan', 'greaterThanOrEquals', 'lessThan', 'lessThanOrEquals', 'between'];
const NEGATIVE = ['notEquals', 'notIn'];

/** The database compares a number with text by cutting the text off: 0 would equal every word. */
function hasNumber(value: Json | undefined): boolean {
	return [value].flat().some((item) => typeof item === 'number');
}

/** The database takes text that is compared with a switch for 0, whichever it says. @throws InvalidInput */
function switchItem({ name, type }: Operator, attribute: string, operand: Json, { kinds, parameter }: ConditionContext, place: string): WhereItem {
	if (![...EQUALITY, 'in', 'notIn'].includes(type)) {
		throw new InvalidInput(parameter, `${place} is true or false, so “${name}” can't be used`, 'Choose “Is True” or “Is False”.');
	}
	const wanted = new Set([operand].flat().map((value) => (comparedValue(value, kinds.get(attribute), place, parameter) === true) !== NEGATIVE.includes(type)));
	// Neither the one nor the other, or both.
	if (wanted.size > 1) return { type: NEGATIVE.includes(type) ? 'none' : 'any', attribute };
	return { type: wanted.has(true) ? 'isTrue' : 'isFalse', attribute };
}

function itemOf(operator: Operator, attribute: string, operand: Operand, context: ConditionContext, place: string): WhereItem {
	const { type, takes } = operator;
	const { kinds, zone, parameter } = context;
	const kind = kinds.get(attribute);
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
