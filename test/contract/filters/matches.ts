import type { IDataObject } from 'n8n-workflow';

import { clock, shiftedDay, type Comparison, type Field, type Now } from './Field';

/** A condition as a person would say it. */
export interface Wish {
	field: Field;
	operator: string;
	/** Values of the field's pool, or numbers of days. */
	values: unknown[];
}

export interface WishGroup {
	any: boolean;
	wishes: Wish[];
	groups: WishGroup[];
}

/** Whether a record is meant. Written from what the words of the operators mean, without regard to the node or to SQL. */
export function isMeant(record: IDataObject, { any, wishes, groups }: WishGroup, now: Now): boolean {
	const answers = [
		...wishes.map((wish) => isWished(record, wish, now)),
		...groups.filter(({ wishes: inner }) => inner.length).map((group) => isMeant(record, group, now)),
	];
	return any && answers.length ? answers.includes(true) : !answers.includes(false);
}

function isWished(record: IDataObject, { field, operator, values }: Wish, now: Now): boolean {
	const own = record[field.shownIn] ?? null;
	const isEmpty = own === null || own === '' || (Array.isArray(own) && own.length === 0);
	if (operator === 'isNull' || operator === 'isNotLinked') return isEmpty;
	if (operator === 'isNotNull' || operator === 'isLinked') return !isEmpty;
	const positive = OPPOSITES[operator];
	const meets = (name: string) => comparing(field.comparison, name)(own as never, values as never, now);
	if (positive) return isEmpty || !meets(positive);
	return (!isEmpty || field.comparison === 'switch') && meets(operator);
}

const OPPOSITES: Record<string, string> = {
	notEquals: 'equals',
	notIn: 'in',
	notContains: 'contains',
	notOn: 'on',
	isNotOption: 'in',
	isNotRecord: 'in',
	hasNoOption: 'hasAnyOption',
	arrayNoneOf: 'hasAnyOption',
	isNotLinkedWithRecord: 'hasAnyOption',
	notLinkedWith: 'hasAnyOption',
	isFalse: 'isTrue',
};

type Compare = (own: never, values: never, now: Now) => boolean;

function comparing(comparison: Comparison, operator: string): Compare {
	const compare = COMPARISONS[comparison][operator];
	if (!compare) throw new Error(`The test does not know ${operator} for ${comparison}`);
	return compare;
}

const lower = (value: unknown) => String(value).toLowerCase();
const text: Record<string, (own: string, values: string[]) => boolean> = {
	equals: (own, [value]) => lower(own) === lower(value),
	in: (own, values) => values.map(lower).includes(lower(own)),
	contains: (own, [value]) => lower(own).includes(lower(value)),
	startsWith: (own, [value]) => lower(own).startsWith(lower(value)),
	endsWith: (own, [value]) => lower(own).endsWith(lower(value)),
};
const option = { equals: text.equals, in: text.in, isOption: text.in, isRecord: text.in } as Record<string, Compare>;
const amount: Record<string, (own: unknown, values: unknown[]) => boolean> = {
	equals: (own, [value]) => Number(own) === Number(value),
	in: (own, values) => values.map(Number).includes(Number(own)),
	greaterThan: (own, [value]) => Number(own) > Number(value),
	greaterThanOrEquals: (own, [value]) => Number(own) >= Number(value),
	lessThan: (own, [value]) => Number(own) < Number(value),
	lessThanOrEquals: (own, [value]) => Number(own) <= Number(value),
	between: (own, [from, to]) => Number(own) >= Number(from) && Number(own) <= Number(to),
};
const several: Record<string, (own: string[], values: string[]) => boolean> = {
	hasAnyOption: (own, values) => values.some((value) => own.includes(value)),
	hasAllOptions: (own, values) => values.every((value) => own.includes(value)),
};
const lists: Record<string, (own: string[], values: string[]) => boolean> = {
	...several,
	arrayAnyOf: several.hasAnyOption as never,
	arrayAllOf: several.hasAllOptions as never,
	isLinkedWithRecord: several.hasAnyOption as never,
	linkedWith: several.hasAnyOption as never,
	isLinkedWithAllRecords: several.hasAllOptions as never,
};

/** As many as the operator takes. */
type Values = [string, string];
type ByDay = (day: string, values: Values, today: string) => boolean;
const month = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const quarter = (day: string) => Math.floor(month(day) / 3);
const year = (day: string) => Number(day.slice(0, 4));

/** What is the same for dates and for the days of date-times. */
const byDay: Record<string, ByDay> = {
	on: (day, [value]) => day === value,
	before: (day, [value]) => day < value,
	after: (day, [value]) => day > value,
	between: (day, [from, to]) => day >= from && day <= to,
	greaterThanOrEquals: (day, [value]) => day >= value,
	lessThanOrEquals: (day, [value]) => day <= value,
	today: (day, _, today) => day === today,
	olderThanXDays: (day, [days], today) => day < shiftedDay(today, -Number(days)),
	lastMonth: (day, _, today) => month(day) === month(today) - 1,
	currentMonth: (day, _, today) => month(day) === month(today),
	nextMonth: (day, _, today) => month(day) === month(today) + 1,
	lastQuarter: (day, _, today) => quarter(day) === quarter(today) - 1,
	currentQuarter: (day, _, today) => quarter(day) === quarter(today),
	lastYear: (day, _, today) => year(day) === year(today) - 1,
	currentYear: (day, _, today) => year(day) === year(today),
};
const days: Record<string, ByDay> = {
	...byDay,
	past: (day, _, today) => day < today,
	future: (day, _, today) => day > today,
	lastSevenDays: (day, _, today) => day <= today && day >= shiftedDay(today, -7),
	lastXDays: (day, [count], today) => day <= today && day >= shiftedDay(today, -Number(count)),
	nextXDays: (day, [count], today) => day >= today && day <= shiftedDay(today, Number(count)),
	afterXDays: (day, [count], today) => day > shiftedDay(today, Number(count)),
};

const today = ({ ms, zone }: Now) => clock(ms, zone).slice(0, 10);
const dayIn = (own: string, zone: string) => clock(Date.parse(`${own.replace(' ', 'T')}Z`), zone).slice(0, 10);
const isPast = (own: string, { ms }: Now) => Date.parse(`${own.replace(' ', 'T')}Z`) < ms;

/** Of date-times those from now on, or until now, are meant; and EspoCRM counts the day itself to "after X days". */
const moments: Record<string, (own: string, values: Values, now: Now) => boolean> = {
	...Object.fromEntries(
		Object.entries(byDay).map(([operator, compare]) => [
			operator,
			(own: string, values: Values, now: Now) => compare(dayIn(own, now.zone), values, today(now)),
		]),
	),
	past: (own, _, now) => isPast(own, now),
	future: (own, _, now) => !isPast(own, now),
	lastSevenDays: (own, _, now) => isPast(own, now) && dayIn(own, now.zone) >= shiftedDay(today(now), -7),
	lastXDays: (own, [count], now) => isPast(own, now) && dayIn(own, now.zone) >= shiftedDay(today(now), -Number(count)),
	// And for 59 minutes and 59 seconds longer (DateTimeItemTransformer).
	nextXDays: (own, [count], now) => !isPast(own, now) && dayIn(utcHourEarlier(own), now.zone) <= shiftedDay(today(now), Number(count)),
	afterXDays: (own, [count], now) => dayIn(own, now.zone) >= shiftedDay(today(now), Number(count)),
	// A moment, in any of its forms.
	afterMoment: (own, [value]) => own > value,
	beforeMoment: (own, [value]) => own < value,
};

function utcHourEarlier(own: string): string {
	return new Date(Date.parse(`${own.replace(' ', 'T')}Z`) - 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

const COMPARISONS: Record<Comparison, Record<string, Compare>> = {
	text,
	person: text,
	option,
	number: amount,
	options: lists,
	records: lists,
	moment: moments,
	record: option,
	switch: { isTrue: (own) => own === true },
	day: Object.fromEntries(
		Object.entries(days).map(([operator, compare]) => [
			operator,
			(own: string, values: Values, now: Now) => compare(own, values, today(now)),
		]),
	),
} as Record<Comparison, Record<string, Compare>>;
