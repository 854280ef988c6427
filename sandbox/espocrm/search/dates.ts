import { ApiError } from '../ApiError';
import { attempt, type Json, type JsonObject } from '../Json';

type Comparison = [operator: string, value: string];

const stamp = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
const plusDays = (date: string, days: number) => stamp(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).slice(0, 10);

/** Swedish writes dates the way EspoCRM does. */
const local = (milliseconds: number, timeZone: string) => new Date(milliseconds).toLocaleString('sv-SE', { timeZone });

function toUtc(localTime: string, timeZone: string): string {
	const assumed = Date.parse(`${localTime.length > 10 ? localTime.replace(' ', 'T') : `${localTime}T00:00:00`}Z`);
	const offset = (at: number) => Date.parse(`${local(at, timeZone).replace(' ', 'T')}Z`) - at;
	// Near a change of the clocks the offset has to be that of the moment itself.
	return stamp(assumed - offset(assumed - offset(assumed)));
}

const count = (type: string, value: Json) => (type.endsWith('XDays') ? Math.max(-1e5, Math.min(1e5, Math.trunc(Number(value)) || 0)) : 0);

/** First day of a calendar period, and the day after its last one. The fiscal year begins in January here. */
function period(type: string, today: string): [from: string, to: string] | undefined {
	const month = Number(today.slice(5, 7)) - 1;
	const months = (first: number, number: number): [string, string] => {
		const start = (index: number) => stamp(Date.UTC(Number(today.slice(0, 4)), index, 1)).slice(0, 10);
		return [start(first), start(first + number)];
	};
	const quarter = month - (month % 3);
	const periods: Record<string, [string, string]> = {
		currentMonth: months(month, 1),
		lastMonth: months(month - 1, 1),
		nextMonth: months(month + 1, 1),
		currentQuarter: months(quarter, 3),
		lastQuarter: months(quarter - 3, 3),
		currentYear: months(0, 12),
		lastYear: months(-12, 12),
	};
	return periods[type.replace('Fiscal', '')];
}

function ofDates(type: string, x: number, today: string): Comparison[] | undefined {
	const day = (days: number) => plusDays(today, days);
	const months = period(type, today);
	const relative: Record<string, Comparison[]> = {
		today: [['=', today]],
		past: [['<', today]],
		future: [['>', today]],
		lastSevenDays: [
			['>=', day(-7)],
			['<=', today],
		],
		lastXDays: [
			['>=', day(-x)],
			['<=', today],
		],
		nextXDays: [
			['>=', today],
			['<=', day(x)],
		],
		olderThanXDays: [['<', day(-x)]],
		afterXDays: [['>', day(x)]],
	};
	return months
		? [
				['>=', months[0]],
				['<', months[1]],
			]
		: relative[type];
}

type Surroundings = { today: string; zone: string; version10: boolean };

/** The bounds of date-times differ from those of dates in several places. */
function ofDateTimes(type: string, value: Json, { today, zone, version10 }: Surroundings): Comparison[] | undefined {
	const now = stamp(Date.now());
	const x = count(type, value);
	const utc = (time: string) => toUtc(time, zone);
	const start = (days: number) => utc(plusDays(today, days));
	const months = period(type, today);
	if (months)
		return [
			['>=', utc(months[0])],
			['<', utc(months[1])],
		];
	const [from = '', to = ''] = (Array.isArray(value) ? value : [value, value]).map(String);
	/** A date alone stands for the whole day. */
	const until = (time: string): Comparison => (time.length > 10 ? ['<=', utc(time)] : ['<', utc(plusDays(time, 1))]);
	const explicit: Record<string, () => Comparison[]> = {
		on: () => [['>=', utc(from)], until(to)],
		between: () => [['>=', utc(from)], until(to)],
		before: () => [['<', utc(from)]],
		after: () => [[from.length > 10 ? '>' : '>=', until(from)[1]]],
		today: () => [
			['>=', start(0)],
			['<', start(1)],
		],
		past: () => [[version10 ? '<=' : '<', now]],
		future: () => [['>', now]],
		lastSevenDays: () => [
			['>=', start(-7)],
			['<=', now],
		],
		lastXDays: () => [
			['>=', start(-x)],
			['<=', now],
		],
		// Not a slip of ours: the last day has 25 hours but a second.
		nextXDays: () => [
			['>=', now],
			['<=', utc(`${plusDays(today, x + 1)} 00:59:59`)],
		],
		olderThanXDays: () => [['<', start(-x)]],
		afterXDays: () => [[version10 ? '>=' : '>', start(x)]],
	};
	return explicit[type]?.();
}

/** Comparisons that a date operator comes down to; undefined for what is compared as it is, time zone or not. */
export function dateComparisons(
	{ type, value = null, dateTime, date, timeZone }: JsonObject,
	version10: boolean,
): Comparison[] | undefined {
	const name = String(type);
	// Only with one of the two marks is the zone looked at, and calendar periods of dates are always those of the system.
	const zone = (dateTime || (date && !period(name, '2000-01-01'))) && timeZone ? String(timeZone) : 'UTC';
	const refusal = (reason: string) => new ApiError(version10 ? 400 : 500, version10 ? reason : undefined);
	const today = attempt(() => local(Date.now(), zone).slice(0, 10), refusal('Bad timezone'));
	if (!dateTime) return ofDates(name, count(name, value), today);
	return attempt(() => ofDateTimes(name, value, { today, zone, version10 }), refusal('Bad date value or timezone.'));
}
