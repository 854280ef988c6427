import { ApiError } from '../ApiError';
import type { Json } from '../Json';
import type { FieldDefs } from '../schema/EntityType';

/** Thrown with the name of the violated rule. */
export class BrokenRule extends Error {}

type Convert = (value: Json, field: FieldDefs, version10: boolean) => Json;

const broken = (rule: string): never => {
	throw new BrokenRule(rule);
};

const text: Convert = (value, field, version10) => {
	if (value === null || (value === '' && version10)) return null;
	if (typeof value === 'object') return version10 ? 'Array' : pageError();
	const string = value === true ? '1' : value === false ? '' : String(value);
	return field.maxLength !== undefined && string.length > field.maxLength ? broken('maxLength') : string;
};

const pageError = (): never => {
	throw ApiError.html(500, 'Slim Application Error');
};

const number = (round: (value: number) => number): Convert => (value, field, version10) => {
	if (value === null) return null;
	const parsed = typeof value === 'object' ? Number.NaN : round(Number(value === '' ? 0 : value));
	if (Number.isNaN(parsed)) return version10 ? broken('valid') : 0;
	if (field.min !== undefined && parsed < field.min) return broken('min');
	return field.max !== undefined && parsed > field.max ? broken('max') : parsed;
};

const date: Convert = (value, _field, version10) => {
	if (value === null) return null;
	const string = version10 && /^[\d-]{10}T.*(Z|[+-]\d\d:?\d\d)$/.test(String(value)) ? String(value).slice(0, 10) : String(value);
	return /^\d{4}-\d\d-\d\d$/.test(string) && !Number.isNaN(Date.parse(string)) ? string : broken('valid');
};

const dateTime: Convert = (value, _field, version10) => {
	if (value === null) return null;
	const string = String(value);
	if (version10 && /^[\d-]{10}T[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(string) && !Number.isNaN(Date.parse(string))) return new Date(string).toISOString().slice(0, 19).replace('T', ' ');
	if (!/^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?$/.test(string) || Number.isNaN(Date.parse(`${string.replace(' ', 'T')}Z`))) return broken('valid');
	return string.length === 16 ? `${string}:00` : string;
};

const list: Convert = (value, field, version10) => {
	if (value === null) return version10 ? [] : null;
	if (!Array.isArray(value)) return broken('array');
	const { options } = field;
	return options && !field.allowCustomOptions && value.some((item) => !options.includes(String(item))) ? broken('valid') : value;
};

const converters: Record<string, Convert> = {
	int: number(Math.trunc), float: number((value) => value), currency: number((value) => value), date, datetime: dateTime, datetimeOptional: dateTime,
	multiEnum: list, array: list, checklist: list, urlMultiple: list, jsonObject: (value) => value, jsonArray: (value) => value,
	enum: (value, field) => {
		const option = text(value, field, false);
		return option && field.options && !field.options.includes(String(option)) ? broken('valid') : option;
	},
	url: (value, field, version10) => (/\s/.test(String(value)) ? broken('valid') : text(value, field, version10)),
	email: (value) => (value && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(String(value)) ? broken('emailAddress') : value || null),
	phone: (value, _field, version10) => (value && !(version10 ? /^\+\d[\d ()-]{5,}$/ : /^[+\d][\d ()./-]+$/).test(String(value)) ? broken('valid') : value || null),
	link: (value) => (value === null || /^[\w-]+$/.test(String(value)) ? value : broken('pattern')),
	bool: (value) => {
		if (value === null) throw new ApiError(500);
		return typeof value === 'string' ? !['', '0', 'false'].includes(value) : Boolean(value);
	},
};

export function convertValue(value: Json, field: FieldDefs, version10: boolean): Json {
	return (converters[field.type] ?? text)(value, field, version10);
}
