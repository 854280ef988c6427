import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import type { Json } from '../Json';
import type { Relation } from '../schema/schema';
import type { Condition } from '../Store';
import { joined, marks, refusals } from './whereParts';

export const linkTypes = ['linkedWith', 'notLinkedWith', 'linkedWithAll', 'isLinked', 'isNotLinked', 'isUserFromTeams'];

/** SQL for: some record at the other end, or one of as many as there are marks. */
function exists(entityType: string, link: string, relation: Relation, count: number): string {
	const { kind, name, near, far, foreignType } = relation;
	const among = (column: string) => (count ? `${column} IN ${marks(count)}` : `${column} IS NOT NULL`);
	if (kind === 'manyToMany')
		return `EXISTS (SELECT 1 FROM "relation" r WHERE r."name" = '${name}' AND r."${near}" = t."id" AND ${among(`r."${far}"`)})`;
	if (kind === 'belongsTo' && count) return among(`t."${link}Id"`);
	const owner: Record<string, string> = {
		belongsTo: `f."id" = t."${link}Id"`,
		oneToMany: `f."${relation.link.foreign}Id" = t."id"`,
		hasChildren: `f."parentId" = t."id" AND f."parentType" = '${entityType}'`,
	};
	return `EXISTS (SELECT 1 FROM "${foreignType}" f WHERE f."deleted" = 0 AND ${owner[kind]} AND ${among('f."id"')})`;
}

function requireAccess(call: Call, entityType: string, link: string, foreignType: string): void {
	const { denied } = refusals(call.espo.version10);
	const noun = call.espo.version10 ? 'link' : 'relation';
	if (!foreignType) throw denied(`Bad relation '${link}' in where${call.espo.version10 ? ', no foreign entity type' : ''}.`);
	if (access.forbidden(call, entityType, 'read').fields.has(link) || !access.can(call, foreignType, 'read'))
		throw denied(`Forbidden ${noun} '${link}' in where.`);
}

/** 7.5 takes any id. */
function requireRecord(call: Call, entityType: string, id: string): void {
	if (!call.espo.version10) return;
	const record = call.espo.store.byId(entityType, id);
	const { denied } = refusals(call.espo.version10);
	if (!record) throw denied(`Record '${entityType}' \`${id}\` not found.`);
	if (!access.can(call, entityType, 'read', record)) throw denied(`No access to '${entityType}' \`${id}\`.`);
}

/** A condition about a link, as it came. */
export type AskedLink = { type: string; link: string; value: Json };

export function linkCondition(call: Call, entityType: string, asked: AskedLink): Condition {
	const { type, link } = asked;
	const relation = call.espo.relation(entityType, link);
	if (!relation) throw new ApiError(400, `Not existing relation '${link}' in where.`);
	const ofUser = type === 'isUserFromTeams';
	requireAccess(call, entityType, link, relation.foreignType && ofUser ? 'Team' : relation.foreignType);
	if (type === 'isLinked' || type === 'isNotLinked')
		return { sql: `${type === 'isLinked' ? '' : 'NOT '}(${exists(entityType, link, relation, 0)})`, params: [] };
	const ids = givenIds(call, asked.value, ofUser ? 'Team' : relation.foreignType);
	return ofUser ? fromTeams(call, link, relation, ids) : withIds(call, entityType, { ...asked, relation, ids });
}

function givenIds(call: Call, value: Json, entityType: string): string[] {
	const { bad } = refusals(call.espo.version10);
	const ids = value === null ? [] : [value].flat();
	if (ids.length === 0) throw bad('Bad where item. Empty value.');
	return ids.map((id) => {
		if (typeof id !== 'string') throw bad('Bad where item. Non-string ID.');
		requireRecord(call, entityType, id);
		return id;
	});
}

function fromTeams({ espo }: Call, link: string, relation: Relation, ids: string[]): Condition {
	const { bad } = refusals(espo.version10);
	const teams = espo.relation('User', 'teams');
	if (relation.foreignType !== 'User' || relation.kind !== 'belongsTo' || !teams) throw bad(`Not supported link '${link}' in where item.`);
	const members = `SELECT r."${teams.near}" FROM "relation" r WHERE r."name" = '${teams.name}' AND r."${teams.far}" IN ${marks(ids.length)}`;
	return { sql: `t."${link}Id" IN (${members})`, params: ids };
}

function withIds(
	{ espo }: Call,
	entityType: string,
	{ type, link, relation, ids }: AskedLink & { relation: Relation; ids: string[] },
): Condition {
	const { bad } = refusals(espo.version10);
	if (relation.kind === 'hasChildren' || (relation.kind === 'belongsTo' && type === 'linkedWithAll'))
		throw bad('Bad where item. Not supported relation type.');
	if (type === 'linkedWithAll')
		return joined(
			ids.map((id) => ({ sql: exists(entityType, link, relation, 1), params: [id] })),
			'AND',
		);
	return { sql: `${type === 'notLinkedWith' ? 'NOT ' : ''}(${exists(entityType, link, relation, ids.length)})`, params: ids };
}
