import { zonedTime } from './zonedTime';

type Range = [from: string | null, to: string | null];

/** First and last day (both included) that a relative operator means; undefined for any other operator. */
export function dateRange(type: string, value: unknown, today: string): Range | undefined {
	const days = (count: number) => zonedTime.plusDays(today, count);
	const x = Math.trunc(Number(value)) || 0;
	const year = Number(today.slice(0, 4));
	const month = Number(today.slice(5, 7)) - 1;
	const months = (first: number, count: number): Range => {
		const start = (index: number) => zonedTime.stamp(Date.UTC(year, index, 1)).slice(0, 10);
		return [start(first), zonedTime.plusDays(start(first + count), -1)];
	};
	const quarter = month - (month % 3);
	const ranges: Record<string, Range> = {
		today: [today, today], past: [null, days(-1)], future: [days(1), null], lastSevenDays: [days(-7), today], lastXDays: [days(-x), today],
		nextXDays: [today, days(x)], olderThanXDays: [null, days(-x - 1)], afterXDays: [days(x + 1), null],
		currentMonth: months(month, 1), lastMonth: months(month - 1, 1), nextMonth: months(month + 1, 1), currentYear: months(0, 12), lastYear: months(-12, 12),
		currentQuarter: months(quarter, 3), lastQuarter: months(quarter - 3, 3),
	};
	return ranges[type.replace('Fiscal', '')];
}
