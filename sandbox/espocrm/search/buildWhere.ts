import type { SqlValue } from 'sql.js';
import { access } from '../access/access';
import { ApiError } from '../ApiError';
import type { Call } from '../http/Call';
import { isObject, strings, type Json, type JsonObject } from '../Json';
import { attributesOf, type Attribute } from '../schema/attributesOf';
import { relationOf } from '../schema/relationOf';
import type { Condition } from '../store/Store';
import { dateRange } from './dateRange';
import { zonedTime } from './zonedTime';

const comparisons: Record<string, string> = {
	equals: '=', on: '=', notEquals: '<>', notOn: '<>', greaterThan: '>', after: '>', lessThan: '<', before: '<', greaterThanOrEquals: '>=', lessThanOrEquals: '<=',
	like: 'LIKE', startsWith: 'LIKE', endsWith: 'LIKE', contains: 'LIKE', notLike: 'NOT LIKE', notContains: 'NOT LIKE',
};
const unary: Record<string, string> = {
	isNull: '{} IS NULL', isNotNull: '{} IS NOT NULL', ever: '{} IS NOT NULL', isTrue: '{} = 1', isFalse: '{} = 0', any: '1', none: '0',
	arrayIsEmpty: "({} IS NULL OR {} = '[]')", arrayIsNotEmpty: "{} <> '[]'",
};
const links = ['linkedWith', 'notLinkedWith', 'linkedWithAll', 'isLinked', 'isNotLinked', 'isUserFromTeams'];
const keys = ['type', 'attribute', 'field', 'value', 'dateTime', 'date', 'timeZone'];
const marks = (values: unknown[]) => values.map(() => '?').join(', ');

export function buildWhere(call: Call, entityType: string, items: Json): Condition {
	const { espo } = call;
	const attributes = attributesOf(espo.schema, entityType);
	// 7.x turned these into 500 and 403; 10.0 answers 400 to everything that is wrong in a where.
	const bad = (reason: string) => new ApiError(espo.version10 ? 400 : 500, reason);
	const denied = (reason: string) => new ApiError(espo.version10 ? 400 : 403, reason);

	const bind = (value: Json | undefined, { kind }: Attribute): SqlValue => {
		if (typeof value === 'boolean') return Number(value);
		if (kind === 'bool' && (value === 'true' || value === 'false')) return Number(value === 'true');
		return typeof value === 'number' && kind !== 'text' ? value : value === null ? null : String(value);
	};

	function linkCondition(type: string, link: string, value: Json): Condition {
		const relation = relationOf(espo.schema, entityType, link);
		if (!relation) throw new ApiError(400, `Not existing relation '${link}' in where.`);
		const foreignType = type === 'isUserFromTeams' ? 'Team' : relation.foreignType;
		const ids = type.startsWith('is') && type !== 'isUserFromTeams' ? [] : strings(Array.isArray(value) ? value : [value]);
		if (ids.length === 0 && !/^is(Not)?Linked$/.test(type)) throw bad('Bad where item. Empty value.');
		for (const id of ids) {
			const record = espo.store.byId(foreignType, id);
			if (!record) throw denied(`Record '${foreignType}' \`${id}\` not found.`);
			if (!access.can(call, foreignType, 'read', record)) throw denied(`No access to '${foreignType}' \`${id}\`.`);
		}
		const among = (column: string, of: string[]) => (of.length ? `${column} IN (${marks(of)})` : `${column} IS NOT NULL`);
		const exists = (of: string[]): string => {
			if (type === 'isUserFromTeams') {
				const teams = relationOf(espo.schema, 'User', 'teams');
				return `EXISTS (SELECT 1 FROM "relation" r WHERE r."name" = '${teams?.name}' AND r."${teams?.near}" = t."${link}Id" AND ${among(`r."${teams?.far}"`, of)})`;
			}
			if (relation.kind === 'belongsTo' || relation.kind === 'belongsToParent') return among(`t."${link}Id"`, of);
			if (relation.kind === 'manyToMany') {
				return `EXISTS (SELECT 1 FROM "relation" r WHERE r."name" = '${relation.name}' AND r."${relation.near}" = t."id" AND ${among(`r."${relation.far}"`, of)})`;
			}
			const owner = relation.kind === 'children' ? `f."parentId" = t."id" AND f."parentType" = '${entityType}'` : `f."${relation.link.foreign}Id" = t."id"`;
			return `EXISTS (SELECT 1 FROM "${relation.foreignType}" f WHERE f."deleted" = 0 AND ${owner} AND ${among('f."id"', of)})`;
		};
		if (type === 'linkedWithAll') return { sql: ids.map((id) => exists([id])).join(' AND '), params: ids };
		return { sql: `${/not/i.test(type) ? 'NOT ' : ''}(${exists(ids)})`, params: ids };
	}

	function dateCondition(column: string, type: string, raw: JsonObject): Condition | undefined {
		const zone = String(raw.timeZone ?? 'UTC');
		const now = zonedTime.stamp(Date.now());
		const range = dateRange(type, raw.value, zonedTime.local(Date.now(), zone).slice(0, 10)) ??
			(raw.dateTime && type === 'on' ? [String(raw.value), String(raw.value)] : raw.dateTime && type === 'between' ? strings(raw.value) : undefined);
		if (!range) return undefined;
		const [from = null, to = null] = range;
		const days = (operator: string, value: string | null) => (value === null ? [] : [{ sql: `${column} ${operator} ?`, params: [value] }]);
		const first = raw.dateTime ? (/^(nextX|future)/.test(type) ? now : from && zonedTime.toUtc(from, zone)) : from;
		const last = raw.dateTime ? (/^(last(SevenD|XD)ays|past)$/.test(type) ? now : to && zonedTime.toUtc(to.length > 10 ? to : zonedTime.plusDays(to, 1), zone)) : to;
		const both = [...days('>=', first), ...days(raw.dateTime && last !== now ? '<' : '<=', last)];
		return { sql: both.map(({ sql }) => sql).join(' AND '), params: both.flatMap(({ params }) => params) };
	}

	function condition(raw: Json): Condition {
		if (!isObject(raw)) throw ApiError.html(500, 'Slim Application Error');
		const type = raw.type;
		const name = raw.attribute ?? raw.field;
		const value = raw.value ?? null;
		if (typeof type !== 'string' || !type || Object.keys(raw).some((key) => !keys.includes(key))) throw new ApiError(500);
		if (['not', 'subQueryIn', 'subQueryNotIn'].includes(type)) throw denied('Sub-queries are forbidden in where.');
		if (type === 'and' || type === 'or') {
			const parts = (Array.isArray(value) ? value : []).map(condition);
			if (!Array.isArray(value ?? [])) throw new ApiError(500);
			return { sql: parts.map(({ sql }) => `(${sql})`).join(` ${type.toUpperCase()} `) || '1', params: parts.flatMap(({ params }) => params) };
		}
		if (typeof name !== 'string' || !name) throw new ApiError(500);
		if (/[.:(]/.test(name)) throw denied('Complex expressions are forbidden in where.');
		if (links.includes(type)) return linkCondition(type, name, value);
		const attribute = attributes.get(name);
		if (!attribute) throw new ApiError(400, `Not existing attribute '${name}' in where.`);
		if (espo.type(entityType).forbidden.includes(name)) throw denied(`Forbidden attribute '${name}' in where.`);
		if (!attribute.sql) throw new ApiError(500);
		const column = attribute.kind === 'text' ? `${attribute.sql} COLLATE NOCASE` : attribute.sql;
		const simple = unary[type];
		if (simple !== undefined) return { sql: simple.replaceAll('{}', column), params: [] };
		const dates = dateCondition(column, type, raw);
		if (dates) return dates;
		if (/^array(Any|None|All)Of$/.test(type)) {
			const wanted = strings(value);
			if (wanted.length === 0) throw bad("Bad where item 'array'. No value.");
			const has = (list: string[]) => `EXISTS (SELECT 1 FROM json_each(${attribute.sql}) j WHERE j.value IN (${marks(list)}))`;
			return { sql: type === 'arrayAllOf' ? wanted.map((one) => has([one])).join(' AND ') : `${type === 'arrayNoneOf' ? 'NOT ' : ''}${has(wanted)}`, params: wanted };
		}
		if (type === 'between') {
			if (!Array.isArray(value) || value.length < 2) throw bad("Bad where item 'between'.");
			return { sql: `${column} BETWEEN ? AND ?`, params: value.slice(0, 2).map((part) => bind(part, attribute)) };
		}
		const list = type === 'in' || type === 'notIn' || ((type === 'equals' || type === 'notEquals') && Array.isArray(value));
		if (list && !Array.isArray(value)) throw bad(`Bad where item '${type}'.`);
		const operator = comparisons[type];
		if (!list && operator === undefined) throw bad(`Unknown where item type '${type}'.`);
		if (!list && value === null) return { sql: `${column} IS ${operator === '=' ? '' : 'NOT '}NULL`, params: [] };
		const bound = (Array.isArray(value) ? value : [value]).map((part) => {
			if (list) return bind(part, attribute);
			if (raw.dateTime && typeof part === 'string') return zonedTime.toUtc(part, String(raw.timeZone ?? 'UTC'));
			const wildcards = `${/endsWith|ontains/.test(type) ? '%' : ''}|${/startsWith|ontains/.test(type) ? '%' : ''}`.split('|');
			return operator?.endsWith('LIKE') ? `${wildcards[0]}${part}${wildcards[1]}` : bind(part, attribute);
		});
		const positive = !type.startsWith('not');
		const test = list ? `${positive ? '' : 'NOT '}IN (${marks(bound)})` : `${operator} ?`;
		const field = espo.type(entityType).fields[name]?.type;
		// Any of the addresses counts, not only the primary one.
		if (positive && (field === 'email' || field === 'phone')) {
			return { sql: `EXISTS (SELECT 1 FROM json_each(t."${name}Data") j WHERE json_extract(j.value, '$.${name}') COLLATE NOCASE ${test})`, params: bound };
		}
		return { sql: `${column} ${test}`, params: bound };
	}

	if (!Array.isArray(items)) throw ApiError.html(500, 'Slim Application Error');
	return condition({ type: 'and', value: items });
}
