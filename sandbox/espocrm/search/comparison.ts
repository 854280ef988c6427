import type { SqlValue } from 'sql.js';
import type { Call } from '../access';
import type { Json, JsonObject } from '../Json';
import type { Attribute } from '../schema/attributes';
import type { FieldDefs } from '../schema/schema';
import type { Condition } from '../Store';
import { dateComparisons } from './dates';
import { joined, marks, refusals } from './whereParts';

/** An item of a where about an attribute. */
export type Asked = { raw: JsonObject; type: string; name: string; value: Json; attribute: Attribute };

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

function bind(value: Json, { kind }: Attribute): SqlValue {
	if (typeof value === 'boolean' || (kind === 'bool' && (value === 'true' || value === 'false'))) return Number(String(value) === 'true');
	// The database takes a date for its midnight.
	if (kind === 'time' && /^\d{4}-\d\d-\d\d$/.test(String(value))) return `${String(value)} 00:00:00`;
	return value === null || (typeof value === 'number' && kind !== 'text') ? value : String(value);
}

/** Values of lists stand in a table of their own on a real server, so null and an empty list are the same. */
function arrayCondition({ type, value, attribute }: Asked, { isStored, version10 }: { isStored: boolean; version10: boolean }): Condition {
	const { bad } = refusals(version10);
	const items = isStored ? (attribute.sql ?? '') : "'[]'";
	if (type === 'arrayIsEmpty' || type === 'arrayIsNotEmpty')
		return { sql: `${type === 'arrayIsEmpty' ? 'NOT ' : ''}EXISTS (SELECT 1 FROM json_each(${items}))`, params: [] };
	if (value === null || value === '') throw bad(`Bad where item${type === 'arrayAnyOf' ? '' : " 'array'"}. No value.`);
	const wanted = [value].flat().map(String);
	const has = (list: string[]) => ({
		sql: `EXISTS (SELECT 1 FROM json_each(${items}) j WHERE j.value IN ${marks(list.length)})`,
		params: list,
	});
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

/** What stands behind a column, e.g. `= ?`, with its values. */
type Test = { operator: string; sql: string; params: SqlValue[] };

/** Any of a record's addresses counts, not only the primary one; what "not" means has changed since 7.5, and not everywhere. */
function addressCondition(name: string, { operator, sql, params }: Test, version10: boolean): Condition {
	const list = sql.includes('IN ');
	const negated = operator === 'NOT LIKE' || (operator === '<>' && version10 && !(list && name === 'phoneNumber'));
	const positive = negated ? sql.replace(/^(NOT |<>)/, (found) => (found === '<>' ? '=' : '')) : sql;
	const field = name.replace(NUMERIC, '');
	const value = `json_extract(j.value, '$.${field}')`;
	const address = `${field === name ? value : digitsOf(value)} COLLATE NOCASE ${positive}`;
	return { sql: `${negated ? 'NOT ' : ''}EXISTS (SELECT 1 FROM json_each(t."${field}Data") j WHERE ${address})`, params };
}

const isPart = (type: string): boolean => /^(starts|ends|.*ontains)/.test(type);

/** For LIKE. */
function pattern(type: string, value: Json): string {
	const [before, after] = [/^(ends|.*ontains)/, /^(starts|.*ontains)/].map((types) => (types.test(type) ? '%' : ''));
	return `${before}${String(value)}${after}`;
}

function testOf({ type, value, attribute }: Asked, operator: string): Test {
	const params = [value ?? ''].flat().map((part) => (isPart(type) ? pattern(type, part) : bind(part, attribute)));
	if (Array.isArray(value) && !isPart(type))
		return { operator, sql: `${operator === '<>' ? 'NOT ' : ''}IN ${marks(params.length)}`, params };
	return { operator, sql: `${operator} ?${operator.endsWith('LIKE') ? " ESCAPE '\\'" : ''}`, params };
}

/** What can be compared with nothing and with an empty list; undefined for all else. */
function ofNothing({ type, value }: Asked, operator: string, column: string): Condition | undefined {
	if (isPart(type)) return undefined;
	// Only equality knows null; nothing is greater than it.
	if (value === null)
		return { sql: operator === '=' ? `${column} IS NULL` : operator === '<>' ? `${column} IS NOT NULL` : '0', params: [] };
	return Array.isArray(value) && value.length === 0 ? { sql: operator === '<>' ? '1' : '0', params: [] } : undefined;
}

function requireValue({ raw, type, value }: Asked, version10: boolean): void {
	const { bad } = refusals(version10);
	if (raw.dateTime && /^(on|before|after)$/.test(type) && !value) throw bad('Bad where item. Empty value.');
	if (type === 'between' && (!Array.isArray(value) || value.length < 2))
		throw bad(`Bad where item${raw.dateTime ? '. Bad value' : " 'between'"}.`);
}

function withOperator({ espo }: Call, fields: Record<string, FieldDefs>, asked: Asked, column: string): Condition {
	const { bad } = refusals(espo.version10);
	const { type, name, value } = asked;
	const operator = operators[type];
	if (!operator) throw bad(`Unknown where item type '${type}'.`);
	if (/^(in|notIn)$/.test(type) && !Array.isArray(value)) throw bad(`Bad where item '${type}'.`);
	const empty = ofNothing(asked, operator, column);
	if (empty) return empty;
	const test = testOf(asked, operator);
	const isAddress = /^(email|phone)$/.test(fields[name.replace(NUMERIC, '')]?.type ?? '');
	if (isAddress && /^(=|<>|LIKE|NOT LIKE)$/.test(operator)) return addressCondition(name, test, espo.version10);
	return { sql: `${column} ${test.sql}`, params: test.params };
}

export function comparison(call: Call, fields: Record<string, FieldDefs>, asked: Asked): Condition {
	const { version10 } = call.espo;
	const { raw, type, value, attribute } = asked;
	const column = attribute.kind === 'text' ? `${attribute.sql} COLLATE NOCASE` : (attribute.sql ?? '');
	requireValue(asked, version10);
	const dates = dateComparisons(raw, version10);
	if (dates)
		return joined(
			dates.map(([operator, date]) => ({ sql: `${column} ${operator} ?`, params: [bind(date, attribute)] })),
			'AND',
		);
	if (unary[type]) return { sql: unary[type].replaceAll('{}', column), params: [] };
	if (type.startsWith('array')) return arrayCondition(asked, { isStored: fields[attribute.field]?.storeArrayValues === true, version10 });
	if (type === 'between' && Array.isArray(value))
		return { sql: `${column} BETWEEN ? AND ?`, params: value.slice(0, 2).map((part) => bind(part, attribute)) };
	return withOperator(call, fields, asked, column);
}
