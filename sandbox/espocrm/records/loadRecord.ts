import type { Call } from '../http/Call';
import type { JsonObject } from '../Json';
import { linkMultiple } from './linkMultiple';

/** A record with everything that `GET {E}/{id}` shows. */
export function loadRecord({ espo, user }: Pick<Call, 'espo' | 'user'>, entityType: string, id: string): JsonObject | undefined {
	const record = espo.store.byId(entityType, id);
	if (!record) return undefined;
	const type = espo.type(entityType);
	for (const name of type.forbidden) delete record[name];
	for (const [name, { type: fieldType }] of Object.entries(type.fields)) {
		if (fieldType === 'linkMultiple') Object.assign(record, linkMultiple(espo, entityType, String(record.id), name));
	}
	if (!type.stream) return record;
	const followers = espo.store.rows('SELECT u."id", u."name" FROM "subscription" s JOIN "User" u ON u."id" = s."userId" WHERE s."entityId" = ?', [String(record.id)]);
	return {
		...record,
		isFollowed: followers.some((follower) => follower.id === user.id),
		followersIds: followers.map((follower) => String(follower.id)),
		followersNames: Object.fromEntries(followers.map((follower) => [String(follower.id), follower.name as string])),
	};
}
