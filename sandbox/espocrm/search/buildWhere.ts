import type { SqlValue } from 'sql.js';
import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { isObject, strings, type Json } from '../Json';
import type { Attribute } from '../schema/schema';
import type { Condition } from '../Store';
import { dates } from './dates';

const operators: Record<string, string> = {
	equals: '=',
	on: '=',
	notEquals: '<>',
	notOn: '<>',
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
	in: 'IN',
	notIn: 'NOT IN',
};
const unary: Record<string, string> = {
	isNull: '{} IS NULL',
	isNotNull: '{} IS NOT NULL',
	ever: '{} IS NOT NULL',
	isTrue: '{} = 1',
	isFalse: '{} = 0',
	any: '1',
	none: '0',
	arrayIsEmpty: "({} IS NULL OR {} = '[]')",
	arrayIsNotEmpty: "{} <> '[]'",
};
const linkTypes = ['linkedWith', 'notLinkedWith', 'linkedWithAll', 'isLinked', 'isNotLinked', 'isUserFromTeams'];
const keys = ['type', 'attribute', 'field', 'value', 'dateTime', 'date', 'timeZone'];
const marks = (values: unknown[]) => `(${values.map(() => '?').join(', ')})`;
const joined = (parts: Condition[], word: string): Condition => ({
	sql: parts.map(({ sql }) => `(${sql})`).join(` ${word} `) || '1',
	params: parts.flatMap(({ params }) => params),
});

export function buildWhere(call: Call, entityType: string, items: Json): Condition {
	const { espo } = call;
	// 7.x answered 500 and 403 to these; 10.0 answers 400 to everything that is wrong in a where.
	const bad = (reason: string) => new ApiError(espo.version10 ? 400 : 500, reason);
	const denied = (reason: string) => new ApiError(espo.version10 ? 400 : 403, reason);

	const bind = (value: Json | undefined, { kind }: Attribute): SqlValue => {
		if (typeof value === 'boolean' || (kind === 'bool' && (value === 'true' || value === 'false'))) return Number(String(value) === 'true');
		return value === null || (typeof value === 'number' && kind !== 'text') ? value : String(value);
	};

	function linkCondition(type: string, link: string, value: Json): Condition {
		const relation = espo.relation(entityType, link);
		if (!relation) throw new ApiError(400, `Not existing relation '${link}' in where.`);
		const unconditional = type === 'isLinked' || type === 'isNotLinked';
		const foreignType = type === 'isUserFromTeams' ? 'Team' : relation.foreignType;
		const ids = unconditional ? [] : strings(Array.isArray(value) ? value : [value]);
		if (ids.length === 0 && !unconditional) throw bad('Bad where item. Empty value.');
		for (const id of ids) {
			const record = espo.store.byId(foreignType, id);
			if (!record) throw denied(`Record '${foreignType}' \`${id}\` not found.`);
			if (!access.can(call, foreignType, 'read', record)) throw denied(`No access to '${foreignType}' \`${id}\`.`);
		}
		const among = (column: string, of: string[]) => (of.length ? `${column} IN ${marks(of)}` : `${column} IS NOT NULL`);
		const middle = (name = '', near = 'a', far = 'b', id = 't."id"', of = ids) =>
			`EXISTS (SELECT 1 FROM "relation" r WHERE r."name" = '${name}' AND r."${near}" = ${id} AND ${among(`r."${far}"`, of)})`;
		const exists = (of: string[]): string => {
			const teams = espo.relation('User', 'teams');
			if (type === 'isUserFromTeams') return middle(teams?.name, teams?.near, teams?.far, `t."${link}Id"`);
			if (relation.kind === 'belongsTo' || relation.kind === 'belongsToParent') return among(`t."${link}Id"`, of);
			if (relation.kind === 'manyToMany') return middle(relation.name, relation.near, relation.far, 't."id"', of);
			const owner =
				relation.kind === 'hasChildren'
					? `f."parentId" = t."id" AND f."parentType" = '${entityType}'`
					: `f."${relation.link.foreign}Id" = t."id"`;
			return `EXISTS (SELECT 1 FROM "${foreignType}" f WHERE f."deleted" = 0 AND ${owner} AND ${among('f."id"', of)})`;
		};
		if (type === 'linkedWithAll')
			return joined(
				ids.map((id) => ({ sql: exists([id]), params: [id] })),
				'AND',
			);
		return { sql: `${/not/i.test(type) ? 'NOT ' : ''}(${exists(ids)})`, params: ids };
	}

	function condition(raw: Json): Condition {
		if (!isObject(raw)) throw ApiError.html(500, 'Slim Application Error');
		const { type, value = null, attribute: name = raw.field } = raw;
		if (typeof type !== 'string' || !type || Object.keys(raw).some((key) => !keys.includes(key))) throw new ApiError(500);
		if (['not', 'subQueryIn', 'subQueryNotIn'].includes(type)) throw denied('Sub-queries are forbidden in where.');
		if (type === 'and' || type === 'or') {
			if (!Array.isArray(value ?? [])) throw new ApiError(500);
			return joined(((value ?? []) as Json[]).map(condition), type.toUpperCase());
		}
		if (typeof name !== 'string' || !name) throw new ApiError(500);
		if (/[.:(]/.test(name)) throw denied('Complex expressions are forbidden in where.');
		if (linkTypes.includes(type)) return linkCondition(type, name, value);
		const attribute = espo.attributes(entityType).get(name);
		if (!attribute) throw new ApiError(400, `Not existing attribute '${name}' in where.`);
		const { forbidden, fields } = espo.type(entityType);
		if (forbidden.includes(name)) throw denied(`Forbidden attribute '${name}' in where.`);
		if (!attribute.sql) throw new ApiError(500);
		const column = attribute.kind === 'text' ? `${attribute.sql} COLLATE NOCASE` : attribute.sql;
		if (unary[type]) return { sql: unary[type].replaceAll('{}', column), params: [] };
		const relative = dates.comparisons(type, raw);
		if (relative)
			return joined(
				relative.map(([operator, date]) => ({ sql: `${column} ${operator} ?`, params: [date] })),
				'AND',
			);
		if (/^array(Any|None|All)Of$/.test(type)) {
			const wanted = strings(value);
			if (wanted.length === 0) throw bad("Bad where item 'array'. No value.");
			const has = (list: string[]) => ({
				sql: `${type === 'arrayNoneOf' ? 'NOT ' : ''}EXISTS (SELECT 1 FROM json_each(${attribute.sql}) j WHERE j.value IN ${marks(list)})`,
				params: list,
			});
			return type === 'arrayAllOf'
				? joined(
						wanted.map((one) => has([one])),
						'AND',
					)
				: has(wanted);
		}
		if (type === 'between') {
			if (!Array.isArray(value) || value.length < 2) throw bad("Bad where item 'between'.");
			return { sql: `${column} BETWEEN ? AND ?`, params: value.slice(0, 2).map((part) => bind(part, attribute)) };
		}
		const operator = Array.isArray(value) && /^(notE|e)quals$/.test(type) ? (type === 'equals' ? 'IN' : 'NOT IN') : operators[type];
		if (!operator) throw bad(`Unknown where item type '${type}'.`);
		const list = operator.endsWith('IN');
		if (list && !Array.isArray(value)) throw bad(`Bad where item '${type}'.`);
		if (!list && value === null) return { sql: `${column} IS ${operator === '=' ? '' : 'NOT '}NULL`, params: [] };
		const params = (Array.isArray(value) ? value : [value]).map((part) => {
			if (raw.dateTime && !list) return dates.toUtc(String(part), String(raw.timeZone ?? 'UTC'));
			return operator.endsWith('LIKE')
				? `${/(ends|ontains)/.test(type) ? '%' : ''}${String(part)}${/(starts|ontains)/.test(type) ? '%' : ''}`
				: bind(part, attribute);
		});
		const test = `${operator} ${list ? marks(params) : '?'}`;
		// Any of the addresses counts, not only the primary one.
		const anyAddress = ['email', 'phone'].includes(fields[name]?.type ?? '') && !type.startsWith('not');
		return {
			sql: anyAddress
				? `EXISTS (SELECT 1 FROM json_each(t."${name}Data") j WHERE json_extract(j.value, '$.${name}') COLLATE NOCASE ${test})`
				: `${column} ${test}`,
			params,
		};
	}

	if (!Array.isArray(items)) throw ApiError.html(500, 'Slim Application Error');
	return condition({ type: 'and', value: items });
}
