import type { JsonObject } from '../Json';
import type { FieldDefs } from '../schema/schema';

/** A day wins over the moment beside it until it is null; on 10.0 a meeting has none unless its switch says so. */
export function withDays(fields: Record<string, FieldDefs>, values: JsonObject, current: JsonObject | undefined, version10: boolean): JsonObject {
	const merged = { ...current, ...values };
	for (const [name, { type }] of Object.entries(fields)) {
		const date = `${name}Date`;
		if (type !== 'datetimeOptional' || (values[name] === undefined && values[date] === undefined)) continue;
		const isOff = version10 && fields.isAllDay && !merged.isAllDay;
		const day = isOff ? null : merged[date];
		if (isOff) values[date] = null;
		if (typeof day === 'string') values[name] = midnight(day, name === 'dateEnd' ? 1 : 0);
	}
	return values;
}

const midnight = (day: string, later: number): string => new Date(Date.parse(day) + later * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
