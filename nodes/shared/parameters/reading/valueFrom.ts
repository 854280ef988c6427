import { InvalidInput } from '../../api/values/InvalidInput';
import { isJsonObject } from '../../api/values/Json';

/** What is said about a value, and what becomes of its parts. */
export interface ValueContext {
	/** The display name of the parameter. */
	parameter: string;
	/** What the user sees of a part of a collection; its key where it is not known. */
	labelOf?: (key: string) => string;
	/** What becomes of a part that is nothing; left out when undefined. */
	nothing?: null;
}

/**
 * A parameter's value as plain JSON: expressions can give dates and other objects, which become what JSON makes of them
 * (a date its ISO form).
 * @throws InvalidInput for NaN, Infinity and invalid dates, of which JSON would make null, which clears a field; for what holds itself, and for
 * functions, sets and others that JSON would lose
 */
export function valueFrom(value: unknown, context: ValueContext): unknown {
	return plain(value, () => `“${context.parameter}”`, context, []);
}

/** The same with null for every part that is nothing, instead of leaving it out: a filter without one of its parts would be another filter. */
export function wholeValueFrom(value: unknown, context: ValueContext): unknown {
	return valueFrom(value, { ...context, nothing: null });
}

/** @param name what is said of it, asked for only then @param holders the objects and lists that the value is in */
function plain(given: unknown, name: () => string, context: ValueContext, holders: readonly unknown[]): unknown {
	const value = hasJson(given) ? given.toJSON() : given;
	if (typeof value === 'bigint') return String(value);
	if (typeof value === 'number' && !Number.isFinite(value)) throw noValue(name(), `${value}, which is not a number`, context);
	if (value === null && given !== null) throw noValue(name(), 'not a real date', context);
	const other = nameOfOther(value);
	if (other) throw noValue(name(), `a ${other}, which is not a value`, context);
	if (typeof value !== 'object' || value === null) return value;
	if (holders.includes(value)) throw noValue(name(), 'an object or list that contains itself', context);
	const inner = [...holders, value];
	// Not by `map`, which leaves gaps as they are.
	if (Array.isArray(value)) return Array.from(value, (item) => plain(item, name, context, inner) ?? null);
	// Not by assignment: “__proto__” is a name like any other.
	const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
		const part = plain(item, () => nameOf(key, value, context), context, inner);
		// Null is a value: it clears a field.
		return [key, part === undefined ? context.nothing : part];
	});
	return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

/** JSON makes an empty object of these, or nothing at all, so what they hold would be lost. */
const OTHERS = ['Map', 'Set', 'WeakMap', 'WeakSet', 'RegExp', 'Error', 'Promise'];

/** What a value is that JSON has no form for; undefined for others. */
function nameOfOther(value: unknown): string | undefined {
	if (typeof value === 'function' || typeof value === 'symbol') return typeof value;
	const kind = typeof value === 'object' ? Object.prototype.toString.call(value).slice('[object '.length, -1) : '';
	return OTHERS.includes(kind) ? kind : undefined;
}

function hasJson(value: unknown): value is { toJSON(): unknown } {
	return typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function';
}

/** The value of a row is named by what the row is about. */
function nameOf(key: string, row: object, { parameter, labelOf = (name) => name }: ValueContext): string {
	const { attribute, field, column, name } = row as Partial<Record<string, unknown>>;
	const subject = /value/i.test(key) ? [attribute, field, column, name].find((text) => typeof text === 'string' && text) : undefined;
	return `“${String(subject ?? labelOf(key))}” in “${parameter}”`;
}

function noValue(name: string, what: string, { parameter }: ValueContext): InvalidInput {
	return new InvalidInput(
		parameter,
		`${name} is ${what}`,
		'Check the expression that gives the value. To leave it out, let the expression give empty text.',
	);
}

/** The values of an object by name, each named in what is said about it. @throws InvalidInput */
export function valuesFrom(object: unknown, names: string[], parameter: string): Record<string, unknown> {
	if (!isJsonObject(object)) return {};
	return Object.fromEntries(names.map((name) => [name, plain(object[name], () => `“${name}” in “${parameter}”`, { parameter }, [])]));
}
