import type { WhereItem } from '../request/WhereItem';
import { isDate, toEspoDate, toEspoDateTime } from '../values/dateTime';
import { InvalidInput } from '../values/InvalidInput';
import type { Json } from '../values/Json';
import { textOf } from '../values/textOf';
import { requireOrder } from './comparedValue';
import type { AttributeContext } from './ConditionContext';
import { eachOf, type Operand } from './operand';
import type { Operator } from './operators';
import { relativeDays } from './relativeDays';

/** Whether it compares with a given day or moment. */
function isByDay({ asks, takes }: Operator): boolean {
	return asks === 'equality' || asks === 'order' || (asks === 'calendar' && takes === 'one');
}

/**
 * A condition on a date, in EspoCRM's form without rows that are empty.
 * @returns undefined for operators that take a date for text
 * @throws InvalidInput for what is no date
 */
export function dateItem(operator: Operator, operand: Operand, context: AttributeContext): WhereItem | undefined {
	const { type, calendar, takes } = operator;
	const { attribute } = context;
	if (isByDay(operator)) {
		const days = eachOf(operand, (value) => dayOf(value, context));
		if (takes === 'two') requireOrder(days as Json[], context);
		return { type, attribute, value: days };
	}
	if (!calendar) return undefined;
	const days = relativeDays(type, Number(operand ?? 0), context.now, context.zone);
	if (!days) return { type, attribute };
	const { from, to } = days;
	if (from !== undefined && from === to) return { type: 'on', attribute, value: from };
	if (from !== undefined && to !== undefined) return { type: 'between', attribute, value: [from, to] };
	return from !== undefined
		? { type: 'greaterThanOrEquals', attribute, value: from }
		: { type: 'lessThanOrEquals', attribute, value: to as string };
}

/**
 * A condition on a date-time. A date alone means the whole day in the workflow's zone, as in EspoCRM's own filters
 * (DateTimeItemTransformer): before = before its first second, after = after its last one, between = until the end of the second.
 */
export function dateTimeItem(operator: Operator, operand: Operand, context: AttributeContext): WhereItem | undefined {
	const { type, calendar, takes } = operator;
	const { attribute } = context;
	if (!isByDay(operator))
		return calendar ? { type, attribute, ...(takes === 'nothing' ? {} : { value: operand }), ...zonedIn(context) } : undefined;
	if (takes === 'list') return { type, attribute, value: momentsOf(operand, context) };
	if (takes === 'two') return between(operand as [Json, Json], context);
	const value = operand as Json;
	const isOfDay = type === 'on' || type === 'notOn' || isDate(textOf(value));
	return isOfDay ? ofDay(type, dayOf(value, context), context) : { type, attribute, value: dayOrMoment(value, context) };
}

/**
 * A comparison with a whole day. `notOn` is not known for date-times and would compare with midnight, so it becomes "before or after". From a day
 * on is "on or after" it, and up to a day "on or before": only with these it looks at the day of what lasts all day, and else at the moment
 * beside it (7.5 and 10.0, measured).
 */
function ofDay(type: string, day: string, context: AttributeContext): WhereItem {
	switch (type) {
		case 'on':
		case 'equals':
			return onDay('on', day, context);
		case 'notOn':
		case 'notEquals':
			return eitherOf(['before', 'after'], day, context);
		case 'after':
		case 'greaterThan':
			return onDay('after', day, context);
		case 'before':
		case 'lessThan':
			return onDay('before', day, context);
		default:
			return eitherOf(['on', type === 'greaterThanOrEquals' ? 'after' : 'before'], day, context);
	}
}

function momentsOf(operand: Operand, context: AttributeContext): Operand {
	const day = [operand].flat().find((value) => isDate(textOf(value)));
	if (day === undefined) return eachOf(operand, (value) => dayOrMoment(value, context));
	const { parameter, place } = context;
	throw new InvalidInput(
		parameter,
		`${place}: “${textOf(day)}” is a day, but the field has a time too`,
		'Use “Is On” or “Is Between” for days.',
	);
}

function between([from, to]: [Json, Json], context: AttributeContext): WhereItem {
	const { attribute } = context;
	const [first, last] = [isDate(textOf(from)), isDate(textOf(to))];
	if (first && last) {
		const days = [from, to].map((value) => dayOf(value, context));
		requireOrder(days, context);
		return { type: 'between', attribute, value: days, ...zonedIn(context) };
	}
	const [start, end] = [dayOrMoment(from, context), dayOrMoment(to, context)];
	requireOrder([first ? startOf(start, context) : start, last ? endOf(end, context) : end], context);
	if (!first && !last) return { type: 'between', attribute, value: [start, end] };
	return {
		type: 'and',
		value: [
			first ? eitherOf(['on', 'after'], start, context) : { type: 'greaterThanOrEquals', attribute, value: start },
			last ? eitherOf(['on', 'before'], end, context) : { type: 'lessThanOrEquals', attribute, value: end },
		],
	};
}

function onDay(type: string, day: string, context: AttributeContext): WhereItem {
	return { type, attribute: context.attribute, value: day, ...zonedIn(context) };
}

function eitherOf(types: string[], day: string, context: AttributeContext): WhereItem {
	return { type: 'or', value: types.map((type) => onDay(type, day, context)) };
}

function zonedIn({ zone }: AttributeContext): { dateTime: true; timeZone: string } {
	return { dateTime: true, timeZone: zone };
}

function startOf(day: string, { zone }: AttributeContext): string {
	return toEspoDateTime(`${day}T00:00:00`, zone) as string;
}

function endOf(day: string, { zone }: AttributeContext): string {
	return toEspoDateTime(`${day}T23:59:59`, zone) as string;
}

/** The day of a date, or of a moment in the workflow's zone. */
function dayOf(value: Json, { zone, parameter, place }: AttributeContext): string {
	const day = toEspoDate(textOf(value), zone);
	if (day !== undefined) return day;
	throw new InvalidInput(parameter, `${place}: “${textOf(value)}” is not a date`, 'Enter a date such as 2026-11-23.');
}

/** A date as it is, a moment in EspoCRM's form. */
function dayOrMoment(value: Json, { zone, parameter, place }: AttributeContext): string {
	const moment = isDate(textOf(value)) ? textOf(value) : toEspoDateTime(textOf(value), zone);
	if (moment !== undefined) return moment;
	throw new InvalidInput(
		parameter,
		`${place}: “${textOf(value)}” is not a date or date-time`,
		'Enter a date such as 2026-11-23, or a date-time such as 2026-11-23T10:00:00+01:00.',
	);
}
