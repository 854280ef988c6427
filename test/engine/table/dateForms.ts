/** A form in which sheets, forms, n8n and EspoCRM write a date or a moment, and what it means in New York. */
export interface DateForm {
	name: string;
	/** As JavaScript. */
	js: string;
	/** The day that a date takes of it; undefined where it must be refused. */
	date?: string;
	/** The moment in EspoCRM's form; undefined where it must be refused. */
	dateTime?: string;
	/** It may be refused nevertheless: what it means is not certain. */
	mayRefuse?: boolean;
}

const text = (written: string, date?: string, dateTime?: string, mayRefuse?: boolean): DateForm => ({
	name: written,
	js: JSON.stringify(written),
	date,
	dateTime,
	mayRefuse,
});
const js = (name: string, code: string, date?: string, dateTime?: string): DateForm => ({ name, js: code, date, dateTime });
const DAY = '2026-12-31';
const noon = '2026-12-31 15:00:00';

export const DATE_FORMS: DateForm[] = [
	text(DAY, DAY, '2026-12-31 05:00:00', true),
	text(` ${DAY} `, DAY, '2026-12-31 05:00:00', true),
	text('2026-12-31T00:00:00.000Z', DAY, '2026-12-31 00:00:00'),
	text('2026-12-31T00:00:00Z', DAY, '2026-12-31 00:00:00'),
	text('2026-12-31T00:00:00-05:00', DAY, '2026-12-31 05:00:00'),
	text('2026-12-31T00:00:00+01:00', DAY, '2026-12-30 23:00:00'),
	text('2026-12-31T10:00:00-05:00', DAY, noon),
	text('2026-12-31T15:00:00.000Z', DAY, noon),
	text('2026-12-31T15:00:00.123456Z', DAY, noon),
	text('2026-12-31T10:00', DAY, noon),
	text('2026-12-31T10:00:00', DAY, noon),
	text('2026-12-31 10:00', DAY, noon),
	text('2026-12-31 15:00:00', DAY, noon),
	text('2026-12-31 10:00:00-05:00', DAY, noon, true),
	text('Thu, 31 Dec 2026 15:00:00 GMT', DAY, noon, true),
	js('a Date', 'new Date("2026-12-31T15:00:00Z")', DAY, noon),
	js('a Date at midnight', 'new Date("2026-12-31T00:00:00Z")', DAY, '2026-12-31 00:00:00'),
	js('a DateTime', 'DateTime.fromISO("2026-12-31T10:00:00", { zone: "America/New_York" })', DAY, noon),
	js('a DateTime at midnight', 'DateTime.fromISO("2026-12-31T00:00:00", { zone: "America/New_York" })', DAY, '2026-12-31 05:00:00'),
	js('a DateTime in another zone', 'DateTime.fromISO("2026-12-31T16:00:00", { zone: "Europe/Paris" })', DAY, noon),
	{ ...js('toISODate()', 'DateTime.fromISO("2026-12-31T10:00:00").toISODate()', DAY, '2026-12-31 05:00:00'), mayRefuse: true },
	...[
		'31/12/2026',
		'12/31/2026',
		'31.12.2026',
		'Dec 31, 2026',
		'2026/12/31',
		'20261231',
		'2026-12-31 10:00 PM',
		'2026-02-30',
		'2026-12-31T24:30:00Z',
		'2026-13-01',
		'10:00',
		'tomorrow',
		'1798729200',
		'0000-00-00',
	].map((written) => text(written)),
	js('milliseconds', '1798729200000'),
	js('the number of a sheet', '46387'),
];
