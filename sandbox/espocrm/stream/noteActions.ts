import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { attachments, type Ends } from '../attachments/attachments';
import { strings, type Json, type JsonObject } from '../Json';
import { findRecords, parseSearch } from '../search/search';
import { notes } from './notes';
import { presentNote } from './readStream';

function mentions({ espo, user }: Call, post: string): JsonObject {
	const names = user.role.permissions.mentionPermission === 'no' ? [] : [...post.matchAll(/@([\w.@-]+)/g)].map(([, name = '']) => name);
	const found = names.flatMap((name) => espo.store.rows('SELECT "id", "name", "userName" FROM "User" WHERE "userName" = ?', [name]));
	return found.length
		? { mentions: Object.fromEntries(found.map((row) => [`@${row.userName}`, { ...(row as JsonObject), _scope: 'User' }])) }
		: {};
}

/** Whom a post without a record reaches. Posts to everyone never reach API users. */
function recipients({ espo, user }: Call, targetType: Json, usersIds: Json | undefined, teamsIds: Json | undefined): string[] {
	if (targetType === 'self') return [user.id];
	if (targetType === 'users') return strings(usersIds);
	const ids = (sql: string, values: string[]) => espo.store.rows(sql, values).map((row) => String(row.id));
	if (targetType === 'all') return ids(`SELECT "id" FROM "User" WHERE "type" <> 'api'`, []);
	return strings(teamsIds).flatMap((team) =>
		ids('SELECT "b" AS "id" FROM "relation" WHERE "name" = \'Team.users~User.teams\' AND "a" = ?', [team]),
	);
}

function existing(call: Call, id: string, action?: 'edit' | 'delete'): JsonObject {
	const note = call.espo.store.byId('Note', id);
	if (!note) throw new ApiError(404, `Record ${id} ${action ? 'not found' : 'does not exist'}.`);
	if (action && note.createdById !== call.user.id) throw new ApiError(403, `No ${action} access.`);
	return note;
}

function removable(call: Call, id: string): JsonObject {
	const note = existing(call, id, 'delete');
	if (note.type !== 'Post') throw new ApiError(403, 'No delete access.');
	return note;
}

/** All files of a post anew; those that are not named any more belong to nothing. */
function setFiles({ espo }: Call, ends: Ends, ids: string[]): void {
	const reason = `Can't relate with non-existing record.${espo.version10 ? ' entity type: Note, link: attachments.' : ''}`;
	if (ids.some((fileId) => !attachments.byId(espo, fileId))) throw new ApiError(403, reason);
	attachments.setSeveral(espo, ends, 'attachments', ids);
}

function streamedParent(call: Call, type: Json | undefined, id: Json | undefined): JsonObject | undefined {
	const parent = call.espo.store.byId(String(type), id);
	return parent && access.can(call, String(type), 'stream', parent) ? parent : undefined;
}

export const noteActions = {
	list: (call: Call): Json =>
		findRecords(call, 'Note', parseSearch(call.query), { where: [{ sql: 't."createdById" = ?', params: [call.user.id] }] }),
	read(call: Call, id: string): Json {
		const note = existing(call, id);
		if (note.createdById !== call.user.id && !streamedParent(call, note.parentType, note.parentId))
			throw new ApiError(403, "No 'read' access.");
		return presentNote(call, note, '');
	},
	create(call: Call): Json {
		const { parentType = null, parentId = null, targetType = null, isInternal = false, post = null, usersIds, teamsIds } = call.body();
		const parent = streamedParent(call, parentType, parentId);
		if ((parentType || parentId) && !parent) throw new ApiError(403, 'No create access.');
		if (isInternal === true && call.espo.version10) throw new ApiError(403, 'Internal note is not allowed.');
		const target: JsonObject = parent
			? { parentType, parentId: parent.id ?? null }
			: { targetType, isGlobal: targetType === 'all', recipientIds: recipients(call, targetType, usersIds, teamsIds) };
		const saved = { espo: call.espo, user: call.user, entityType: String(parentType), id: String(parentId) };
		// The real answer has no number either.
		const {
			number: _number,
			recipientIds: _recipientIds,
			...shown
		} = notes.write(saved, 'Post', mentions(call, String(post)), {
			post,
			parentType: null,
			parentId: null,
			...target,
		});
		const set = Object.fromEntries(Object.entries(shown).filter(([name, value]) => value !== null && (name !== 'isGlobal' || value)));
		const ends = { entityType: 'Note', id: String(shown.id) };
		attachments.setSeveral(call.espo, ends, 'attachments', strings(call.body().attachmentsIds));
		return { ...set, parentName: parent?.name ?? null, relatedName: null, ...attachments.of(call.espo, ends, 'attachments') };
	},
	update(call: Call, id: string): Json {
		const note = existing(call, id, 'edit');
		const { post, attachmentsIds } = call.body();
		if (note.type !== 'Post') throw new ApiError(403, 'No edit access.');
		const ends = { entityType: 'Note', id: String(note.id) };
		const before = attachments.of(call.espo, ends, 'attachments');
		if (attachmentsIds !== undefined) setFiles(call, ends, strings(attachmentsIds));
		if (post !== undefined)
			call.espo.store.update('Note', id, {
				post,
				data: mentions(call, String(post)),
				modifiedAt: call.espo.now(),
				modifiedById: call.user.id,
			});
		const shown = presentNote(call, existing(call, id), '');
		// The IDs as they were sent, with the names and types from before.
		return attachmentsIds === undefined ? shown : { ...shown, ...before, attachmentsIds: strings(attachmentsIds) };
	},
	remove(call: Call, id: string): Json {
		call.espo.store.update('Note', removable(call, id).id, { deleted: true });
		return true;
	},
	follow(call: Call, entityType: string, id: string): Json {
		const { espo, user } = call;
		const on = call.method === 'PUT';
		const record = espo.store.byId(entityType, id);
		if (on && !access.can(call, entityType, 'stream', record)) throw new ApiError(403, '');
		if (!record) throw new ApiError(404, '');
		// Types without a stream are followed in words only.
		if (on && espo.type(entityType).stream) notes.follow(espo, String(record.id), user.id);
		else if (!on) espo.store.run('DELETE FROM "subscription" WHERE "entityId" = ? AND "userId" = ?', [String(record.id), user.id]);
		return true;
	},
};
