import type { SqlValue } from 'sql.js';
import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { isObject, type Json, type JsonObject } from '../Json';
import type { Attribute } from '../schema/attributes';
import type { Condition } from '../Store';
import { dateComparisons } from './dates';
import { linkCondition, linkTypes } from './linkCondition';
import { joined, marks, refusals } from './whereParts';

const operators: Record<string, string> = {
	equals: '=',
	on: '=',
	in: '=',
	notEquals: '<>',
	notOn: '<>',
	notIn: '<>',
	greaterThan: '>',
	after: '>',
	lessThan: '<',
	before: '<',
	greaterThanOrEquals: '>=',
	lessThanOrEquals: '<=',
	like: 'LIKE',
	startsWith: 'LIKE',
	endsWith: 'LIKE',
	contains: 'LIKE',
	notLike: 'NOT LIKE',
	notContains: 'NOT LIKE',
};
const unary: Record<string, string> = {
	isNull: '{} IS NULL',
	isNotNull: '{} IS NOT NULL',
	ever: '{} IS NOT NULL',
	// Text is its leading number, 0 where it has none.
	isTrue: 'CAST({} AS REAL) = 1',
	isFalse: 'CAST({} AS REAL) = 0',
	any: '1',
	none: '0',
};
const keys = ['type', 'attribute', 'field', 'value', 'dateTime', 'timeZone'];

function bind(value: Json, { kind }: Attribute): SqlValue {
	if (typeof value === 'boolean' || (kind === 'bool' && (value === 'true' || value === 'false'))) return Number(String(value) === 'true');
	// The database takes a date for its midnight.
	if (kind === 'time' && /^\d{4}-\d\d-\d\d$/.test(String(value))) return `${String(value)} 00:00:00`;
	return value === null || (typeof value === 'number' && kind !== 'text') ? value : String(value);
}

/** Values of lists stand in a table of their own on a real server, so null and an empty list are the same. */
function arrayCondition(type: string, value: Json, sql: string, stored: boolean, bad: (reason: string) => ApiError): Condition {
	const items = stored ? sql : "'[]'";
	if (type === 'arrayIsEmpty' || type === 'arrayIsNotEmpty')
		return { sql: `${type === 'arrayIsEmpty' ? 'NOT ' : ''}EXISTS (SELECT 1 FROM json_each(${items}))`, params: [] };
	if (value === null || value === '') throw bad(`Bad where item${type === 'arrayAnyOf' ? '' : " 'array'"}. No value.`);
	const wanted = [value].flat().map(String);
	const has = (list: string[]) => ({ sql: `EXISTS (SELECT 1 FROM json_each(${items}) j WHERE j.value IN ${marks(list.length)})`, params: list });
	if (type === 'arrayAllOf')
		return joined(
			wanted.map((one) => has([one])),
			'AND',
		);
	const { sql: any, params } = has(wanted);
	return { sql: type === 'arrayNoneOf' ? `NOT ${any}` : any, params };
}

/** The digits of a phone number alone. */
const NUMERIC = /Numeric$/;
const digitsOf = (sql: string): string => [...'+ ()./-'].reduce((inner, character) => `replace(${inner}, '${character}', '')`, sql);

/** Any of a record's addresses counts, not only the primary one; what "not" means has changed since 7.5, and not everywhere. */
function addressCondition(name: string, operator: string, test: string, params: SqlValue[], version10: boolean): Condition {
	const list = test.includes('IN ');
	const negated = operator === 'NOT LIKE' || (operator === '<>' && version10 && !(list && name === 'phoneNumber'));
	const positive = negated ? test.replace(/^(NOT |<>)/, (found) => (found === '<>' ? '=' : '')) : test;
	const field = name.replace(NUMERIC, '');
	const value = `json_extract(j.value, '$.${field}')`;
	const address = `${field === name ? value : digitsOf(value)} COLLATE NOCASE ${positive}`;
	return { sql: `${negated ? 'NOT ' : ''}EXISTS (SELECT 1 FROM json_each(t."${field}Data") j WHERE ${address})`, params };
}

const OPTIONAL = ['dateStart', 'dateEnd'];
const areDays = (value: Json): boolean => [value].flat().every((one) => typeof one !== 'string' || one.length <= 11);

export function buildWhere(call: Call, entityType: string, items: Json): Condition {
	const { espo } = call;
	const { bad, denied } = refusals(espo.version10);
	const { fields } = espo.type(entityType);
	const hidden = access.forbidden(call, entityType, 'read').attributes;

	function comparison(raw: JsonObject, type: string, name: string, attribute: Attribute): Condition {
		const { value = null } = raw;
		const column = attribute.kind === 'text' ? `${attribute.sql} COLLATE NOCASE` : (attribute.sql ?? '');
		if (raw.dateTime && /^(on|before|after)$/.test(type) && !value) throw bad('Bad where item. Empty value.');
		if (type === 'between' && (!Array.isArray(value) || value.length < 2)) throw bad(`Bad where item${raw.dateTime ? '. Bad value' : " 'between'"}.`);
		const dates = dateComparisons(raw, espo.version10);
		if (dates)
			return joined(
				dates.map(([operator, date]) => ({ sql: `${column} ${operator} ?`, params: [bind(date, attribute)] })),
				'AND',
			);
		if (unary[type]) return { sql: unary[type].replaceAll('{}', column), params: [] };
		if (type.startsWith('array')) return arrayCondition(type, value, attribute.sql ?? '', fields[attribute.field]?.storeArrayValues === true, bad);
		if (type === 'between') return { sql: `${column} BETWEEN ? AND ?`, params: (value as Json[]).slice(0, 2).map((part) => bind(part, attribute)) };
		const operator = operators[type];
		if (!operator) throw bad(`Unknown where item type '${type}'.`);
		if (/^(in|notIn)$/.test(type) && !Array.isArray(value)) throw bad(`Bad where item '${type}'.`);
		const pattern = /^(starts|ends|.*ontains)/.test(type);
		// Only equality knows null; nothing is greater than it.
		if (value === null && !pattern)
			return { sql: operator === '=' ? `${column} IS NULL` : operator === '<>' ? `${column} IS NOT NULL` : '0', params: [] };
		const list = Array.isArray(value) && !pattern;
		if (list && (value as Json[]).length === 0) return { sql: operator === '<>' ? '1' : '0', params: [] };
		const params = [value ?? '']
			.flat()
			.map((part) =>
				pattern ? `${/^(ends|.*ontains)/.test(type) ? '%' : ''}${String(part)}${/^(starts|.*ontains)/.test(type) ? '%' : ''}` : bind(part, attribute),
			);
		const test = list ? `${operator === '<>' ? 'NOT ' : ''}IN ${marks(params.length)}` : `${operator} ?${operator.endsWith('LIKE') ? " ESCAPE '\\'" : ''}`;
		if (/^(email|phone)$/.test(fields[name.replace(NUMERIC, '')]?.type ?? '') && /^(=|<>|LIKE|NOT LIKE)$/.test(operator))
			return addressCondition(name, operator, test, params, espo.version10);
		return { sql: `${column} ${test}`, params };
	}

	/** The first or the last name alone, and both in either order. */
	function ofPerson(name: string): Condition {
		const forms = ['t."firstName"', 't."lastName"', `t."firstName" || ' ' || t."lastName"`, `t."lastName" || ' ' || t."firstName"`];
		return joined(
			forms.map((form) => ({ sql: `rtrim(${form}) = rtrim(?) COLLATE NOCASE`, params: [name] })),
			'OR',
		);
	}

	/** Where there is a day it counts, and else the moment (DateTimeItemTransformer of meetings). */
	function ofDayOrMoment(raw: JsonObject, type: string, name: string, attribute: Attribute): Condition {
		const day = `${name}Date`;
		const ofMoment = joined([comparison(raw, type, name, attribute), condition({ type: 'isNull', attribute: day })], 'AND');
		return joined([condition({ type, attribute: day, value: raw.value ?? null }), ofMoment], 'OR');
	}

	function condition(raw: Json, isTop = false): Condition {
		if (!isObject(raw)) throw ApiError.html(500, 'Slim Application Error');
		const { type, value = null, attribute: name = raw.field } = raw;
		const known = espo.version10 ? [...keys, 'date'] : keys;
		if (typeof type !== 'string' || !type || Object.keys(raw).some((key) => !known.includes(key))) throw new ApiError(500);
		if (['not', 'subQueryIn', 'subQueryNotIn'].includes(type)) throw denied('Sub-queries are forbidden in where.');
		if (type === 'and' || type === 'or') {
			if (!Array.isArray(value ?? [])) throw new ApiError(500);
			// PHP takes “0” for empty, and what is empty is left out.
			const items = ((value ?? []) as Json[]).filter((item) => isTop || !isObject(item) || item.value !== '0');
			return joined(items.map((item) => condition(item)), type.toUpperCase());
		}
		if (typeof name !== 'string' || !name) throw new ApiError(500);
		if (/[.:(]/.test(name)) throw denied('Complex expressions are forbidden in where.');
		if (linkTypes.includes(type)) return linkCondition(call, entityType, type, name, value);
		const attribute = espo.attributes(entityType).get(name);
		if (!attribute) throw new ApiError(400, `Not existing attribute '${name}' in where.`);
		if (hidden.has(name)) throw denied(`Forbidden attribute '${name}' in where.`);
		if (!attribute.sql) throw new ApiError(500);
		if (fields[name]?.type === 'personName' && type === 'equals') return ofPerson(String(value));
		// A list is none of those that are known for such a name.
		if (fields[name]?.type === 'personName' && type === 'in') {
			if (!espo.version10) throw new ApiError(500);
			return { sql: '0', params: [] };
		}
		if (raw.dateTime && OPTIONAL.includes(name) && fields[name]?.type === 'datetimeOptional' && areDays(value)) return ofDayOrMoment(raw, type, name, attribute);
		return comparison(raw, type, name, attribute);
	}

	if (!Array.isArray(items)) throw ApiError.html(500, 'Slim Application Error');
	return condition({ type: 'and', value: items }, true);
}
