import { conditionType } from '../request/conditionTypes';
import type { WhereItem } from '../request/WhereItem';
import { isIsoDateTime, toEspoDateTime } from '../values/dateTime';
import type { AttributeKind } from '../values/fieldTypes';
import { InvalidInput } from '../values/InvalidInput';
import type { Json } from '../values/Json';
import { shortened } from '../values/shortened';
import { comparedValue, requireOrder } from './comparedValue';
import type { AttributeContext, ConditionContext } from './ConditionContext';
import { dateItem, dateTimeItem } from './dateConditions';
import { DATE_TIMES, SWITCHES } from './kindGroups';
import { likeText } from './likeText';
import { eachOf, operandOf, refuseGroupedDigits, type Operand } from './operand';
import { certainKind, isFitting } from './operatorFit';
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

function asOne(items: WhereItem[]): WhereItem {
	const [first] = items;
	return first && items.length === 1 && !conditionType(first.type)?.takenApart ? first : { type: 'and', value: items };
}

function itemsOf({ attribute, operator: name, value }: Condition, context: ConditionContext): WhereItem[] {
	const about: AttributeContext = { ...context, attribute, place: `“${attribute}” in “${context.parameter}”` };
	const operator = operatorOf(name);
	if (!operator) throw unknownOperator(name, about);
	// It has a form for every kind.
	if (operator.asks === 'emptiness') return emptiness(attribute, operator.type === 'isNull' ? 'isNull' : 'isNotNull', context.kinds);
	requireFittingOperator(operator, about);
	return itemsFor(operator, operandOf(operator, value ?? '', about.place, about.parameter), about);
}

function itemsFor(operator: Operator, given: Operand, context: AttributeContext): WhereItem[] {
	const { type, asks, orEmpty } = operator;
	const { attribute, kinds } = context;
	if (SWITCHES.includes(kinds.get(attribute)) && given !== undefined) return [switchItem(operator, given, context)];
	const operand = asks === 'part' ? eachOf(given, likeText) : given;
	const ofPerson = isPersonName(attribute, kinds) ? personNameItem(type, operand) : undefined;
	if (ofPerson) return [ofPerson];
	const item = itemOf(operator, operand, context);
	if (!orEmpty) return [item];
	const either = item.type === 'or' ? (item.value as WhereItem[]) : [item];
	return [{ type: 'or', value: [...either, { type: orEmpty, attribute }] }];
}

/** EspoCRM answers with all rows or none, without a word. An operator can stay when another field is chosen in the editor. */
function requireFittingOperator(operator: Operator, context: AttributeContext): void {
	const { attribute, kinds, byValue } = context;
	const kind = certainKind(attribute, kinds);
	const by = byValue ? 'value' : 'name';
	if (kind && !isFitting(operator.type, attribute, kind, operator.editor)) throw unfit(context, kind, operator[by], by);
}

function unknownOperator(name: string, { attribute, kinds, parameter }: AttributeContext): InvalidInput {
	const meant = meantOperator(name);
	const suggestion = meant ? `Did you mean “${meant.value}”? ` : '';
	return new InvalidInput(
		parameter,
		`“${shortened(name)}” in “${parameter}” is not an operator of the filter, so “${attribute}” can't be compared with it`,
		`${suggestion}${possibleText(certainKind(attribute, kinds), 'value')}`,
	);
}

/** The database takes text that is compared with a switch for 0, whichever it says. @throws InvalidInput */
function switchItem({ orEmpty }: Operator, operand: Json, { attribute, place, kinds, parameter }: AttributeContext): WhereItem {
	const isNegative = orEmpty !== undefined;
	const wanted = new Set(
		[operand].flat().map((value) => (comparedValue(value, kinds.get(attribute), place, parameter) === true) !== isNegative),
	);
	// Neither the one nor the other is no flag at all.
	const flags: WhereItem[] = isNegative && wanted.size > 1 ? [] : [...wanted].map((on) => ({ type: on ? 'isTrue' : 'isFalse', attribute }));
	// That of a linked record is null where none is linked.
	const empty: WhereItem[] = isNegative && kinds.get(attribute) === 'boolean' ? [{ type: 'isNull', attribute }] : [];
	const [only = { type: 'none', attribute }, ...others] = [...flags, ...empty];
	return others.length ? { type: 'or', value: [only, ...others] } : only;
}

function itemOf(operator: Operator, operand: Operand, context: AttributeContext): WhereItem {
	const { type, takes } = operator;
	const { attribute, place, kinds, parameter } = context;
	const kind = certainKind(attribute, kinds) ?? kinds.get(attribute);
	const ofKind = kind === 'date' ? dateItem : DATE_TIMES.includes(kind) ? dateTimeItem : undefined;
	const dated = ofKind?.(operator, operand, context);
	if (dated) return dated;
	if (kind === undefined && takes === 'one') refuseGroupedDigits(operand, place, parameter);
	// It is about the link, whose ID is what the list of attributes shows.
	if (type === 'isUserFromTeams') return { type, attribute: attribute.replace(/Id$/, ''), value: operand };
	const converted = eachOf(operand, (value) => asCompared(value, operator, kind, context));
	if (takes === 'two') requireOrder(converted as Json[], context);
	return converted === undefined ? { type, attribute } : { type, attribute, value: converted };
}

function asCompared(given: Json, { takes }: Operator, kind: AttributeKind | undefined, { zone, place, parameter }: AttributeContext): Json {
	const value = takes === 'days' ? given : comparedValue(given, kind, place, parameter);
	// Text stays as it is; only what may be a date-time is converted.
	const mayBeMoment = (kind === undefined || kind === 'json') && typeof value === 'string' && isIsoDateTime(value);
	return mayBeMoment ? (toEspoDateTime(value, zone) ?? value) : value;
}
