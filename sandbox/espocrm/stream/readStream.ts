import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { attachments } from '../attachments/attachments';
import type { Json, JsonObject } from '../Json';
import { conditions, parseSearch, type Search } from '../search/search';
import { noteMarks } from './noteMarks';
import type { Condition } from '../Store';

const newestFirst = 't."number" DESC';
const onlyInRecord = ['deleted', 'modifiedAt', 'modifiedById', 'modifiedByName', 'superParentId', 'superParentType'];

/** The attributes that all streams show; that of a record shows some more. */
export function presentNote(call: Call, note: JsonObject, recordId?: Json, more: JsonObject = {}): JsonObject {
	const { espo } = call;
	const hidden = ['recipientIds', 'superParentName', ...(recordId === undefined ? onlyInRecord : [])];
	if (!note.relatedId && recordId !== '') hidden.push('relatedName');
	if ((!note.parentId && recordId !== '') || note.parentId === recordId) hidden.push('parentName');
	const files = note.type === 'Post' ? attachments.of(espo, { entityType: 'Note', id: String(note.id) }, 'attachments') : {};
	const newer: JsonObject = espo.version10
		? { ...noteMarks.of(call, note.id), ...(recordId !== undefined && { isPinned: noteMarks.isPinned(espo, note.id) }) }
		: {};
	return {
		...Object.fromEntries(Object.entries(note).filter(([name]) => !hidden.includes(name))),
		createdByGender: null,
		...newer,
		...files,
		...more,
	};
}

type StreamSearch = { search: Search; where: Condition[] };

/** Some parameters are those of streams only, and stand beside `searchParams` too. */
function streamSearch(call: Call): StreamSearch {
	const { filter, skipOwn } = call.query;
	const search = parseSearch(call.query);
	if (filter) search.primaryFilter = String(filter);
	if (skipOwn === 'true') search.boolFilterList.push('skipOwn');
	return within(call, search);
}

/** The same of a stream that has no filters of its own. */
function within(call: Call, search: Search): StreamSearch {
	const { after, beforeNumber } = call.query;
	const where = conditions(call, 'Note', search);
	if (after) where.push({ sql: 't."createdAt" > ?', params: [String(after)] });
	if (call.espo.version10 && Number(beforeNumber)) where.push({ sql: 't."number" < ?', params: [Number(beforeNumber)] });
	return { search, where };
}

const typesWith = (call: Call, right: (type: string) => boolean) =>
	`(${Object.keys(call.espo.schema)
		.filter(right)
		.map((name) => `'${name}'`)
		.join(', ')})`;
/** Posts without a record: one's own, and those to oneself. */
const addressed: Condition['sql'] = `t."parentId" IS NULL AND ? IN (SELECT t."createdById" UNION SELECT j.value FROM json_each(t."recipientIds") j)`;

function userStream(call: Call): Json {
	const { espo, user } = call;
	const { search, where } = streamSearch(call);
	const follows = (id: string) => `EXISTS (SELECT 1 FROM "subscription" s WHERE s."entityId" = t."${id}" AND s."userId" = ?)`;
	const denied = (column: string, action: 'read' | 'stream') =>
		`(t."${column}" IS NULL OR t."${column}" NOT IN ${typesWith(call, (type) => !access.can(call, type, action))})`;
	const followed = `${follows('parentId')} OR (${follows('superParentId')} AND t."parentId" <> t."superParentId")`;
	const sql = `((${followed}) AND ${denied('relatedType', 'read')} AND ${denied('parentType', 'stream')}) OR (${addressed})`;
	where.push({ sql, params: [user.id, user.id, user.id] });
	const rows = espo.store.select('Note', { where, order: newestFirst, limit: search.maxSize + 1, offset: search.offset });
	const reactions: JsonObject = espo.version10 ? { reactionsCheckDate: espo.now(), updatedReactions: [] } : {};
	return {
		total: rows.length > search.maxSize ? -1 : -2,
		list: rows.slice(0, search.maxSize).map((row) => presentNote(call, row)),
		...reactions,
	};
}

/** The conditions grow with each hidden record, so that all of n notes cost n + n²/1,100 (measured: windows of 200 to 2,000 numbers took 0.25 to 4.6 s). */
const hiddenCost = (before: number, more: number): number => more + (more * (2 * before + more)) / 1_100;

/** Hidden notes are dropped after the query, so a page may end early: 50 rounds are all it takes. */
async function globalStream(call: Call): Promise<Json> {
	const { espo, user } = call;
	if (!user.role.scopes.includes('GlobalStream')) throw ApiError.plain(403, '');
	const { search, where } = within(call, parseSearch(call.query));
	if (search.offset) throw ApiError.plain(400, 'Offset is not supported.');
	where.push({
		sql: `t."parentType" IN ${typesWith(call, (type) => access.can(call, type, 'read') && access.can(call, type, 'stream'))} OR (${addressed})`,
		params: [user.id],
	});
	const allowed = new Map<Json, boolean>([[null, true]]);
	const list: JsonObject[] = [];
	let below = Number.MAX_SAFE_INTEGER;
	for (let round = 0; round < 50 && list.length <= search.maxSize; round += 1) {
		const denied = [...allowed].filter(([, ok]) => !ok).map(([id]) => String(id));
		const unlessDenied = {
			sql: 't."parentId" IS NULL OR t."parentId" NOT IN (SELECT value FROM json_each(?))',
			params: [JSON.stringify(denied)],
		};
		const rows = espo.store.select('Note', {
			where: [...where, unlessDenied, { sql: 't."number" < ?', params: [below] }],
			order: newestFirst,
			limit: search.maxSize + 1,
		});
		if (rows.length === 0) break;
		const kept = rows.filter(({ parentType, parentId = null }) => {
			const parent = allowed.has(parentId) ? undefined : espo.store.byId(String(parentType), parentId);
			if (!allowed.has(parentId)) allowed.set(parentId, parent !== undefined && access.can(call, String(parentType), 'stream', parent));
			return allowed.get(parentId);
		});
		list.push(...kept);
		await espo.pause(hiddenCost(denied.length, rows.length - kept.length) * espo.options.hiddenNoteCostMs);
		below = Number(rows[rows.length - 1]?.number);
	}
	return {
		total: list.length > search.maxSize ? -1 : -2,
		list: list.slice(0, search.maxSize).map((row) => presentNote(call, row, undefined, { _scope: 'Note' })),
	};
}

function recordNotes(call: Call, entityType: string, id: string): { total: number; list: JsonObject[] } {
	const { espo } = call;
	const record = espo.store.byId(entityType, id);
	if (!record) throw new ApiError(404, 'Record not found.');
	access.require(call, entityType, 'stream', record);
	const { search, where } = streamSearch(call);
	where.push({
		sql: '(t."parentId" = ? AND t."parentType" = ?) OR (t."superParentId" = ? AND t."superParentType" = ?)',
		params: [id, entityType, id, entityType],
	});
	const rows = espo.store.select('Note', { where, order: newestFirst, limit: search.maxSize, offset: search.offset });
	return {
		total: espo.store.count('Note', { where }),
		list: rows.map((row) => presentNote(call, row, record.id)),
	};
}

const recordStream = (call: Call, entityType: string, id: string): Json => ({
	...recordNotes(call, entityType, id),
	...(call.espo.version10 && { pinnedList: [] }),
});
const recordPosts = (call: Call, entityType: string, id: string): Json =>
	recordNotes({ ...call, query: { ...call.query, filter: 'posts' } }, entityType, id);

export const readStream = { user: userStream, global: globalStream, record: recordStream, posts: recordPosts };
