import { conditionType, isGroup } from '../request/conditionTypes';
import type { WhereItem } from '../request/WhereItem';
import { isDate, isIsoDateTime, momentOf, toEspoDate, toEspoDateTime, wallTime } from '../values/dateTime';
import type { AttributeKind } from '../values/fieldTypes';
import { InvalidInput } from '../values/InvalidInput';
import type { Json } from '../values/Json';
import { textOf } from '../values/textOf';
import { comparedValue, requireOrder } from './comparedValue';
import type { AttributeContext, ConditionContext } from './ConditionContext';
import { DATE_TIMES } from './kindGroups';
import { certainKind, isFitting } from './operatorFit';
import { parentIdOf } from './textConditions';
import { unfit } from './unfit';

/**
 * A condition in EspoCRM's own form with values that its attributes can be compared with. EspoCRM hands them to the database as they
 * are: an offset is cut off there, and text that is no number is 0.
 * @param place e.g. "item 2"
 * @throws InvalidInput
 */
export function withWhereValues(item: WhereItem, context: ConditionContext, place: string): WhereItem {
	const { type, attribute = '', value } = item;
	if (isGroup(type)) {
		return { ...item, value: (value as WhereItem[]).map((inner, index) => withWhereValues(inner, context, `${place}.${index + 1}`)) };
	}
	const about: AttributeContext = { ...context, attribute, place: `“${context.parameter}”, ${place}: “${attribute}”` };
	requireFittingType(type, about);
	const { asks, takes } = conditionType(type) ?? {};
	if (asks === 'emptiness') return { ...item, attribute: parentIdOf(attribute, context.kinds) ?? attribute };
	if (asks === 'calendar') return withDaysOfZone(takes === 'one' ? withDay(item, about) : item, about);
	const isCompared = (asks === 'equality' || asks === 'order') && value !== undefined && value !== null;
	return isCompared ? withComparedValue({ ...item, value }, about) : item;
}

/** EspoCRM answers with all rows or none, without a word. */
function requireFittingType(type: string, context: AttributeContext): void {
	const { attribute, kinds } = context;
	const kind = certainKind(attribute, kinds);
	if (kind && !isFitting(type, attribute, kind)) throw unfit(context, kind, type, 'type');
}

function withComparedValue(item: WhereItem & { value: Json }, context: AttributeContext): WhereItem {
	const { place, parameter } = context;
	const kind = kindIn(context);
	const result = withMoments({ ...item, value: each(item.value, (one) => comparedValue(one, kind, place, parameter)) }, kind, context);
	if (conditionType(item.type)?.takes === 'two' && Array.isArray(result.value)) requireOrder(result.value, context);
	return result;
}

function withDay(item: WhereItem, context: AttributeContext): WhereItem {
	const { type, value } = item;
	if (value === undefined || value === null) return item;
	if (typeof value !== 'object') return withMoments(item, kindIn(context), context);
	throw new InvalidInput(context.parameter, `${context.place}: “${type}” needs one value, not a list or object`);
}

function kindIn({ attribute, kinds }: AttributeContext): AttributeKind | undefined {
	return certainKind(attribute, kinds) ?? kinds.get(attribute);
}

/**
 * Days and ranges of a calendar, asked of an attribute with a time, are those of a time zone: without `dateTime` EspoCRM compares them with the
 * moment as text, and finds none.
 */
function withDaysOfZone(item: WhereItem, { attribute, kinds, zone }: AttributeContext): WhereItem {
	if (!DATE_TIMES.includes(kinds.get(attribute)) || item.dateTime !== undefined) return item;
	// What is before or after something can be compared as it stands.
	const isOfDays = conditionType(item.type)?.takes !== 'one' || (['on', 'notOn'].includes(item.type) && isDate(textOf(item.value)));
	return isOfDays ? { ...item, dateTime: true, timeZone: item.timeZone ?? zone } : item;
}

/** The attributes that a condition and those in it are about. */
export function comparedIn({ type, attribute, value }: WhereItem): string[] {
	if (isGroup(type)) return (value as WhereItem[]).flatMap(comparedIn);
	return attribute === undefined ? [] : [attribute];
}

function withMoments(item: WhereItem, kind: AttributeKind | undefined, context: AttributeContext): WhereItem {
	const { value } = item;
	const zone = item.timeZone ?? context.zone;
	if (!isTimeZone(zone))
		throw new InvalidInput(context.parameter, `${context.place}: “${zone}” is not a time zone`, 'Names look like Europe/Paris.');
	if (kind === 'date') return { ...item, value: each(value, (one) => dateOf(one, toEspoDate(textOf(one), zone), context)) };
	const holdsMoments = DATE_TIMES.includes(kind);
	const mayHoldMoments = (kind === undefined || kind === 'json') && context.kinds.size > 0;
	if ((holdsMoments || mayHoldMoments) && [value].flat().some((one) => isIsoDateTime(textOf(one))))
		return withIsoMoments(item, zone, context);
	if (!holdsMoments) return item;
	const checked = (one: Json) =>
		dateOf(one, toEspoDateTime(textOf(one), zone) === undefined ? dayIn(one, zone) : textOf(one).trim(), context);
	return { ...item, value: each(value, checked) };
}

/** A condition with a moment in ISO 8601 among its values. */
function withIsoMoments(item: WhereItem, zone: string, context: AttributeContext): WhereItem {
	const { value, dateTime, timeZone, ...rest } = item;
	const utc = (one: Json) => toEspoDateTime(textOf(one), zone) ?? dateOf(one, dayIn(one, zone), context);
	const isDay = item.type === 'on' || item.type === 'notOn';
	if (!dateTime && !isDay) return { ...item, value: each(value, utc) };
	if (isDay) return { ...item, value: each(value, (one) => toEspoDate(textOf(one), zone) ?? one), ...(dateTime ? { timeZone: zone } : {}) };
	// Such values are times of `timeZone`, or of the server's own zone, which nobody knows here (espocrm-api.md#conditions-on-dates).
	if (timeZone) return { ...item, value: each(value, (one) => (isIsoDateTime(textOf(one)) ? localTime(textOf(one), timeZone) : one)) };
	if ([value].flat().some((one) => !isIsoDateTime(textOf(one)))) {
		const hint = 'Add e.g. "timeZone": "Europe/Paris".';
		throw new InvalidInput(context.parameter, `${context.place}: values with an offset and without one need a “timeZone”`, hint);
	}
	return { ...rest, value: each(value, utc) };
}

/** A day alone; undefined for anything else. */
function dayIn(value: Json, zone: string): string | undefined {
	return isDate(textOf(value)) ? toEspoDate(textOf(value), zone) : undefined;
}

function isTimeZone(zone: string): boolean {
	try {
		return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: zone }));
	} catch {
		return false;
	}
}

function localTime(text: string, zone: string): string {
	const utc = toEspoDateTime(text, zone);
	return utc === undefined ? text : wallTime(momentOf(utc), zone);
}

function dateOf(value: Json, date: string | undefined, { parameter, place }: AttributeContext): Json {
	if (date !== undefined) return date;
	throw new InvalidInput(
		parameter,
		`${place}: “${textOf(value)}” is not a date`,
		'Enter a date such as 2026-11-23, or a date-time such as 2026-11-23T10:00:00+01:00.',
	);
}

function each(value: Json | undefined, convert: (value: Json) => Json): Json {
	return Array.isArray(value) ? value.map(convert) : convert(value ?? null);
}
