import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { attempt, fail, isObject, strings, type Json, type JsonObject } from '../Json';
import { linkMultiple } from '../records/recordStore';
import { optionsOf } from '../schema/schema';
import type { Condition, Selection } from '../Store';
import { buildWhere } from './buildWhere';

type Paging = { maxSize: number; offset: number; orderBy?: string; order?: 'asc' | 'desc'; noTotal: boolean };
export type Search = Paging & { where: Json[]; select?: string[]; textFilter?: string; primaryFilter?: string; boolFilterList: string[] };

const limit = 200;
const text = (value: Json | undefined) => (typeof value === 'string' && value !== '' ? value : undefined);
const integer = (value: Json | undefined) => (text(value) === undefined ? null : Number.parseInt(String(value), 10) || 0);

/** Separate query parameters, old names included, in the shape of a `searchParams` document. */
function fromParameters(query: JsonObject): JsonObject {
	const where = query.whereGroup ?? query.where;
	return {
		...query,
		where: typeof where === 'object' ? where : null,
		maxSize: integer(query.maxSize),
		offset: integer(query.offset),
		orderBy: text(query.orderBy) ?? text(query.sortBy) ?? null,
		order: text(query.order) ?? (text(query.asc) && (query.asc === 'true' ? 'asc' : 'desc')) ?? null,
		select: (text(query.attributeSelect) ?? text(query.select))?.split(',') ?? null,
		boolFilterList: text(query.boolFilterList) ? [query.boolFilterList as string] : (query.boolFilterList ?? null),
	};
}

/** `searchParams` replaces all other parameters. */
export function parseSearch(query: JsonObject): Search {
	const document = (text: Json) => attempt(() => JSON.parse(String(text)) as JsonObject, new ApiError(400, 'Invalid search params JSON.'));
	return readSearch(query.searchParams === undefined ? fromParameters(query) : document(query.searchParams));
}

/** The same, as the header for lists says too whether to count. */
export const parseListSearch = ({ query, header }: Call): Search => {
	const search = parseSearch(query);
	return { ...search, noTotal: search.noTotal || header('x-no-total') === 'true' };
};

export function readSearch({
	where = null,
	select = null,
	boolFilterList = null,
	maxSize: size = null,
	offset: start = null,
	...rest
}: JsonObject): Search {
	const maxSize = readMaxSize(size);
	const offset = Number(start);
	requireLists({ select, boolFilterList });
	const order = readOrder(rest.order);
	requireRange(maxSize, offset);
	if (where !== null && !Array.isArray(where)) throw ApiError.html(500, 'Slim Application Error');
	const words = text(rest.q);
	return {
		where: where ?? [],
		maxSize,
		offset,
		orderBy: text(rest.orderBy),
		order,
		select: select === null ? undefined : strings(select),
		textFilter: words?.trim() ?? text(rest.textFilter),
		primaryFilter: text(rest.primaryFilter),
		boolFilterList: strings(boolFilterList),
		noTotal: words !== undefined,
	};
}

function requireLists(given: JsonObject): void {
	for (const [name, list] of Object.entries(given))
		if (list !== null && !Array.isArray(list)) throw new ApiError(400, `${name} should be array.`);
}

function readMaxSize(given: Json): number {
	if (given !== null && !Number.isInteger(given)) throw new ApiError(400, 'maxSize must be integer.');
	return given === null ? limit : Number(given);
}

function readOrder(given: Json | undefined): Search['order'] {
	const order = text(given)?.toLowerCase();
	if (order !== undefined && order !== 'asc' && order !== 'desc') throw new ApiError(400, 'order value is bad.');
	return order;
}

function requireRange(maxSize: number, offset: number): void {
	if (maxSize > limit) throw new ApiError(403, `Max size should not exceed ${limit}. Use offset and limit.`);
	if (maxSize < 0 || offset < 0) throw new ApiError(500);
}

/** What restricts a list: where, named filters, text search and the user's access level. */
export function conditions(call: Call, entityType: string, search: Search): Condition[] {
	const { espo, user } = call;
	const { filters: presets, fields, stream, search: textFields } = espo.type(entityType);
	// Named filters may also come as items of the where.
	const named = (type: string) =>
		search.where.flatMap((item) => (isObject(item) && item.type === type ? strings([item.value ?? []].flat()) : []));
	const where = search.where.filter((item) => !isObject(item) || !['textFilter', 'primary', 'bool'].includes(String(item.type)));
	const result: Condition[] = [];
	const found = <T>(filter: T | undefined | false, kind: string, name: string): T =>
		filter || fail(new ApiError(call.espo.version10 ? 400 : 500, `No ${kind} filter '${name}' for '${entityType}'.`));
	for (const name of [search.primaryFilter ?? [], named('primary')].flat()) where.push(...found(presets[name], 'primary', name));
	const filters: Record<string, string | false> = {
		skipOwn: entityType === 'Note' && 't."createdById" <> ?',
		onlyMy: fields.assignedUser !== undefined && 't."assignedUserId" = ?',
		followed: stream && 't."id" IN (SELECT s."entityId" FROM "subscription" s WHERE s."userId" = ?)',
	};
	for (const name of [...search.boolFilterList, ...named('bool')])
		result.push({ sql: found(filters[name], 'bool', name), params: [user.id] });
	for (const words of [search.textFilter ?? [], named('textFilter')].flat()) {
		result.push({
			sql: textFields.map((field) => `t."${field}" LIKE ?`).join(' OR '),
			params: textFields.map(() => `${words.replace(/\*$/, '')}%`),
		});
	}
	if (where.length) result.push(buildWhere(call, entityType, where));
	if (access.level(call, entityType, 'read') === 'own') result.push({ sql: 't."assignedUserId" = ?', params: [user.id] });
	return result;
}

function orderOf(call: Call, entityType: string, search: Search): { sql: string; attributes: string[] } {
	const { espo } = call;
	const type = espo.type(entityType);
	const orderBy = search.orderBy ?? type.order[0];
	const direction = search.order ?? (search.orderBy === undefined ? type.order[1] : 'asc');
	const field = type.fields[orderBy];
	if (orderBy !== 'id' && !field) throw new ApiError(espo.version10 ? 400 : 500, `Order by non-existing field '${orderBy}'.`);
	if (espo.version10 && search.orderBy && access.forbidden(call, entityType, 'read').fields.has(orderBy))
		throw new ApiError(400, `Not access to order by field '${orderBy}'.`);
	const byType: Record<string, string[]> = {
		personName: ['firstName', 'lastName'],
		address: ['Country', 'City', 'Street'].map((part) => orderBy + part),
		file: [`${orderBy}Name`],
		image: [`${orderBy}Name`],
		link: [`${orderBy}Name`],
		linkParent: [`${orderBy}Type`],
	};
	const attributes = byType[field?.type ?? ''] ?? [orderBy];
	const terms = attributes.map((name) => {
		const { sql = 'NULL', kind } = espo.attributes(entityType).get(name) ?? {};
		const known = (field && optionsOf(espo.schema, field)) ?? [];
		const options = direction === 'asc' ? known : [...known].reverse();
		// Options are sorted by their place in the list; anything else comes last in both directions.
		if (field?.type === 'enum' && options.length)
			return `(CASE ${sql} ${options.map((option, at) => `WHEN '${option}' THEN ${at}`).join(' ')} ELSE 999 END)`;
		return `${sql}${kind === 'text' ? ' COLLATE NOCASE' : ''} ${direction}`;
	});
	return { sql: [...terms, `t."id" ${direction}`].join(', '), attributes };
}

/** By which relation rows are reached. */
type Through = Pick<Selection, 'where' | 'join' | 'overrides'>;

/** The attributes that a list shows. */
function shownAttributes(
	call: Call,
	entityType: string,
	{ select }: Search,
	{ always, overrides = {} }: { always: string[]; overrides?: Through['overrides'] },
): string[] {
	const forbidden = access.forbidden(call, entityType, 'read').attributes;
	const wanted = select && [...select, ...always];
	return (
		[...call.espo.attributes(entityType).values()]
			// Columns of the relation come in any case.
			.filter(({ name, unlisted, hidden }) => overrides[name] || (!hidden && (wanted ? wanted.includes(name) : !unlisted)))
			.filter(({ name }) => !forbidden.has(name))
			.map(({ name }) => name)
	);
}

/** 7.5 puts the name of a person together again, of the parts that were asked for. */
function renamePersons({ espo }: Call, entityType: string, { select }: Search, rows: JsonObject[]): void {
	if (espo.version10 || espo.type(entityType).fields.name?.type !== 'personName') return;
	const parts = ['firstName', 'lastName'].filter((part) => select?.includes(part));
	if (!parts.length) return;
	for (const row of rows) if (row.name !== undefined) row.name = parts.flatMap((part) => row[part] || []).join(' ') || null;
}

const LONGEST_TEXT = 10_000;

/** A selection cuts long texts, and leaves the names of parents empty whose ID and type were not asked for. */
function narrow({ espo }: Call, entityType: string, { select }: Search, rows: JsonObject[]): void {
	if (!select) return;
	for (const [name, { type }] of Object.entries(espo.type(entityType).fields)) {
		const isLong = ['text', 'wysiwyg'].includes(type);
		const isNameless = type === 'linkParent' && !['Id', 'Type'].every((end) => select.includes(`${name}${end}`));
		for (const row of rows) {
			const value = row[name];
			if (isLong && typeof value === 'string') row[name] = [...value].slice(0, LONGEST_TEXT).join('');
			if (isNameless && row[`${name}Name`] !== undefined) row[`${name}Name`] = null;
		}
	}
}

/** Lists that are reached by a relation always count. */
export function findRecords(call: Call, entityType: string, search: Search, through?: Through): JsonObject {
	const { espo } = call;
	const { fields } = espo.type(entityType);
	const order = orderOf(call, entityType, search);
	const always = [
		'id',
		'createdById',
		'assignedUserId',
		...order.attributes,
		...(entityType === 'User' ? ['userName', 'type', 'isActive'] : []),
	];
	const attributes = shownAttributes(call, entityType, search, { always, overrides: through?.overrides });
	const noTotal = search.noTotal && !through;
	const selection: Selection = { ...through, attributes, where: [...conditions(call, entityType, search), ...(through?.where ?? [])] };
	const rows = espo.store.select(entityType, {
		...selection,
		order: order.sql,
		limit: search.maxSize + (noTotal ? 1 : 0),
		offset: search.offset,
	});
	const lists = Object.keys(fields).filter(
		(name) =>
			/^(linkMultiple|attachmentMultiple)$/.test(fields[name]?.type ?? '') &&
			attributes.some((attribute) => espo.attributes(entityType).get(attribute)?.field === name),
	);
	renamePersons(call, entityType, search, rows);
	narrow(call, entityType, search, rows);
	const list = rows
		.slice(0, search.maxSize)
		.map((row) => Object.assign(row, ...lists.map((name) => linkMultiple(espo, entityType, row.id, name))) as JsonObject);
	return { total: noTotal ? (rows.length > search.maxSize ? -1 : -2) : espo.store.count(entityType, selection), list };
}
