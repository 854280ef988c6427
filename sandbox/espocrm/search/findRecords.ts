import { access } from '../access/access';
import { ApiError } from '../ApiError';
import type { Call } from '../http/Call';
import { isObject, strings, type Json, type JsonObject } from '../Json';
import { linkMultiple } from '../records/linkMultiple';
import { attributesOf } from '../schema/attributesOf';
import type { Condition, Selection } from '../store/Store';
import { buildWhere } from './buildWhere';
import type { Search } from './parseSearch';

/** What restricts a list: where, named filters, text search and the user's access level. */
export function conditions(call: Call, entityType: string, search: Search): Condition[] {
	const { espo, user } = call;
	const type = espo.type(entityType);
	const result: Condition[] = [];
	const where: Json[] = [];
	const named = { text: search.textFilter ? [search.textFilter] : [], primary: search.primaryFilter ? [search.primaryFilter] : [], bool: [...search.boolFilterList] };
	if (!Array.isArray(search.where)) throw ApiError.html(500, 'Slim Application Error');
	for (const item of search.where) {
		// Named filters may also come as items of the where.
		if (isObject(item) && item.type === 'textFilter') named.text.push(String(item.value));
		else if (isObject(item) && item.type === 'primary') named.primary.push(String(item.value));
		else if (isObject(item) && item.type === 'bool') named.bool.push(...strings(item.value));
		else where.push(item);
	}
	for (const name of named.primary) {
		const items = type.primaryFilters[name];
		if (!items) throw new ApiError(400, `No primary filter '${name}' for '${entityType}'.`);
		where.push(...items);
	}
	const mine = entityType === 'Note' ? 't."createdById" <> ?' : 't."assignedUserId" = ?';
	const followed = 'EXISTS (SELECT 1 FROM "subscription" s WHERE s."entityId" = t."id" AND s."userId" = ?)';
	const filters: Record<string, string | undefined> = entityType === 'Note' ? { skipOwn: mine } : { onlyMy: type.fields.assignedUser && mine, followed: type.stream ? followed : undefined };
	for (const name of named.bool) {
		const sql = filters[name];
		if (!sql) throw new ApiError(400, `No bool filter '${name}' for '${entityType}'.`);
		result.push({ sql, params: [user.id] });
	}
	for (const words of named.text) {
		const pattern = `${words.replace(/\*$/, '')}%`;
		result.push({ sql: type.textFilterFields.map((field) => `t."${field}" LIKE ?`).join(' OR '), params: type.textFilterFields.map(() => pattern) });
	}
	if (where.length) result.push(buildWhere(call, entityType, where));
	if (access.level(call, entityType, 'read') === 'own') result.push({ sql: 't."assignedUserId" = ?', params: [user.id] });
	return result;
}

function orderOf({ espo }: Call, entityType: string, search: Search): { sql: string; attributes: string[] } {
	const type = espo.type(entityType);
	const attributes = attributesOf(espo.schema, entityType);
	const orderBy = search.orderBy ?? type.order[0];
	const direction = search.order ?? (search.orderBy === undefined ? type.order[1] : 'asc');
	const field = type.fields[orderBy];
	if (orderBy !== 'id' && !field) throw new ApiError(400, `Order by non-existing field '${orderBy}'.`);
	const names = field?.type === 'personName' ? ['firstName', 'lastName'] : field?.type === 'link' ? [`${orderBy}Name`] : field?.type === 'linkParent' ? [`${orderBy}Type`] : [orderBy];
	const terms = names.map((name) => {
		const { sql = 'NULL', kind } = attributes.get(name) ?? {};
		// Options are sorted by their place in the list, unknown ones first.
		if (field?.type === 'enum' && field.options) return `(CASE ${sql} ${field.options.map((option, at) => `WHEN '${option}' THEN ${at}`).join(' ')} ELSE -1 END)`;
		return kind === 'text' ? `${sql} COLLATE NOCASE` : sql;
	});
	return { sql: [...terms, 't."id"'].map((term) => `${term} ${direction}`).join(', '), attributes: names };
}

/** `through`: the relation by which the rows are reached. Such lists always count. */
export function findRecords(call: Call, entityType: string, search: Search, through?: Pick<Selection, 'where' | 'join' | 'overrides'>): JsonObject {
	const { espo } = call;
	const attributes = attributesOf(espo.schema, entityType);
	const order = orderOf(call, entityType, search);
	const forbidden = espo.type(entityType).forbidden;
	const always = ['id', 'createdById', 'assignedUserId', ...order.attributes];
	const wanted = [...attributes.values()].filter(({ name, unlisted }) =>
		!forbidden.includes(name) && (search.select ? search.select.includes(name) || always.includes(name) : !unlisted)).map(({ name }) => name);
	const where = [...conditions(call, entityType, search), ...(through?.where ?? [])];
	const noTotal = search.noTotal && !through;
	const selection: Selection = { where, join: through?.join, overrides: through?.overrides, attributes: wanted };
	const rows = espo.store.select(entityType, { ...selection, order: order.sql, limit: search.maxSize + (noTotal ? 1 : 0), offset: search.offset });
	const multiple = Object.entries(espo.type(entityType).fields).filter(([name, { type }]) => type === 'linkMultiple' && wanted.some((attribute) => attribute.startsWith(name)));
	const list = rows.slice(0, search.maxSize).map((row) => Object.assign(row, ...multiple.map(([name]) => linkMultiple(espo, entityType, String(row.id), name))) as JsonObject);
	return { total: noTotal ? (rows.length > search.maxSize ? -1 : -2) : espo.store.count(entityType, selection), list };
}
