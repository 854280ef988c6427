import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { strings, type Json, type JsonObject } from '../Json';
import { findRecords, parseSearch } from '../search/search';
import { notes } from './notes';

function existing({ espo }: Call, entityType: string, id: string): JsonObject {
	const record = espo.store.byId(entityType, id);
	if (!record) throw new ApiError(404, '');
	return record;
}

/** Who follows a record. */
export const followerActions = {
	/** Without API users. */
	list(call: Call, entityType: string, id: string): Json {
		access.require(call, entityType, 'read', existing(call, entityType, id));
		const sql = `t."type" <> 'api' AND t."id" IN (SELECT "userId" FROM "subscription" WHERE "entityId" = ?)`;
		return findRecords(call, 'User', parseSearch(call.query), { where: [{ sql, params: [id] }] });
	},
	change(call: Call, entityType: string, id: string): Json {
		const { espo, user, method } = call;
		if (!access.can(call, entityType, 'edit', existing(call, entityType, id)))
			throw new ApiError(403, espo.version10 ? `No 'edit' access to ${entityType} scope.` : '');
		const { id: one, ids } = call.body();
		const named = [...(typeof one === 'string' ? [one] : []), ...strings(ids)];
		if (!named.length && espo.version10) throw new ApiError(400, 'No ids.');
		for (const userId of named) {
			if (!espo.store.byId('User', userId)) throw new ApiError(404, espo.version10 ? `User ${userId} not found.` : '');
			if (userId !== user.id && user.role.permissions.followerManagementPermission !== 'all')
				throw new ApiError(403, espo.version10 ? "No 'followerManagement' permission." : '');
			if (method === 'POST') notes.follow(espo, id, userId);
			else espo.store.run('DELETE FROM "subscription" WHERE "entityId" = ? AND "userId" = ?', [id, userId]);
		}
		return named.length > 0;
	},
};
