import { isDate } from './dateTime';
import type { AttributeKinds } from './fieldTypes';
import { isGiven } from './given';
import { InvalidInput } from './InvalidInput';
import type { Json, JsonObject } from './Json';

export const ALL_DAY = 'isAllDay';

/**
 * Values where an attribute that takes a moment or a day says which it is. EspoCRM keeps a day in an attribute of its own
 * (`dateEndDate`), which wins over the moment until it is null: on 7.5 and 10.0 alike a moment written to a record with a day is
 * dropped without a word, and a meeting has no date at all unless “All-Day” says so (measured). What is given explicitly stays.
 * @throws InvalidInput for a meeting of which one value says a day and another one a time
 */
export function withDays(values: JsonObject, kinds: AttributeKinds, parameter: string, labels: ReadonlyMap<string, string>): JsonObject {
	const ends = [...kinds].filter(([, kind]) => kind === 'dateTimeOptional').flatMap(([name]) => endOf(name, values));
	refuseTwoDays(ends, values, parameter, labels);
	if (!ends.length) return values;
	const split = ends.filter(({ isSplit }) => isSplit).map(({ name }) => name);
	const rest = Object.entries(values).filter(([name]) => !split.includes(name) && !split.includes(name.replace(/Date$/, '')));
	const written = ends
		.filter(({ isSplit }) => isSplit)
		.flatMap(({ name, value, isDay }): Array<[string, Json]> =>
			isDay
				? [[`${name}Date`, value]]
				: [
						[name, value],
						[`${name}Date`, null],
					],
		);
	const given = ends.filter(({ value }) => value !== null);
	const all = kinds.get(ALL_DAY) === 'boolean' && given.length ? allDay(values, given, parameter, labels) : [];
	// Beside a time no day is left anyway, and the end moves along with the start only where it is not given (7.5 and 10.0, measured).
	const isTimed = kinds.get(ALL_DAY) === 'boolean' && given.some(({ isDay }) => !isDay);
	const kept = isTimed ? rest.filter(([name, value]) => !(value === null && isDayAlone(name, kinds, values))) : rest;
	return Object.fromEntries([...kept, ...written, ...all]);
}

function isDayAlone(name: string, kinds: AttributeKinds, values: JsonObject): boolean {
	const moment = name.replace(/Date$/, '');
	return moment !== name && kinds.get(moment) === 'dateTimeOptional' && values[moment] === undefined;
}

/** The start or the end of something. */
interface End {
	name: string;
	value: Json;
	isDay: boolean;
	/** Whether one value says both, so that it has to be written as one of two attributes. */
	isSplit: boolean;
	/** Whether a moment stands beside the day, as in every record that was read. */
	hasBoth: boolean;
}

function endOf(name: string, values: JsonObject): End[] {
	const [value, day] = [values[name], values[`${name}Date`]];
	// A day twice: it is meant once.
	if (isGiven(day)) return [{ name, value: day, isDay: true, isSplit: isDay(value), hasBoth: isGiven(value) && !isDay(value) }];
	return value === undefined ? [] : [{ name, value, isDay: isDay(value), isSplit: true, hasBoth: false }];
}

function isDay(value: Json | undefined): boolean {
	return typeof value === 'string' && isDate(value);
}

/** The moment can only be the day too, or the time at which that day begins or ends. */
function refuseTwoDays(ends: End[], values: JsonObject, parameter: string, labels: ReadonlyMap<string, string>): void {
	for (const { name, value } of ends) {
		const moment = values[name];
		if (!isDay(moment) || moment === value) continue;
		const [one, other] = [name, `${name}Date`].map((attribute) => labels.get(attribute) ?? attribute);
		throw new InvalidInput(parameter, `“${one}” is the day ${String(moment)}, but “${other}” is ${String(value)}`, 'Give one of the two.');
	}
}

/** The switch of types that have one; where it is given, it must agree. */
function allDay(values: JsonObject, given: End[], parameter: string, labels: ReadonlyMap<string, string>): Array<[string, Json]> {
	const labelOf = (name: string) => `“${labels.get(name) ?? name}”`;
	const [day, moment] = [given.find(({ isDay }) => isDay), given.find(({ isDay }) => !isDay)];
	const isOn = values[ALL_DAY];
	if (isOn === undefined) {
		if (!day || !moment) return [[ALL_DAY, day !== undefined]];
		throw new InvalidInput(
			parameter,
			`${labelOf(day.name)} is a day, but ${labelOf(moment.name)} has a time`,
			'Give both as days, or both with a time.',
		);
	}
	if (isOn && moment) {
		throw new InvalidInput(
			parameter,
			`${labelOf(moment.name)} has a time, but ${labelOf(ALL_DAY)} is on`,
			'Give the start and the end as days, e.g. 2026-11-23.',
		);
	}
	if (!isOn && day && !day.hasBoth) {
		throw new InvalidInput(
			parameter,
			`${labelOf(day.name)} is a day, but ${labelOf(ALL_DAY)} is off`,
			`Give a time too, or leave ${labelOf(ALL_DAY)} out.`,
		);
	}
	return [];
}
