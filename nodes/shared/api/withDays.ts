import type { AttributeKinds } from './attributeValues';
import { isDate } from './dateTime';
import { InvalidInput } from './InvalidInput';
import { isGiven } from './isGiven';
import type { Json, JsonObject } from './Json';

const ALL_DAY = 'isAllDay';

/**
 * Values where an attribute that takes a moment or a day says which it is. EspoCRM keeps a day in an attribute of its own
 * (`dateEndDate`), which wins over the moment until it is null: on 7.5 and 10.0 alike a moment written to a record with a day is
 * dropped without a word, and a meeting has no date at all unless “All-Day” says so (measured). What is given explicitly stays.
 * @throws InvalidInput for a meeting that begins with a day and ends with a moment, or the other way round
 */
export function withDays(values: JsonObject, kinds: AttributeKinds, parameter: string, labels: ReadonlyMap<string, string>): JsonObject {
	const optional = Object.keys(values).filter((name) => kinds.get(name) === 'dateTimeOptional' && !isGiven(values[`${name}Date`]));
	if (!optional.length) return values;
	const parts = optional.map((name) => ({ name, value: values[name] as Json, isDay: typeof values[name] === 'string' && isDate(values[name]) }));
	const rest = Object.entries(values).filter(([name]) => !optional.includes(name) && !optional.includes(name.replace(/Date$/, '')));
	const split = parts.flatMap(({ name, value, isDay }): Array<[string, Json]> =>
		isDay
			? [[`${name}Date`, value]]
			: [
					[name, value],
					[`${name}Date`, null],
				],
	);
	return Object.fromEntries([...rest, ...split, ...allDay(values, parts, kinds, parameter, labels)]);
}

interface Part {
	name: string;
	value: Json;
	isDay: boolean;
}

/** Whether it lasts all day, for types that have a switch for it. */
function allDay(values: JsonObject, parts: Part[], kinds: AttributeKinds, parameter: string, labels: ReadonlyMap<string, string>): Array<[string, Json]> {
	const given = parts.filter(({ value }) => value !== null);
	if (kinds.get(ALL_DAY) !== 'boolean' || ALL_DAY in values || !given.length) return [];
	const [day, moment] = [given.find(({ isDay }) => isDay), given.find(({ isDay }) => !isDay)];
	if (!day || !moment) return [[ALL_DAY, day !== undefined]];
	const label = ({ name }: Part) => `“${labels.get(name) ?? name}”`;
	throw new InvalidInput(parameter, `${label(day)} is a day, but ${label(moment)} has a time`, 'Give both as days, or both with a time.');
}
