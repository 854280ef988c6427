const ISO = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const SPACED = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A moment in the form that every EspoCRM takes: UTC, `YYYY-MM-DD HH:MM:SS` (7.x refuses ISO 8601). @param ms since 1970 */
export function espoDateTime(ms: number): string {
	return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** ISO 8601 in UTC, e.g. `2026-11-23T10:00:00Z`, of EspoCRM's own form; undefined for any other text. */
export function isoDateTime(espo: string): string | undefined {
	return SPACED.test(espo) && isRealTime(espo) ? `${espo.padEnd(19, ':00').replace(' ', 'T')}Z` : undefined;
}

/** What clocks in the zone show at a moment, in EspoCRM's form. @param ms since 1970 */
export function wallTime(ms: number, zone: string): string {
	return espoDateTime(ms + zoneOffset(ms, zone));
}

/** Milliseconds since 1970 of EspoCRM's own form, which is UTC. */
export function momentOf(espo: string): number {
	return Date.parse(`${espo.replace(' ', 'T')}Z`);
}

/** Whether text is a date-time in ISO 8601 form, which has to be converted before it is sent. */
export function isIsoDateTime(text: string): boolean {
	return ISO.test(text.trim());
}

/** Whether text is a day, without a time. */
export function isDate(text: string): boolean {
	return DATE.test(text.trim());
}

/**
 * A date-time for EspoCRM: with a zone it is converted to UTC, EspoCRM's own form is UTC already, and the `T` form
 * without a zone is the time of the workflow's zone. Undefined when the text is no date-time.
 */
export function toEspoDateTime(text: string, zone: string): string | undefined {
	const trimmed = text.trim();
	if (SPACED.test(trimmed)) return isRealTime(trimmed) ? trimmed.padEnd(19, ':00') : undefined;
	const parts = ISO.exec(trimmed);
	if (!parts) return undefined;
	const [, date, minutes, seconds = '00', offset] = parts;
	const local = `${date}T${minutes}:${seconds}`;
	if (!isRealTime(local)) return undefined;
	const asUtc = Date.parse(`${local}Z`);
	return espoDateTime(offset ? Date.parse(`${local}${offset === 'Z' ? 'Z' : withColon(offset)}`) : inZone(asUtc, zone));
}

/** A date for EspoCRM. A moment counts as the day that it is in the workflow's zone. Undefined when the text is no date. */
export function toEspoDate(text: string, zone: string): string | undefined {
	const trimmed = text.trim();
	if (DATE.test(trimmed)) return isRealTime(`${trimmed}T00:00:00`) ? trimmed : undefined;
	const utc = toEspoDateTime(trimmed, zone);
	if (utc === undefined) return undefined;
	// Without a zone it is that day, also where its midnight does not exist.
	const local = ISO.exec(trimmed);
	if (local && !local[4]) return local[1];
	const wallTime = momentOf(utc) + zoneOffset(momentOf(utc), zone);
	return espoDateTime(wallTime).slice(0, 10);
}

/** JavaScript rolls 31 February over to March; a person means neither. */
function isRealTime(text: string): boolean {
	const ms = Date.parse(`${text.replace(' ', 'T')}Z`);
	return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 16) === text.replace(' ', 'T').slice(0, 16);
}

function withColon(offset: string): string {
	return offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
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
	return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - Math.floor(moment / 1000) * 1000;
}
