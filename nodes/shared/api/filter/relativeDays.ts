import { dayIn, espoDateTime } from '../values/dateTime';

/** First and last day, both included; without one it is open on that side. */
export interface Days {
	from?: string;
	to?: string;
}

/**
 * The days that a relative operator means for a date attribute. EspoCRM counts them in its own zone, before 8.2 in UTC
 * (ItemGeneralConverter); here they are those of the workflow's zone on every version.
 * @param days for operators such as `lastXDays`
 * @param now ms since 1970
 * @returns undefined for other operators, e.g. fiscal ones: only the server knows where its fiscal year begins
 */
export function relativeDays(operator: string, days: number, now: number, zone: string): Days | undefined {
	const today = dayIn(now, zone);
	const day = (count: number) => shifted(today, count);
	const month = Number(today.slice(5, 7)) - 1;
	const quarter = month - (month % 3);
	/** @param start 0 is January of this year */
	const months = (start: number, count: number): Days => ({
		from: monthStart(today, start),
		to: shifted(monthStart(today, start + count), -1),
	});
	const ranges: Record<string, Days> = {
		today: { from: today, to: today },
		past: { to: day(-1) },
		future: { from: day(1) },
		lastSevenDays: { from: day(-7), to: today },
		lastXDays: { from: day(-days), to: today },
		nextXDays: { from: today, to: day(days) },
		olderThanXDays: { to: day(-days - 1) },
		afterXDays: { from: day(days + 1) },
		lastMonth: months(month - 1, 1),
		currentMonth: months(month, 1),
		nextMonth: months(month + 1, 1),
		lastQuarter: months(quarter - 3, 3),
		currentQuarter: months(quarter, 3),
		lastYear: months(-12, 12),
		currentYear: months(0, 12),
	};
	return ranges[operator];
}

function shifted(date: string, days: number): string {
	return espoDateTime(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).slice(0, 10);
}

function monthStart(today: string, month: number): string {
	return espoDateTime(Date.UTC(Number(today.slice(0, 4)), month, 1)).slice(0, 10);
}
