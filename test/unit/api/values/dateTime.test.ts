import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';

import {
	espoDateTime,
	isIsoDateTime,
	isoDateTime,
	momentOf,
	toEspoDate,
	toEspoDateTime,
} from '../../../../nodes/shared/api/values/dateTime';

const ZONES = [
	'UTC',
	'Europe/Berlin',
	'America/New_York',
	'America/St_Johns',
	'Asia/Kolkata',
	'Australia/Lord_Howe',
	'Pacific/Apia',
	'Pacific/Kiritimati',
	'Africa/Casablanca',
];

const table: Array<[text: string, zone: string, utc: string | undefined, date: string | undefined]> = [
	['2026-11-23 14:30:00', 'Europe/Berlin', '2026-11-23 14:30:00', '2026-11-23'],
	['2026-11-23 14:30', 'Europe/Berlin', '2026-11-23 13:30:00', '2026-11-23'],
	['2026-12-31 10:00', 'America/New_York', '2026-12-31 15:00:00', '2026-12-31'],
	['2026-12-31T10:00', 'America/New_York', '2026-12-31 15:00:00', '2026-12-31'],
	['2026-12-31 10:00', 'Asia/Kolkata', '2026-12-31 04:30:00', '2026-12-31'],
	// What databases write.
	['2026-12-31 22:00:00.000', 'America/New_York', '2027-01-01 03:00:00', '2026-12-31'],
	['2026-12-31 10:00:00+00', 'America/New_York', '2026-12-31 10:00:00', '2026-12-31'],
	['2026-12-31 10:00:00.123456+05:30', 'UTC', '2026-12-31 04:30:00', '2026-12-31'],
	['2026-12-31 10:00:00 +0200', 'UTC', '2026-12-31 08:00:00', '2026-12-31'],
	['2026-12-31t10:00:00z', 'UTC', '2026-12-31 10:00:00', '2026-12-31'],
	// Midnight is how sheets and JSON give a day.
	['2026-12-31T00:00:00.000Z', 'America/New_York', '2026-12-31 00:00:00', '2026-12-31'],
	['2026-12-31T00:00:00.000Z', 'Asia/Tokyo', '2026-12-31 00:00:00', '2026-12-31'],
	['2026-12-31T00:00:00.000Z', 'Asia/Kolkata', '2026-12-31 00:00:00', '2026-12-31'],
	['2026-12-31T00:00:00.000Z', 'UTC', '2026-12-31 00:00:00', '2026-12-31'],
	['2026-12-31T00:00Z', 'America/New_York', '2026-12-31 00:00:00', '2026-12-31'],
	['2026-12-31 00:00:00', 'America/New_York', '2026-12-31 00:00:00', '2026-12-31'],
	['2026-12-31 00:00', 'America/New_York', '2026-12-31 05:00:00', '2026-12-31'],
	['2026-12-31T00:00:00+02:00', 'America/New_York', '2026-12-30 22:00:00', '2026-12-31'],
	['2026-12-31T00:00:00+02:00', 'UTC', '2026-12-30 22:00:00', '2026-12-31'],
	['2026-12-31T00:00:00.000-05:00', 'Asia/Tokyo', '2026-12-31 05:00:00', '2026-12-31'],
	['2026-12-31T00:00:00.000+09:00', 'America/New_York', '2026-12-30 15:00:00', '2026-12-31'],
	// No midnight: the day in the workflow's zone, also where the moment is midnight elsewhere.
	['2026-12-31T00:00:01Z', 'America/New_York', '2026-12-31 00:00:01', '2026-12-30'],
	['2026-12-31T00:00:00.001Z', 'America/New_York', '2026-12-31 00:00:00', '2026-12-30'],
	['2026-12-30T19:00:00-05:00', 'America/New_York', '2026-12-31 00:00:00', '2026-12-30'],
	['2026-12-31T23:59:59.999Z', 'Asia/Tokyo', '2026-12-31 23:59:59', '2027-01-01'],
	['2026-11-23T14:30:00Z', 'Europe/Berlin', '2026-11-23 14:30:00', '2026-11-23'],
	[' 2026-11-23T14:30:00Z ', 'Europe/Berlin', '2026-11-23 14:30:00', '2026-11-23'],
	['2026-11-23T14:30:00.987Z', 'UTC', '2026-11-23 14:30:00', '2026-11-23'],
	['2026-11-23T14:30:00+02:00', 'UTC', '2026-11-23 12:30:00', '2026-11-23'],
	['2026-11-23T14:30:00+0200', 'UTC', '2026-11-23 12:30:00', '2026-11-23'],
	['2026-11-23T14:30-05:00', 'UTC', '2026-11-23 19:30:00', '2026-11-23'],
	['2026-11-23T14:30:00', 'Europe/Berlin', '2026-11-23 13:30:00', '2026-11-23'],
	['2026-07-23T14:30', 'Europe/Berlin', '2026-07-23 12:30:00', '2026-07-23'],
	['2026-11-23T00:30:00', 'Europe/Berlin', '2026-11-22 23:30:00', '2026-11-23'],
	['2026-11-23T22:30:00Z', 'Asia/Kolkata', '2026-11-23 22:30:00', '2026-11-24'],
	['2026-11-23T02:30:00Z', 'America/New_York', '2026-11-23 02:30:00', '2026-11-22'],
	['2026-11-23T20:00:00', 'America/New_York', '2026-11-24 01:00:00', '2026-11-23'],
	['2026-11-23T14:30:00', 'America/St_Johns', '2026-11-23 18:00:00', '2026-11-23'],
	// The clock is put forward: 02:30 does not exist, and is read as if it had not been.
	['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29 01:30:00', '2026-03-29'],
	['2026-03-29T01:59:59', 'Europe/Berlin', '2026-03-29 00:59:59', '2026-03-29'],
	['2026-03-29T03:00:00', 'Europe/Berlin', '2026-03-29 01:00:00', '2026-03-29'],
	['2026-03-08T03:00:00', 'America/New_York', '2026-03-08 07:00:00', '2026-03-08'],
	['2026-10-25T01:59:59', 'Europe/Berlin', '2026-10-24 23:59:59', '2026-10-25'],
	['2026-10-25T03:00:00', 'Europe/Berlin', '2026-10-25 02:00:00', '2026-10-25'],
	['2026-11-01T00:59:59', 'America/New_York', '2026-11-01 04:59:59', '2026-11-01'],
	['2026-11-01T02:00:00', 'America/New_York', '2026-11-01 07:00:00', '2026-11-01'],
	['2024-02-29', 'UTC', undefined, '2024-02-29'],
	['2026-02-29', 'UTC', undefined, undefined],
	['2026-02-31T10:00:00Z', 'UTC', undefined, undefined],
	['2026-04-31 10:00:00', 'UTC', undefined, undefined],
	['2026-11-23T25:00:00Z', 'UTC', undefined, undefined],
	['2026-11-23T10:60', 'UTC', undefined, undefined],
	['23.11.2026', 'UTC', undefined, undefined],
	['11/23/2026', 'UTC', undefined, undefined],
	['tomorrow', 'UTC', undefined, undefined],
	['2026-11-23T14:30:00 Europe/Berlin', 'UTC', undefined, undefined],
	['2026-11-23T14:30:00+99:00', 'UTC', undefined, undefined],
	['2026-11-23T14:30:00+02:99', 'UTC', undefined, undefined],
	['20261123T143000Z', 'UTC', undefined, undefined],
	['1795444200000', 'UTC', undefined, undefined],
	['', 'UTC', undefined, undefined],
];

test.each(table)('“%s” in %s is %s, as a date %s', (text, zone, utc, date) => {
	expect([toEspoDateTime(text, zone), toEspoDate(text, zone)]).toEqual([utc, date]);
});

test.each([
	['2026-10-25T02:30:00', 'Europe/Berlin', ['2026-10-25 00:30:00', '2026-10-25 01:30:00']],
	['2026-11-01T01:30:00', 'America/New_York', ['2026-11-01 05:30:00', '2026-11-01 06:30:00']],
])('“%s” in %s is there twice; it is one of both', (text, zone, both) => expect(both).toContain(toEspoDateTime(text, zone)));

test.each([
	['2026-11-23T14:30:00Z', true],
	['2026-11-23T14:30', true],
	['2026-11-23 14:30', true],
	['2026-11-23 14:30:00.000', true],
	['2026-11-23 14:30:00', false],
	['2026-11-23', false],
	['2026-11-23T14:30:00Z and more', false],
])('“%s” has to be converted: %s', (text, iso) => expect(isIsoDateTime(text)).toBe(iso));

test.each([
	['2026-11-23 10:00:00', '2026-11-23T10:00:00Z'],
	['2026-11-23 10:00', '2026-11-23T10:00:00Z'],
	['2024-02-29 23:59:59', '2024-02-29T23:59:59Z'],
	['2026-02-30 10:00:00', undefined],
	['2026-11-23 24:00:00', undefined],
	['2026-11-23 10:61', undefined],
	['2026-11-23 10:00:61', undefined],
	['0000-00-00 00:00:00', undefined],
	['2026-11-23', undefined],
	['2026-11-23T10:00:00Z', undefined],
	['2026-11-23T10:00:00', undefined],
	[' 2026-11-23 10:00:00', undefined],
	['2026-11-23 10:00:00 ', undefined],
	['2026-11-23 10:00:00.5', undefined],
	['2026-11-23 10:00:00\n', undefined],
	['on 2026-11-23 10:00:00', undefined],
	['', undefined],
])("EspoCRM's “%s” is in ISO %s", (espo, iso) => expect(isoDateTime(espo)).toBe(iso));

const moments = fc.integer({ min: Date.UTC(1971, 0), max: Date.UTC(2099, 11) }).map((ms) => Math.floor(ms / 1000) * 1000);

test("EspoCRM's form and milliseconds are the same moment", () => {
	fc.assert(
		fc.property(moments, (ms) => expect(momentOf(espoDateTime(ms))).toBe(ms)),
		{ seed: 5 },
	);
});

test("the ISO form of EspoCRM's form is the same moment, and is written as it was read, in every zone", () => {
	fc.assert(
		fc.property(moments, fc.constantFrom(...ZONES), (ms, zone) => {
			const iso = isoDateTime(espoDateTime(ms)) ?? '';
			expect([Date.parse(iso), toEspoDateTime(iso, zone)]).toEqual([ms, espoDateTime(ms)]);
		}),
		{ seed: 7 },
	);
});

test('what a clock in the zone shows is read as that moment, except where the clock shows it twice', () => {
	// Within two days of a change of the clocks, where it is hard, as often as elsewhere.
	const changes = [
		'2026-03-29T01:00Z',
		'2026-10-25T01:00Z',
		'2026-03-08T07:00Z',
		'2026-11-01T06:00Z',
		'2026-04-04T15:00Z',
		'2026-10-03T15:30Z',
	].map((text) => Date.parse(text));
	const near = fc
		.tuple(fc.constantFrom(...changes), fc.integer({ min: -172_800, max: 172_800 }))
		.map(([ms, seconds]) => ms + seconds * 1000);
	fc.assert(
		fc.property(fc.oneof(moments, near), fc.constantFrom(...ZONES), (ms, zone) => {
			const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
			const read = momentOf(toEspoDateTime(wall.format(ms).replace(' ', 'T'), zone) ?? '');
			expect(wall.format(read)).toBe(wall.format(ms));
			expect(Math.abs(read - ms)).toBeLessThanOrEqual(3_600_000);
		}),
		{ seed: 6, numRuns: 1_500 },
	);
});

test('with a zone of its own it is that moment in every zone of the workflow', () => {
	fc.assert(
		fc.property(moments, fc.constantFrom(...ZONES), (ms, zone) =>
			expect(toEspoDateTime(new Date(ms).toISOString(), zone)).toBe(espoDateTime(ms)),
		),
		{ seed: 7 },
	);
});

test.each(['America/Los_Angeles', 'Asia/Tokyo'])('a process in %s gives the same results', (processZone) => {
	const module = JSON.stringify(join(__dirname, '../../../../nodes/shared/api/values/dateTime.ts'));
	const texts = table.map(([text, zone]) => [text, zone]);
	const script = `const { toEspoDateTime, toEspoDate } = require(${module});
		const results = ${JSON.stringify(texts)}.map(([text, zone]) => [toEspoDateTime(text, zone) ?? null, toEspoDate(text, zone) ?? null]);
		console.log(JSON.stringify([new Date(0).getTimezoneOffset() !== 0, results]));`;
	const output = execFileSync(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
		env: { ...process.env, TZ: processZone },
		encoding: 'utf8',
	});
	expect(JSON.parse(output)).toEqual([true, table.map(([, , utc, date]) => [utc ?? null, date ?? null])]);
});

test.each([
	['2026-09-06', 'America/Santiago', '2026-09-06 04:00:00'],
	['2026-03-08', 'America/Havana', '2026-03-08 05:00:00'],
	['2026-03-29', 'Atlantic/Azores', '2026-03-29 01:00:00'],
])('%s has no midnight in %s', (day, zone, start) => {
	expect(toEspoDate(`${day}T00:00:00`, zone)).toBe(day);
	expect(toEspoDateTime(`${day}T00:00:00`, zone)).toBe(start);
});
