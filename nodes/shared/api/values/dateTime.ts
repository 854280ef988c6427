/** ISO 8601 and what databases, sheets and people write instead: a space for the T, a comma for the point, an offset of hours alone. */
const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?: ?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?))?$/i;
const ESPO = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
const SPACED = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A moment in the form that every EspoCRM takes: UTC, `YYYY-MM-DD HH:MM:SS` (7.x refuses ISO 8601). @param ms since 1970 */
export function espoDateTime(ms: number): string {
	return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** ISO 8601 in UTC, e.g. `2026-11-23T10:00:00Z`, of EspoCRM's own form; undefined for any other text. */
export function isoDateTime(espo: string): string | undefined {
	if (!SPACED.test(espo) || !isRealTime(espo)) return undefined;
	// Joined, it is one text; a template keeps the parts that it is made of, which in a long list are as much as a third of the records.
	return [espo.slice(0, 10), 'T', espo.slice(11).padEnd(8, ':00'), 'Z'].join('');
}

/** What clocks in the zone show at a moment, in EspoCRM's form. @param ms since 1970 */
export function wallTime(ms: number, zone: string): string {
	return espoDateTime(ms + zoneOffset(ms, zone));
}

/** Milliseconds since 1970 of EspoCRM's own form, which is UTC. */
export function momentOf(espo: string): number {
	return Date.parse(`${espo.replace(' ', 'T')}Z`);
}

/** Whether text is a date-time in another form than EspoCRM's own, so that it has to be converted before it is sent. */
export function isIsoDateTime(text: string): boolean {
	const trimmed = text.trim();
	return MOMENT.test(trimmed) && !ESPO.test(trimmed);
}

/** Whether text is a day, without a time. */
export function isDate(text: string): boolean {
	return DATE.test(text.trim());
}

/** What a date-time says, as far as it is one. */
interface Moment {
	/** The day as it is written. */
	day: string;
	/** The time as it is written, in ms since 1970 as if it were UTC. */
	wallTime: number;
	/** How far the written time is ahead of UTC, in ms; undefined for a time of the workflow's zone. */
	offset?: number;
	isMidnight: boolean;
}

/**
 * A date-time for EspoCRM, as UTC in its own form. With an offset it is that moment; exactly `YYYY-MM-DD HH:MM:SS`, which is
 * what EspoCRM writes, is UTC; every other form without an offset is the time of the workflow's zone.
 * Undefined when the text is no date-time.
 */
export function toEspoDateTime(text: string, zone: string): string | undefined {
	const moment = momentIn(text.trim());
	return moment && ofFourDigits(espoDateTime(utcOf(moment, zone)));
}

/**
 * A date for EspoCRM. Midnight stands for the day that is written with it, whatever the zone: it is how sheets, databases
 * and JSON give a day. Any other moment counts as the day that it is in the workflow's zone. Undefined when the text is no date.
 */
export function toEspoDate(text: string, zone: string): string | undefined {
	const trimmed = text.trim();
	if (DATE.test(trimmed)) return isRealTime(`${trimmed}T00:00:00`) ? trimmed : undefined;
	const moment = momentIn(trimmed);
	// Without an offset it is that day, also where the zone's midnight does not exist.
	if (!moment || moment.isMidnight || moment.offset === undefined) return moment?.day;
	return ofFourDigits(dayIn(utcOf(moment, zone), zone));
}

/** Undefined before the year 0 and from 10000 on, which an offset can lead to, and which no database stores. */
function ofFourDigits(espo: string): string | undefined {
	return /^\d{4}-\d\d-\d\d/.test(espo) ? espo : undefined;
}

/** The day that a calendar in the zone shows at a moment. @param ms since 1970 */
export function dayIn(ms: number, zone: string): string {
	return espoDateTime(ms + zoneOffset(ms, zone)).slice(0, 10);
}

function momentIn(text: string): Moment | undefined {
	const [, day, minutes, seconds = '00', fraction = '', offset] = MOMENT.exec(text) ?? [];
	if (!day || !minutes || !isRealTime(`${day}T${minutes}:${seconds}`)) return undefined;
	return {
		day,
		wallTime: Date.parse(`${day}T${minutes}:${seconds}Z`),
		offset: offset ? offsetOf(offset) : ESPO.test(text) ? 0 : undefined,
		isMidnight: /^00:00:00\.?0*$/.test(`${minutes}:${seconds}.${fraction}`),
	};
}

function utcOf({ wallTime, offset }: Moment, zone: string): number {
	return offset === undefined ? inZone(wallTime, zone) : wallTime - offset;
}

/** Milliseconds of `Z`, `+02`, `+0200` or `+02:00`. */
function offsetOf(text: string): number {
	const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?$/.exec(text) ?? [];
	return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}

/** JavaScript rolls 31 February over to March, and 24:00 to the next day; a person means neither. */
function isRealTime(text: string): boolean {
	return new Date(`${text.replace(' ', 'T')}Z`).getUTCDate() === Number(text.slice(8, 10));
}

/** The moment at which a clock in the zone shows the given wall time (given as if it were UTC). */
function inZone(wallTime: number, zone: string): number {
	const day = 86_400_000;
	const candidates = [wallTime - day, wallTime + day].map((around) => wallTime - zoneOffset(around, zone)).sort((a, b) => a - b);
	const real = candidates.find((moment) => moment + zoneOffset(moment, zone) === wallTime);
	// A time that the clocks skip is the one that they show instead.
	return real ?? Math.max(...candidates);
}

/** How far the zone's clocks are ahead of UTC at a moment, in ms. */
function zoneOffset(moment: number, zone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone: zone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	}).formatToParts(moment);
	const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value);
	return (
		Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - Math.floor(moment / 1000) * 1000
	);
}
