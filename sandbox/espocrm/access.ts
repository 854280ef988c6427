import { ApiError } from './ApiError';
import type { Espo } from './Espo';
import type { JsonObject } from './Json';
import { partsOf } from './schema/fieldDefs';
import type { Action, FieldTable, Level, SandboxUser } from './sandboxUsers';

export type Who = { espo: Espo; user: SandboxUser };

/** An API request after routing and log-in. The body is parsed when asked for: EspoCRM notices a malformed one only then. */
export type Call = Who & {
	token: string | null;
	method: string;
	query: JsonObject;
	header(name: string): string | undefined;
	body(): JsonObject;
	/** Of the body. */
	text(): string;
};

type Forbidden = { fields: Set<string>; attributes: Set<string> };
const nobody = { read: 'no', edit: 'no' } as const;

const actions = ['read', 'stream', 'edit', 'delete', 'create'] as const;
export const access = {
	level({ espo, user }: Who, entityType: string, action: Action): Level {
		// Types without a stream have this right too (App/user).
		return !espo.schema[entityType] ? 'no' : (user.role.entityTypes[entityType]?.[action] ?? user.role.otherwise);
	},
	/** Without a record: may the user do this to any record of the type. */
	can(who: Who, entityType: string, action: Action, record?: JsonObject): boolean {
		const granted = access.level(who, entityType, action);
		return granted === 'all' || (granted === 'own' && (!record || record.assignedUserId === who.user.id));
	},
	require(who: Who, entityType: string, action: Action, record?: JsonObject): void {
		if (!access.can(who, entityType, action, record))
			throw new ApiError(403, record && action === 'read' ? "No 'read' access." : who.espo.version10 ? `No ${action} access.` : '');
	},
	/** What field-level access, of the role or of everybody, takes away from the type; a compound field takes its parts along. */
	forbidden(who: Who, entityType: string, action: 'read' | 'edit'): Forbidden {
		const type = who.espo.type(entityType);
		const table = Object.entries(access.fieldTable(who, entityType)).filter(([, levels]) => levels[action] === 'no');
		const fields = new Set(
			table.flatMap(([name]) => [name, ...Object.keys(partsOf(name, type.fields[name] ?? { type: '' }, who.espo.version10))]),
		);
		const attributes = [...who.espo.attributes(entityType).values()].filter(({ field }) => fields.has(field));
		return { fields, attributes: new Set([...attributes.map(({ name }) => name), ...type.forbidden]) };
	},
	fieldTable: ({ espo, user }: Who, entityType: string): FieldTable => ({
		...Object.fromEntries(espo.type(entityType).forbidden.map((name) => [name, nobody])),
		...user.role.fields?.[entityType],
	}),
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
			fieldTable: Object.fromEntries(Object.keys(who.espo.schema).map((type) => [type, access.fieldTable(who, type)])),
			...who.user.role.permissions,
		};
	},
};
