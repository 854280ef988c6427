import { ApiError } from '../ApiError';
import type { Call } from '../http/Call';
import type { Json, JsonObject } from '../Json';
import type { Action, Level, SandboxUser } from '../sandboxUsers';

type Who = Pick<Call, 'espo' | 'user'>;

function level({ espo, user }: Who, entityType: string, action: Action): Level {
	if (!espo.schema[entityType] || (action === 'stream' && !espo.type(entityType).stream)) return 'no';
	return user.role.entityTypes[entityType]?.[action] ?? user.role.default;
}

/** Without a record: may the user do this to any record of the type. */
function can(who: Who, entityType: string, action: Action, record?: JsonObject): boolean {
	const granted = level(who, entityType, action);
	return granted === 'all' || (granted === 'own' && (record === undefined || record.assignedUserId === who.user.id));
}

function require(who: Who, entityType: string, action: Action, record?: JsonObject): void {
	if (!can(who, entityType, action, record)) throw new ApiError(403, record && action === 'read' ? "No 'read' access." : `No ${action} access.`);
}

/** `acl` of `GET App/user`. */
function acl(who: { espo: Call['espo']; user: SandboxUser }): Json {
	const actions: Action[] = ['read', 'stream', 'edit', 'delete', 'create'];
	const entry = (type: string) => Object.fromEntries(actions.map((action) => {
		const granted = level(who, type, action);
		return [action, action === 'create' && granted !== 'no' ? 'yes' : granted];
	}));
	const types = Object.keys(who.espo.schema).map((type) => [type, can(who, type, 'read') || can(who, type, 'create') ? entry(type) : false]);
	const scopes = who.user.role.scopes.map((scope) => [scope, true]);
	const permissions = Object.entries(who.user.role.permissions).map(([name, value]) => [`${name}Permission`, value]);
	return { table: Object.fromEntries([...scopes, ...types]), fieldTable: {}, ...Object.fromEntries(permissions) } as JsonObject;
}

export const access = { level, can, require, acl };
