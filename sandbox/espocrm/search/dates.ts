import { ApiError } from '../ApiError';
import { attempt, strings, type JsonObject } from '../Json';

const stamp = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
const plusDays = (date: string, days: number) => stamp(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).slice(0, 10);

/** Swedish writes dates the way EspoCRM does. */
const local = (milliseconds: number, timeZone: string) =>
	attempt(() => new Date(milliseconds).toLocaleString('sv-SE', { timeZone }), new ApiError(400, 'Bad timezone'));

function toUtc(localTime: string, timeZone: string): string {
	const assumed = Date.parse(`${localTime.length > 10 ? localTime.replace(' ', 'T') : `${localTime}T00:00:00`}Z`);
	if (Number.isNaN(assumed)) throw new ApiError(400, 'Bad date value or timezone.');
	return stamp(2 * assumed - Date.parse(`${local(assumed, timeZone).replace(' ', 'T')}Z`));
}

/** First and last day (both included) that a relative operator means; undefined for any other operator. */
function days(type: string, value: unknown, today: string): Array<string | null> | undefined {
	const x = Math.trunc(Number(value)) || 0;
	const day = (count: number) => plusDays(today, count);
	const month = Number(today.slice(5, 7)) - 1;
	const months = (first: number, count: number) => {
		const start = (index: number) => stamp(Date.UTC(Number(today.slice(0, 4)), index, 1)).slice(0, 10);
		return [start(first), plusDays(start(first + count), -1)];
	};
	const quarter = month - (month % 3);
	return (
		{
			today: [today, today],
			past: [null, day(-1)],
			future: [day(1), null],
			lastSevenDays: [day(-7), today],
			lastXDays: [day(-x), today],
			nextXDays: [today, day(x)],
			olderThanXDays: [null, day(-x - 1)],
			afterXDays: [day(x + 1), null],
			currentMonth: months(month, 1),
			lastMonth: months(month - 1, 1),
			nextMonth: months(month + 1, 1),
			currentYear: months(0, 12),
			lastYear: months(-12, 12),
			currentQuarter: months(quarter, 3),
			lastQuarter: months(quarter - 3, 3),
		} as Record<string, Array<string | null>>
	)[type.replace('Fiscal', '')];
}

/** Comparisons that a relative date operator comes down to; with `dateTime` its days are those of the time zone. */
function comparisons(type: string, { value, dateTime, timeZone }: JsonObject): Array<[operator: string, value: string]> | undefined {
	const zone = String(timeZone ?? 'UTC');
	const given = dateTime && type === 'on' ? [String(value), String(value)] : dateTime && type === 'between' ? strings(value) : undefined;
	const range = days(type, value, local(Date.now(), zone).slice(0, 10)) ?? given;
	if (!range) return undefined;
	const [from, to] = range;
	const [fromNow, untilNow] = dateTime ? [/^(nextX|future)/.test(type), /^(last(SevenD|XD)ays|past)$/.test(type)] : [false, false];
	const first = fromNow ? stamp(Date.now()) : dateTime && from ? toUtc(from, zone) : from;
	const last = untilNow ? stamp(Date.now()) : dateTime && to ? toUtc(to.length > 10 ? to : plusDays(to, 1), zone) : to;
	const both: Array<[string, string | null | undefined]> = [
		[dateTime && type === 'future' ? '>' : '>=', first],
		[dateTime && !untilNow ? '<' : '<=', last],
	];
	return both.filter((comparison): comparison is [string, string] => Boolean(comparison[1]));
}

export const dates = { comparisons, toUtc };
