import { access } from '../access/access';
import { ApiError } from '../ApiError';
import type { Call } from '../http/Call';
import type { Json, JsonObject } from '../Json';
import { conditions } from '../search/findRecords';
import { parseSearch, type Search } from '../search/parseSearch';
import type { Condition } from '../store/Store';

const newestFirst = 't."number" DESC';
const recordOnly = ['deleted', 'modifiedAt', 'modifiedById', 'modifiedByName', 'superParentId', 'superParentType'];
const never = ['usersIds', 'teamsIds', 'superParentName'];

/** The columns that every stream shares; record streams show some more. */
function present(call: Call, note: JsonObject, more: JsonObject, inRecord?: { id: string }): JsonObject {
	const hidden = [...never, ...(inRecord ? [] : recordOnly)];
	if (!note.relatedId) hidden.push('relatedName');
	if (!note.parentId || inRecord?.id === note.parentId) hidden.push('parentName');
	const shown = Object.fromEntries(Object.entries(note).filter(([name]) => !hidden.includes(name)));
	const attachments: JsonObject = note.type === 'Post' ? { attachmentsIds: [], attachmentsNames: {}, attachmentsTypes: {} } : {};
	const reactions: JsonObject = call.espo.version10 ? { reactionCounts: null, myReactions: [], ...(inRecord && { isPinned: false }) } : {};
	return { ...shown, createdByGender: null, ...reactions, ...attachments, ...more };
}

/** Query parameters that only streams know, apart from `searchParams` too. */
function streamSearch(call: Call, ownFilters = true): { search: Search; where: Condition[] } {
	const { filter, skipOwn, after, beforeNumber } = call.query;
	const search = parseSearch(call.query);
	if (ownFilters && typeof filter === 'string' && filter) search.primaryFilter = filter;
	if (ownFilters && skipOwn === 'true') search.boolFilterList.push('skipOwn');
	const where = conditions(call, 'Note', search);
	if (typeof after === 'string' && after) where.push({ sql: 't."createdAt" > ?', params: [after] });
	if (call.espo.version10 && Number(beforeNumber) > 0) where.push({ sql: 't."number" < ?', params: [Number(beforeNumber)] });
	return { search, where };
}

const noteTypes = (call: Call, allowed: boolean) => Object.keys(call.espo.schema).filter((type) => type !== 'Note' && allowed === (access.can(call, type, 'read') && access.can(call, type, 'stream')));
const quoted = (names: string[]) => names.map((name) => `'${name}'`).join(', ');

/** Posts without a record: one's own, and those to oneself or to a team of one's own. */
function addressed({ espo, user }: Call): Condition {
	const teams = espo.store.rows('SELECT r."b" AS "a1", r."a" AS "a2" FROM "relation" r WHERE r."name" = ? AND ? IN (r."a", r."b")', ['Team.users~User.teams', user.id]).flatMap((row) => [String(row.a1), String(row.a2)]);
	const among = (column: string, values: string[]) => ({ sql: `EXISTS (SELECT 1 FROM json_each(t."${column}") j WHERE j.value IN (${values.map(() => '?').join(', ')}))`, params: values });
	const [toUser, toTeam] = [among('usersIds', [user.id]), among('teamsIds', teams)];
	const toAll = user.type === 'api' ? '0' : `t."isGlobal" = 1`;
	return { sql: `t."parentId" IS NULL AND (t."createdById" = ? OR ${toUser.sql} OR ${toTeam.sql} OR ${toAll})`, params: [user.id, ...toUser.params, ...toTeam.params] };
}

function userStream(call: Call): Json {
	const { espo, user } = call;
	const { search, where } = streamSearch(call);
	const following = (id: string) => `EXISTS (SELECT 1 FROM "subscription" s WHERE s."entityId" = t."${id}" AND s."userId" = ?)`;
	const denied = quoted(noteTypes(call, false));
	const visible = `(t."relatedType" IS NULL OR t."relatedType" NOT IN (${quoted(Object.keys(espo.schema).filter((type) => !access.can(call, type, 'read')))})) AND (t."parentType" IS NULL OR t."parentType" NOT IN (${denied}))`;
	const post = addressed(call);
	const sql = `((${following('parentId')} OR (${following('superParentId')} AND t."parentId" <> t."superParentId" AND NOT ${following('parentId')})) AND ${visible}) OR (${post.sql})`;
	const rows = espo.store.select('Note', { where: [...where, { sql, params: [user.id, user.id, user.id, ...post.params] }], order: newestFirst, limit: search.maxSize + 1, offset: search.offset });
	const reactions: JsonObject = espo.version10 ? { reactionsCheckDate: espo.now(), updatedReactions: [] } : {};
	return { total: rows.length > search.maxSize ? -1 : -2, list: rows.slice(0, search.maxSize).map((row) => present(call, row, {})), ...reactions };
}

/** Hidden notes are dropped after the query, so a page may end early: 50 rounds are all it takes. */
async function globalStream(call: Call): Promise<Json> {
	const { espo } = call;
	if (!call.user.role.scopes.includes('GlobalStream')) throw ApiError.plain(403, '');
	const { search, where } = streamSearch(call, false);
	if (search.offset) throw ApiError.plain(400, 'Offset is not supported.');
	const post = addressed(call);
	const base: Condition[] = [...where, { sql: `t."parentType" IN (${quoted(noteTypes(call, true))}) OR (${post.sql})`, params: post.params }];
	const size = search.maxSize + 1;
	const allowed = new Map<string, boolean>();
	const list: JsonObject[] = [];
	let below: Condition[] = [];
	for (let round = 0; round < 50 && list.length < size; round += 1) {
		const ignored = [...allowed].filter(([, ok]) => !ok).map(([id]) => id).slice(-500);
		const unlessIgnored = ignored.length ? [{ sql: `t."parentId" IS NULL OR t."parentId" NOT IN (${ignored.map(() => '?').join(', ')})`, params: ignored }] : [];
		const rows = espo.store.select('Note', { where: [...base, ...below, ...unlessIgnored], order: newestFirst, limit: size });
		const last = rows.at(-1);
		if (!last) break;
		const kept = rows.filter((row) => {
			if (!row.parentId) return true;
			const id = String(row.parentId);
			if (!allowed.has(id)) {
				const parent = espo.store.byId(String(row.parentType), id);
				allowed.set(id, parent !== undefined && access.can(call, String(row.parentType), 'stream', parent));
			}
			return allowed.get(id);
		});
		list.push(...kept);
		await espo.pause((rows.length - kept.length) * espo.options.hiddenNoteCostMs);
		below = [{ sql: 't."number" < ?', params: [Number(last.number)] }];
	}
	return { total: list.length > search.maxSize ? -1 : -2, list: list.slice(0, search.maxSize).map((row) => present(call, row, { _scope: 'Note' })) };
}

function recordStream(call: Call, entityType: string, id: string, postsOnly: boolean): Json {
	const { espo } = call;
	const record = espo.store.byId(entityType, id);
	if (!record) throw new ApiError(404, 'Record not found.');
	access.require(call, entityType, 'stream', record);
	const { search, where } = streamSearch({ ...call, query: postsOnly ? { ...call.query, filter: 'posts' } : call.query });
	where.push({ sql: '(t."parentId" = ? AND t."parentType" = ?) OR (t."superParentId" = ? AND t."superParentType" = ?)', params: [id, entityType, id, entityType] });
	const rows = espo.store.select('Note', { where, order: newestFirst, limit: search.maxSize, offset: search.offset });
	const list = rows.map((row) => present(call, row, {}, { id: String(record.id) }));
	return { total: espo.store.count('Note', { where }), list, ...(espo.version10 && !postsOnly && { pinnedList: [] }) };
}

export const readStream = { user: userStream, global: globalStream, record: recordStream, present };
