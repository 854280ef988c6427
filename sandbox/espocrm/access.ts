import { ApiError } from './ApiError';
import type { Espo } from './Espo';
import type { JsonObject } from './Json';
import type { Action, Level, SandboxUser } from './sandboxUsers';

export type Who = { espo: Espo; user: SandboxUser };

/** An API request after routing and log-in. The body is parsed when asked for: EspoCRM notices a malformed one only then. */
export type Call = Who & {
	token: string | null;
	method: string;
	query: JsonObject;
	header(name: string): string | undefined;
	body(): JsonObject;
};

const actions = ['read', 'stream', 'edit', 'delete', 'create'] as const;
export const access = {
	level({ espo, user }: Who, entityType: string, action: Action): Level {
		const type = espo.schema[entityType];
		return !type || (action === 'stream' && !type.stream) ? 'no' : (user.role.entityTypes[entityType]?.[action] ?? user.role.otherwise);
	},
	/** Without a record: may the user do this to any record of the type. */
	can(who: Who, entityType: string, action: Action, record?: JsonObject): boolean {
		const granted = access.level(who, entityType, action);
		return granted === 'all' || (granted === 'own' && (!record || record.assignedUserId === who.user.id));
	},
	require(who: Who, entityType: string, action: Action, record?: JsonObject): void {
		if (!access.can(who, entityType, action, record))
			throw new ApiError(403, record && action === 'read' ? "No 'read' access." : `No ${action} access.`);
	},
	/** `acl` of `GET App/user`. */
	acl(who: Who): JsonObject {
		const granted = (type: string, action: Action) =>
			action === 'create' && access.can(who, type, action) ? 'yes' : access.level(who, type, action);
		const entry = (type: string) =>
			actions.some((action) => access.can(who, type, action)) &&
			Object.fromEntries(actions.map((action) => [action, granted(type, action)]));
		const types = Object.keys(who.espo.schema).map((type) => [type, entry(type)]);
		return {
			table: Object.fromEntries([...types, ...who.user.role.scopes.map((scope) => [scope, true])]) as JsonObject,
			fieldTable: {},
			...who.user.role.permissions,
		};
	},
};
