import { ApiError } from '../ApiError';
import { fail, isObject, type Json, type JsonObject } from '../Json';
import type { FieldDefs } from '../schema/schema';

/** Thrown with the name of the violated rule. */
export class BrokenRule extends Error {}

type Convert = (value: Json, field: FieldDefs, version10: boolean) => Json;

const ISO = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/;
const broken = (rule: string): never => fail(new BrokenRule(rule));
const unlessNull =
	(convert: Convert): Convert =>
	(value, field, version10) =>
		value === null ? null : convert(value, field, version10);

/** Only 10.0 trims, and not what may have several lines. */
const trimmed = (value: Json, { type }: FieldDefs, version10: boolean): Json =>
	version10 && typeof value === 'string' && !['text', 'wysiwyg', 'enum'].includes(type) ? value.trim() : value;

const text: Convert = unlessNull((given, field, version10) => {
	const { maxLength = Infinity, type } = field;
	const value = trimmed(given, field, version10);
	if (value === '' && version10 && type !== 'enum') return null;
	if (typeof value === 'object') return version10 ? 'Array' : fail(ApiError.html(500, 'Slim Application Error'));
	const string = value === true ? '1' : value === false ? '' : String(value);
	if (field.pattern && /[<>=]/.test(string)) return broken('pattern');
	return string.length > maxLength ? broken('maxLength') : string;
});
const number: Convert = unlessNull((value, { type, min = -Infinity, max = Infinity }, version10) => {
	const parsed = typeof value === 'object' ? Number.NaN : Number(value);
	if (Number.isNaN(parsed) || (version10 && type === 'int' && typeof value === 'boolean')) return version10 ? broken('valid') : 0;
	return parsed < min ? broken('min') : parsed > max ? broken('max') : type === 'int' ? Math.trunc(parsed) : parsed;
});
/** 13 digits, 4 of them behind the point; the database refuses more. */
const decimal: Convert = unlessNull((value) => {
	if (!/^-?\d+\.?\d*$/.test(String(value)) || typeof value === 'object') return broken('valid');
	return Math.abs(Number(value)) >= 1e9 ? fail(new ApiError(500)) : String(value);
});
/** JavaScript alone would take the 31st of February for the 3rd of March. */
const isDay = (text: string) =>
	/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
const date: Convert = unlessNull((value, _field, version10) => {
	const string = version10 && ISO.test(String(value)) ? String(value).slice(0, 10) : String(value);
	return isDay(string) ? string : broken('valid');
});
const dateTime: Convert = unlessNull((value, _field, version10) => {
	const iso = ISO.test(String(value));
	const parsed = Date.parse(iso ? String(value) : `${String(value).replace(' ', 'T')}Z`);
	if (Number.isNaN(parsed) || !(iso ? version10 : /^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?$/.test(String(value)))) return broken('valid');
	return new Date(parsed).toISOString().slice(0, 19).replace('T', ' ');
});
const list: Convert = (value, field, version10) => {
	if (value === null) return version10 ? [] : null;
	if (!Array.isArray(value)) return broken('array');
	if (value.some((item) => typeof item !== 'string')) return broken('arrayOfString');
	const items = value.map((item) => trimmed(item, field, version10));
	if (field.options && items.some((item) => !field.options?.includes(String(item)))) return broken('valid');
	return field.type === 'urlMultiple' && items.some((item) => /\s/.test(String(item))) ? broken('pattern') : items;
};
/** In international form only the digits count. */
const phone: Convert = unlessNull((given, _field, version10) => {
	const value = version10 ? String(given).trim() : String(given);
	if (!value) return version10 ? null : '';
	if (version10 && !/^\+\d[\d ()./-]{5,}$/.test(value)) return broken('valid');
	return version10 ? `+${value.replace(/\D/g, '')}` : value;
});

const converters: Record<string, Convert> = {
	int: number,
	float: number,
	currency: number,
	date,
	datetime: dateTime,
	datetimeOptional: dateTime,
	decimal,
	multiEnum: list,
	array: list,
	checklist: list,
	urlMultiple: list,
	jsonObject: (value) => value,
	jsonArray: (value) => (value === null || Array.isArray(value) ? value : broken('array')),
	enum: (value, field, version10) =>
		value && field.options && !field.options.includes(String(value)) ? broken('valid') : text(value, field, version10),
	url: (value, field, version10) => (/\s/.test(String(trimmed(value, field, version10))) ? broken('valid') : text(value, field, version10)),
	email: (given, field, version10) => {
		const value = trimmed(given, field, version10);
		return value && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(String(value)) ? broken('emailAddress') : value;
	},
	phone,
	link: unlessNull((value) => (/^[\w-]+$/.test(String(value)) ? value : broken('pattern'))),
	bool: (value) => (value === null ? fail(new ApiError(500)) : typeof value === 'string' ? ['1', 'true'].includes(value) : Boolean(value)),
};

export const convertValue: Convert = (value, field, version10) => (converters[field.type] ?? text)(value, field, version10);

const entriesOf = (data: Json | undefined): JsonObject[] => (Array.isArray(data) ? data.filter(isObject) : []);

const flagsOf = (name: string) => ({ optOut: `${name}IsOptedOut`, invalid: `${name}IsInvalid` });

/** E-mail addresses and phone numbers are lists with the primary one first; `emailAddress` alone is a view of it. */
export const addresses = {
	/** The body with each of its addresses converted. */
	converted(name: string, body: JsonObject, convert: (address: Json) => Json): JsonObject {
		const { [name]: primary, [`${name}Data`]: data } = body;
		return {
			...Object.fromEntries(Object.values(flagsOf(name)).flatMap((flag) => (body[flag] === undefined ? [] : [[flag, body[flag]]]))),
			...(primary !== undefined && { [name]: convert(primary) }),
			...(data !== undefined && { [`${name}Data`]: entriesOf(data).map((entry) => ({ ...entry, [name]: convert(entry[name] ?? null) })) }),
		};
	},
	primary: (name: string, data: Json | undefined): Json => entriesOf(data)[0]?.[name] ?? null,
	merge(name: string, body: JsonObject, current: JsonObject | undefined): JsonObject[] {
		const value = body[name];
		const full = body[`${name}Data`];
		const lower = (address: Json | undefined) => String(address).toLowerCase();
		const entry = (given: JsonObject): JsonObject => ({
			[name]: given[name] ?? null,
			...(name === 'emailAddress' ? { lower: lower(given[name]) } : { type: given.type ?? 'Mobile' }),
			primary: given.primary === true,
			optOut: given.optOut === true,
			invalid: given.invalid === true,
		});
		const entries = entriesOf(full ?? current?.[`${name}Data`]).map(entry);
		const known = entries.find((item) => lower(item[name]) === lower(value));
		const first =
			full !== undefined && entries.length
				? (entries.find(({ primary }) => primary) ?? entries[0])
				: value
					? (known ?? entry({ [name]: value }))
					: entries.find(({ primary }) => (value === undefined ? primary : !primary));
		const others = entries.filter((item) => item !== first && (full !== undefined || !item.primary));
		// The flags of the record are those of its primary address.
		const flags = Object.fromEntries(
			Object.entries(flagsOf(name)).flatMap(([key, flag]) => (full === undefined && flag in body ? [[key, body[flag] === true]] : [])),
		);
		return first ? [{ ...first, ...flags, primary: true }, ...others.map((item) => ({ ...item, primary: false }))] : [];
	},
};
