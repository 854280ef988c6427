import { requireOrder } from './comparedValue';
import type { ConditionContext } from './ConditionContext';
import { isDate, toEspoDate, toEspoDateTime } from './dateTime';
import { InvalidInput } from './InvalidInput';
import type { Json } from './Json';
import { eachOf, type Operand } from './operand';
import type { Operator } from './operators';
import { relativeDays } from './relativeDays';
import type { WhereItem } from './WhereItem';

/** Operators that compare with a given day or moment. */
export const COMPARES = ['equals', 'notEquals', 'greaterThan', 'greaterThanOrEquals', 'lessThan', 'lessThanOrEquals', 'between', 'in', 'notIn'];
const BY_DAY = [...COMPARES, 'on', 'notOn', 'after', 'before'];

/**
 * A condition on a date, in EspoCRM's form without rows that are empty.
 * @returns undefined for operators that take a date for text
 * @throws InvalidInput for what is no date
 */
export function dateItem(operator: Operator, attribute: string, operand: Operand, context: ConditionContext, place: string): WhereItem | undefined {
	const { type, calendar, takes } = operator;
	if (BY_DAY.includes(type)) {
		const days = eachOf(operand, (value) => dayOf(value, context, place));
		if (type === 'between') requireOrder(days as Json[], attribute, context.kinds, place, context.parameter);
		return { type, attribute, value: days };
	}
	if (!calendar) return undefined;
	const days = relativeDays(type, Number(operand ?? 0), context.now, context.zone);
	if (!days) return { type, attribute, ...(takes === 'nothing' ? {} : { value: operand }) };
	const { from, to } = days;
	if (from !== undefined && from === to) return { type: 'on', attribute, value: from };
	if (from !== undefined && to !== undefined) return { type: 'between', attribute, value: [from, to] };
	return from !== undefined ? { type: 'greaterThanOrEquals', attribute, value: from } : { type: 'lessThanOrEquals', attribute, value: to as string };
}

/**
 * A condition on a date-time. A date alone means the whole day in the workflow's zone, as in EspoCRM's own filters
 * (DateTimeItemTransformer): before = before its first second, after = after its last one, between = until the end of the second.
 * `notOn` is not known there and would compare with midnight, so it becomes "before or after". From a day on is "on or after" it, and up to
 * a day "on or before": only with these it looks at the day of what lasts all day, and else at the moment beside it (7.5 and 10.0, measured).
 */
export function dateTimeItem(
	operator: Operator,
	attribute: string,
	operand: Operand,
	context: ConditionContext,
	place: string,
): WhereItem | undefined {
	const { type, calendar, takes } = operator;
	const zoned = zonedIn(context);
	const item = (name: string, value: Json): WhereItem => ({ type: name, attribute, value });
	if (!BY_DAY.includes(type)) return calendar ? { type, attribute, ...(takes === 'nothing' ? {} : { value: operand }), ...zoned } : undefined;
	if (takes === 'list') {
		const day = [operand].flat().find((value) => isDate(String(value)));
		if (day !== undefined)
			throw new InvalidInput(
				context.parameter,
				`${place}: “${String(day)}” is a day, but the field has a time too`,
				'Use “Is On” or “Is Between” for days.',
			);
		return item(type, eachOf(operand, (value) => dayOrMoment(value, context, place)) as Json);
	}
	if (type === 'between') return between(attribute, operand as [Json, Json], context, place);
	const value = operand as Json;
	const byDay = type === 'on' || type === 'notOn' || isDate(String(value));
	if (!byDay) return item(type, dayOrMoment(value, context, place));
	const day = dayOf(value, context, place);
	switch (type) {
		case 'on':
		case 'equals':
			return { ...item('on', day), ...zoned };
		case 'notOn':
		case 'notEquals':
			return eitherOf(['before', 'after'], attribute, day, context);
		case 'after':
		case 'greaterThan':
			return { ...item('after', day), ...zoned };
		case 'before':
		case 'lessThan':
			return { ...item('before', day), ...zoned };
		default:
			return eitherOf(['on', type === 'greaterThanOrEquals' ? 'after' : 'before'], attribute, day, context);
	}
}

function between(attribute: string, [from, to]: [Json, Json], context: ConditionContext, place: string): WhereItem {
	const [first, last] = [isDate(String(from)), isDate(String(to))];
	const inOrder = (range: Json[]) => requireOrder(range, attribute, context.kinds, place, context.parameter);
	if (first && last) {
		const days = [from, to].map((value) => dayOf(value, context, place));
		inOrder(days);
		return { type: 'between', attribute, value: days, ...zonedIn(context) };
	}
	const [start, end] = [dayOrMoment(from, context, place), dayOrMoment(to, context, place)];
	inOrder([first ? startOf(start, context) : start, last ? endOf(end, context) : end]);
	if (!first && !last) return { type: 'between', attribute, value: [start, end] };
	return {
		type: 'and',
		value: [
			first ? eitherOf(['on', 'after'], attribute, start, context) : { type: 'greaterThanOrEquals', attribute, value: start },
			last ? eitherOf(['on', 'before'], attribute, end, context) : { type: 'lessThanOrEquals', attribute, value: end },
		],
	};
}

function eitherOf(types: string[], attribute: string, day: string, context: ConditionContext): WhereItem {
	return { type: 'or', value: types.map((type) => ({ type, attribute, value: day, ...zonedIn(context) })) };
}

function zonedIn({ zone }: ConditionContext): { dateTime: true; timeZone: string } {
	return { dateTime: true, timeZone: zone };
}

function startOf(day: string, { zone }: ConditionContext): string {
	return toEspoDateTime(`${day}T00:00:00`, zone) as string;
}

function endOf(day: string, { zone }: ConditionContext): string {
	return toEspoDateTime(`${day}T23:59:59`, zone) as string;
}

/** The day of a date, or of a moment in the workflow's zone. */
function dayOf(value: Json, { zone, parameter }: ConditionContext, place: string): string {
	const day = toEspoDate(String(value), zone);
	if (day !== undefined) return day;
	throw new InvalidInput(parameter, `${place}: “${String(value)}” is not a date`, 'Enter a date such as 2026-11-23.');
}

/** A date as it is, a moment in EspoCRM's form. */
function dayOrMoment(value: Json, { zone, parameter }: ConditionContext, place: string): string {
	const moment = isDate(String(value)) ? String(value).trim() : toEspoDateTime(String(value), zone);
	if (moment !== undefined) return moment;
	throw new InvalidInput(
		parameter,
		`${place}: “${String(value)}” is not a date or date-time`,
		'Enter a date such as 2026-11-23, or a date-time such as 2026-11-23T10:00:00+01:00.',
	);
}
