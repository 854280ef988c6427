import { ApiError } from '../ApiError';
import { isObject, strings, type Json, type JsonObject } from '../Json';

export interface Search {
	where: Json;
	maxSize: number;
	offset: number;
	orderBy?: string;
	order?: 'asc' | 'desc';
	select?: string[];
	textFilter?: string;
	primaryFilter?: string;
	boolFilterList: string[];
	noTotal: boolean;
}

const limit = 200;
const text = (value: Json | undefined) => (typeof value === 'string' && value !== '' ? value : undefined);

/** Separate query parameters, old names included, in the shape of a `searchParams` document. */
function fromParameters(query: JsonObject): JsonObject {
	const integer = (value: Json | undefined) => (value === undefined || value === '' ? null : Math.trunc(Number.parseInt(String(value), 10)) || 0);
	const where = query.whereGroup ?? query.where;
	const select = text(query.attributeSelect) ?? text(query.select);
	const legacy = text(query.asc) && (query.asc === 'true' ? 'asc' : 'desc');
	return {
		where: typeof where === 'object' ? where : null,
		maxSize: integer(query.maxSize), offset: integer(query.offset),
		orderBy: text(query.orderBy) ?? text(query.sortBy) ?? null, order: text(query.order) ?? legacy ?? null,
		select: select?.split(',') ?? null, q: text(query.q)?.trim() ?? null, textFilter: text(query.textFilter) ?? null, primaryFilter: text(query.primaryFilter) ?? null,
		boolFilterList: typeof query.boolFilterList === 'string' ? [query.boolFilterList] : (query.boolFilterList ?? null),
	};
}

function fromDocument(document: string): JsonObject {
	try {
		const parsed = JSON.parse(document) as Json;
		if (isObject(parsed)) return parsed;
	} catch {
		// answered below
	}
	throw new ApiError(400, 'Invalid search params JSON.');
}

export function parseSearch(query: JsonObject, noTotal = false): Search {
	return readSearch(query.searchParams === undefined ? fromParameters(query) : fromDocument(String(query.searchParams)), noTotal);
}

export function readSearch(raw: JsonObject, noTotal = false): Search {
	const wrong = (name: string, type: string) => new ApiError(400, `${name} should be ${type}.`);
	const { maxSize = null, offset = null, order = null, select = null, boolFilterList = null } = raw;
	if (maxSize !== null && !Number.isInteger(maxSize)) throw new ApiError(400, 'maxSize must be integer.');
	if (offset !== null && !Number.isInteger(offset)) throw wrong('offset', 'int');
	if (select !== null && !Array.isArray(select)) throw wrong('select', 'array');
	if (boolFilterList !== null && !Array.isArray(boolFilterList)) throw wrong('boolFilterList', 'array');
	for (const name of ['orderBy', 'order', 'primaryFilter', 'textFilter']) if (raw[name] != null && typeof raw[name] !== 'string') throw wrong(name, 'string');
	if (raw.where != null && typeof raw.where !== 'object') throw wrong('where', 'array');
	const direction = text(order)?.toLowerCase();
	if (direction !== undefined && direction !== 'asc' && direction !== 'desc') throw new ApiError(400, 'order value is bad.');
	if (Number(maxSize) > limit) throw new ApiError(403, `Max size should not exceed ${limit}. Use offset and limit.`);
	if (Number(maxSize) < 0 || Number(offset) < 0) throw new ApiError(500);
	return {
		where: raw.where ?? [], maxSize: maxSize === null ? limit : Number(maxSize), offset: Number(offset), orderBy: text(raw.orderBy), order: direction,
		select: select === null ? undefined : strings(select), textFilter: text(raw.q) ?? text(raw.textFilter), primaryFilter: text(raw.primaryFilter),
		boolFilterList: strings(boolFilterList ?? []), noTotal: noTotal || text(raw.q) !== undefined,
	};
}
