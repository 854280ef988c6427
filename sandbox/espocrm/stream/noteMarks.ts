import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import type { Espo } from '../Espo';
import type { Json, JsonObject } from '../Json';

const MOST_PINNED = 5;
export const REACTIONS = ['Like', 'Love'];

function existing({ espo }: Call, id: string): JsonObject {
	const note = espo.store.byId('Note', id);
	if (!note) throw new ApiError(404, '');
	return note;
}

const isPinned = ({ store }: Espo, id: Json | undefined): boolean =>
	store.rows('SELECT 1 FROM "pin" WHERE "noteId" = ?', [String(id)]).length > 0;

/** Pins and reactions, which 7.5 lacks. */
export const noteMarks = {
	pin(call: Call, id: string): Json {
		const { espo, method } = call;
		const { parentType, parentId } = existing(call, id);
		const parent = espo.store.byId(String(parentType), parentId);
		if (!parent) throw new ApiError(403, 'No parent.');
		if (!access.can(call, String(parentType), 'edit', parent)) throw new ApiError(403, 'No parent edit access.');
		if (method === 'DELETE') espo.store.run('DELETE FROM "pin" WHERE "noteId" = ?', [id]);
		if (method === 'DELETE' || isPinned(espo, id)) return true;
		const pinned = espo.store.rows('SELECT 1 FROM "pin" JOIN "Note" n ON n."id" = "noteId" WHERE n."parentId" = ?', [String(parentId)]);
		if (pinned.length >= MOST_PINNED) throw new ApiError(403, 'Pinned notes max count exceeded.');
		espo.store.run('INSERT INTO "pin" VALUES (?)', [id]);
		return true;
	},
	react(call: Call, id: string, type: string): Json {
		const { espo, method, user } = call;
		existing(call, id);
		if (method === 'DELETE')
			espo.store.run('DELETE FROM "reaction" WHERE "noteId" = ? AND "userId" = ? AND "type" = ?', [id, user.id, type]);
		else if (!REACTIONS.includes(type)) throw new ApiError(403, `Not allowed reaction '${type}'.`);
		else espo.store.run('INSERT OR IGNORE INTO "reaction" VALUES (?, ?, ?)', [id, user.id, type]);
		return true;
	},
	/** What notes show of it. */
	of({ espo, user }: Call, id: Json | undefined): JsonObject {
		if (!espo.version10) return {};
		const rows = espo.store.rows('SELECT "type", "userId" FROM "reaction" WHERE "noteId" = ?', [String(id)]);
		const own = rows.filter(({ userId }) => userId === user.id).map(({ type }) => String(type));
		return { reactionCounts: rows.length ? { Like: rows.length } : null, myReactions: own };
	},
	isPinned,
};
