import { access } from '../access/access';
import { ApiError } from '../ApiError';
import type { Call } from '../http/Call';
import { strings, type Json, type JsonObject } from '../Json';
import { conditions } from '../search/findRecords';
import { parseSearch } from '../search/parseSearch';
import { notes } from './notes';
import { readStream } from './readStream';

function mentions({ espo, user }: Call, post: string): JsonObject {
	if (user.role.permissions.mention === 'no') return {};
	const found: JsonObject = {};
	for (const [mark, userName = ''] of post.matchAll(/@([\w.@-]+)/g)) {
		const mentioned = espo.store.rows('SELECT "id", "name", "userName" FROM "User" WHERE "userName" = ?', [userName])[0];
		if (mentioned) found[mark] = { id: String(mentioned.id), name: String(mentioned.name), userName: String(mentioned.userName), _scope: 'User' };
	}
	return Object.keys(found).length ? { mentions: found } : {};
}

const show = (call: Call, id: string): JsonObject => {
	const note = call.espo.store.byId('Note', id);
	if (!note) throw new ApiError(404, `Record ${id} does not exist.`);
	return readStream.present(call, note, { parentName: note.parentName ?? null, relatedName: note.relatedName ?? null }, { id: '' });
};

function own(call: Call, id: string, action: 'edit' | 'delete'): void {
	const note = call.espo.store.byId('Note', id);
	if (!note) throw new ApiError(404, `Record ${id} not found.`);
	if (note.createdById !== call.user.id) throw new ApiError(403, `No ${action} access.`);
}

export const noteActions = {
	/** Only one's own notes, so this is no way to poll. */
	list(call: Call): Json {
		const search = parseSearch(call.query);
		const where = [...conditions(call, 'Note', search), { sql: 't."createdById" = ?', params: [call.user.id] }];
		const rows = call.espo.store.select('Note', { where, order: `t."number" ${search.order ?? 'desc'}`, limit: search.maxSize, offset: search.offset });
		return { total: call.espo.store.count('Note', { where }), list: rows.map(({ usersIds, teamsIds, ...row }) => row) };
	},
	read(call: Call, id: string): Json {
		const note = show(call, id);
		const parent = note.parentId ? call.espo.store.byId(String(note.parentType), String(note.parentId)) : undefined;
		if (note.createdById !== call.user.id && !(parent && access.can(call, String(note.parentType), 'stream', parent))) throw new ApiError(403, "No 'read' access.");
		return note;
	},
	create(call: Call): Json {
		const { parentType = null, parentId = null, targetType = null, isInternal = false, post = null, usersIds, teamsIds } = call.body();
		const parent = parentType && parentId ? call.espo.schema[String(parentType)] && call.espo.store.byId(String(parentType), String(parentId)) : undefined;
		if ((parentType || parentId) && !(parent && access.can(call, String(parentType), 'stream', parent))) throw new ApiError(403, 'No create access.');
		if (isInternal === true) throw new ApiError(403, 'Internal note is not allowed.');
		const target = { targetType, isGlobal: targetType === 'all', usersIds: targetType === 'self' ? [call.user.id] : strings(usersIds), teamsIds: strings(teamsIds) };
		const saved = { espo: call.espo, user: call.user, entityType: String(parentType ?? 'Note'), id: String(parentId) };
		const row = notes.write(saved, 'Post', mentions(call, String(post ?? '')), { post, ...target, parentType, parentId: parent ? (parent.id ?? null) : null });
		// The real answer has no number either.
		const { number, usersIds: users, teamsIds: teams, modifiedById, ...shown } = row;
		const set = Object.fromEntries(Object.entries(shown).filter(([name, value]) => value !== null && !(name === 'isGlobal' && !value)));
		return { ...set, parentName: parent?.name ?? null, relatedName: null, attachmentsIds: [], attachmentsNames: {}, attachmentsTypes: {} };
	},
	update(call: Call, id: string): Json {
		own(call, id, 'edit');
		const { post } = call.body();
		if (post !== undefined) call.espo.store.update('Note', id, { post, modifiedAt: call.espo.now(), modifiedById: call.user.id });
		return show(call, id);
	},
	remove(call: Call, id: string): Json {
		own(call, id, 'delete');
		call.espo.store.run('UPDATE "Note" SET "deleted" = 1 WHERE "id" = ?', [id]);
		return true;
	},
	follow(call: Call, entityType: string, id: string, on: boolean): Json {
		const { espo, user } = call;
		if (!espo.type(entityType).stream) throw new ApiError(404, `Action ${on ? 'PUT' : 'DELETE'} '${on ? 'follow' : 'unfollow'}' does not exist in controller '${entityType}'.`);
		if (on && !access.can(call, entityType, 'stream')) throw new ApiError(403, '');
		const record = espo.store.byId(entityType, id);
		if (!record) throw new ApiError(404, '');
		if (on && !access.can(call, entityType, 'stream', record)) throw new ApiError(403, '');
		if (on) notes.follow(espo, entityType, id, user.id);
		else espo.store.run('DELETE FROM "subscription" WHERE "entityId" = ? AND "userId" = ?', [id, user.id]);
		return true;
	},
};
