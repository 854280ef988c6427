import type { JsonObject } from '../Json';
import type { FieldDefs } from '../schema/schema';

const DAY = 86_400_000;

/** A day wins over the moment beside it until it is null; on 10.0 a meeting has none unless its switch says so. */
export function withDays(
	fields: Record<string, FieldDefs>,
	values: JsonObject,
	current: JsonObject | undefined,
	version10: boolean,
): JsonObject {
	const merged = { ...current, ...values };
	const isOff = version10 && fields.isAllDay !== undefined && !merged.isAllDay;
	const movesEnd = fields.duration && current && values.dateEnd === undefined && values.dateEndDate === undefined;
	for (const name of Object.keys(fields).filter((field) => fields[field]?.type === 'datetimeOptional')) {
		const date = `${name}Date`;
		if (isOff && typeof merged[date] === 'string') values[date] = null;
		const day = isOff ? null : merged[date];
		const isGiven = [name, date].some((attribute) => values[attribute] !== undefined);
		if (isGiven && typeof day === 'string') values[name] = midnight(day, name === 'dateEnd' ? 1 : 0);
	}
	return movesEnd ? { ...values, ...movedEnd({ ...current, ...values }, values, current) } : values;
}

/** A new start moves the end along, unless one of them is a day and the other a moment. */
function movedEnd(after: JsonObject, { dateStart }: JsonObject, before: JsonObject): JsonObject {
	const isDay = typeof after.dateEndDate === 'string';
	const isMixed = (typeof after.dateStartDate === 'string') !== isDay;
	if (typeof dateStart !== 'string' || isMixed || typeof before.dateEnd !== 'string') return {};
	const later = ms(before.dateEnd) + ms(dateStart) - ms(String(before.dateStart));
	return { dateEnd: espo(later), ...(isDay && { dateEndDate: espo(later - DAY).slice(0, 10) }) };
}

const ms = (time: string): number => Date.parse(`${time.replace(' ', 'T')}Z`);
const espo = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');
const midnight = (day: string, later: number): string => espo(Date.parse(day) + later * DAY);
