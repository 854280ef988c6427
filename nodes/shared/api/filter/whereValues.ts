import type { WhereItem } from '../request/WhereItem';
import { GROUPS } from '../request/whereTypes';
import { isDate, isIsoDateTime, momentOf, toEspoDate, toEspoDateTime, wallTime } from '../values/dateTime';
import type { AttributeKind } from '../values/fieldTypes';
import { InvalidInput } from '../values/InvalidInput';
import type { Json } from '../values/Json';
import { comparedValue, DATE_TIMES, requireOrder } from './comparedValue';
import type { ConditionContext } from './ConditionContext';
import { COMPARES } from './dateConditions';
import { certainKind, isFitting } from './operatorFit';
import { unfit } from './unfit';

const BY_DAY = ['after', 'before', 'on', 'notOn'];
const OF_DATES = [...COMPARES, ...BY_DAY];

/**
 * A condition in EspoCRM's own form with values that its attributes can be compared with. EspoCRM hands them to the database as they
 * are: an offset is cut off there, and text that is no number is 0.
 * @param place e.g. "item 2"
 * @throws InvalidInput
 */
export function withWhereValues(item: WhereItem, context: ConditionContext, place: string): WhereItem {
	const { type, attribute = '', value } = item;
	if (GROUPS.includes(type)) {
		return { ...item, value: (value as WhereItem[]).map((inner, index) => withWhereValues(inner, context, `${place}.${index + 1}`)) };
	}
	const kind = certainKind(attribute, context.kinds) ?? context.kinds.get(attribute);
	const shown = `“${context.parameter}”, ${place}: “${attribute}”`;
	requireFit(type, attribute, context, shown);
	if (value === undefined || value === null || !OF_DATES.includes(type)) return item;
	if (BY_DAY.includes(type) && typeof value === 'object') throw new InvalidInput(context.parameter, `${shown}: “${type}” needs one value, not a list or object`);
	const converted = COMPARES.includes(type) ? each(value, (one) => comparedValue(one, kind, shown, context.parameter)) : value;
	const result = withMoments({ ...item, value: converted }, kind, context, shown);
	if (type === 'between' && Array.isArray(result.value)) requireOrder(result.value, attribute, context.kinds, shown, context.parameter);
	return result;
}

/** EspoCRM answers with all rows or none, without a word. */
function requireFit(type: string, attribute: string, { kinds, parameter }: ConditionContext, subject: string): void {
	const kind = certainKind(attribute, kinds);
	if (kind && !isFitting(type, attribute, kind)) throw unfit(subject, kind, type, 'type', parameter);
}

/** The attributes that a condition and those in it are about. */
export function comparedIn({ type, attribute, value }: WhereItem): string[] {
	if (GROUPS.includes(type)) return (value as WhereItem[]).flatMap(comparedIn);
	return attribute === undefined ? [] : [attribute];
}

function withMoments(item: WhereItem, kind: AttributeKind | undefined, context: ConditionContext, place: string): WhereItem {
	const { value, dateTime, timeZone, ...rest } = item;
	const zone = timeZone ?? context.zone;
	if (!isTimeZone(zone)) throw new InvalidInput(context.parameter, `${place}: “${zone}” is not a time zone`, 'Names look like Europe/Paris.');
	if (kind === 'date') return { ...item, value: each(value, (one) => dateOf(one, toEspoDate(String(one), zone), context, place)) };
	const isDateTime = DATE_TIMES.includes(kind) || ((kind === undefined || kind === 'json') && context.kinds.size > 0);
	if (!isDateTime || ![value].flat().some((one) => isIsoDateTime(String(one)))) {
		if (!DATE_TIMES.includes(kind)) return item;
		return { ...item, value: each(value, (one) => dateOf(one, toEspoDateTime(String(one), zone) === undefined ? dayIn(one, zone) : String(one).trim(), context, place)) };
	}
	const utc = (one: Json) => toEspoDateTime(String(one), zone) ?? dateOf(one, dayIn(one, zone), context, place);
	const isDay = item.type === 'on' || item.type === 'notOn';
	if (!dateTime && !isDay) return { ...item, value: each(value, utc) };
	if (isDay) return { ...item, value: each(value, (one) => toEspoDate(String(one), zone) ?? one), ...(dateTime ? { timeZone: zone } : {}) };
	// Such values are times of `timeZone`, or of the server's own zone, which nobody knows here (espocrm-api.md#conditions-on-dates).
	if (timeZone) return { ...item, value: each(value, (one) => (isIsoDateTime(String(one)) ? localTime(String(one), timeZone) : one)) };
	if ([value].flat().some((one) => !isIsoDateTime(String(one)))) {
		throw new InvalidInput(context.parameter, `${place}: values with an offset and without one need a “timeZone”`, 'Add e.g. "timeZone": "Europe/Paris".');
	}
	return { ...rest, value: each(value, utc) };
}

/** A day alone; undefined for anything else. */
function dayIn(value: Json, zone: string): string | undefined {
	return isDate(String(value)) ? toEspoDate(String(value), zone) : undefined;
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

function dateOf(value: Json, date: string | undefined, { parameter }: ConditionContext, place: string): Json {
	if (date !== undefined) return date;
	throw new InvalidInput(parameter, `${place}: “${String(value)}” is not a date`, 'Enter a date such as 2026-11-23, or a date-time such as 2026-11-23T10:00:00+01:00.');
}

function each(value: Json | undefined, convert: (value: Json) => Json): Json {
	return Array.isArray(value) ? value.map(convert) : convert(value ?? null);
}
