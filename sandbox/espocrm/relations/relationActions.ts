import { access } from '../access/access';
import { ApiError } from '../ApiError';
import type { Call } from '../http/Call';
import { isObject, type Json, type JsonObject } from '../Json';
import { relationOf, type Relation } from '../schema/relationOf';
import { conditions, findRecords } from '../search/findRecords';
import { parseSearch, readSearch } from '../search/parseSearch';
import type { Selection } from '../store/Store';
import { notes } from '../stream/notes';
import { relate, unrelate } from './relate';

/** The rows of a link: from the side of the linked records (alias `t`). */
function through({ kind, link, foreignLink, name, near, far }: Relation, entityType: string, record: JsonObject, linkName: string): Pick<Selection, 'where' | 'join' | 'overrides'> {
	const id = String(record.id);
	if (kind === 'belongsTo' || kind === 'belongsToParent') return { where: [{ sql: 't."id" = ?', params: [String(record[`${linkName}Id`] ?? '')] }] };
	if (kind === 'oneToMany') return { where: [{ sql: `t."${link.foreign}Id" = ?`, params: [id] }] };
	if (kind === 'children') return { where: [{ sql: 't."parentId" = ? AND t."parentType" = ?', params: [id, entityType] }] };
	const columns = Object.entries(foreignLink?.columnAttributeMap ?? {});
	return {
		join: `JOIN "relation" r ON r."${far}" = t."id"`, where: [{ sql: `r."name" = ? AND r."${near}" = ?`, params: [name, id] }],
		overrides: Object.fromEntries(columns.map(([column, attribute]) => [attribute, `COALESCE(json_extract(r."columns", '$.${column}'), ${column.startsWith('is') ? 0 : 'NULL'})`])),
	};
}

/** The checks of one link or unlink, in EspoCRM's order. */
function prepare(call: Call, entityType: string, id: string, link: string): { record: JsonObject; relation: Relation } {
	const { espo } = call;
	const relation = relationOf(espo.schema, entityType, link);
	if (espo.version10 && relation?.kind.startsWith('belongsTo')) throw new ApiError(403, 'Only manyMany, hasMany & hasChildren relations are allowed.');
	const record = espo.store.byId(entityType, id);
	if (!record) throw new ApiError(404, '');
	if (!access.can(call, entityType, 'edit', record)) {
		throw ApiError.translated(403, `No record access for link operation (${entityType}:${link}).`, 'noAccessToRecord', { action: 'edit' });
	}
	if (!relation || !relation.foreignType) throw new ApiError(404, `Entity ${entityType} does not have link ${link}.`);
	return { record, relation };
}

function change(call: Call, entityType: string, id: string, link: string, foreignId: string, linking: boolean): void {
	const { espo } = call;
	const { record, relation } = prepare(call, entityType, id, link);
	const foreign = espo.store.byId(relation.foreignType, foreignId);
	if (!foreign) throw new ApiError(404, '');
	if (!access.can(call, relation.foreignType, espo.type(entityType).massLinks.includes(link) ? 'read' : 'edit', foreign)) {
		throw ApiError.translated(403, `No foreign record access for link operation (${entityType}:${link}).`, 'noAccessToForeignRecord', { action: 'edit' });
	}
	if (linking && espo.version10 && entityType === 'Account' && link === 'opportunities' && foreign.accountId) {
		throw ApiError.translated(403, 'Cannot link as the record is already linked (Account:opportunities).', 'cannotLinkAlreadyLinked', {});
	}
	const ends = { espo, entityType, id: String(record.id), link, foreignId: String(foreign.id) };
	if (!(linking ? relate(ends) : unrelate(ends))) return;
	if (!linking && link === 'contacts' && entityType === 'Account') {
		espo.store.run('UPDATE "Contact" SET "accountId" = NULL WHERE "id" = ? AND "accountId" = ?', [ends.foreignId, ends.id]);
	}
	if (espo.type(entityType).versioned) espo.store.update(entityType, ends.id, { versionNumber: Number(record.versionNumber) + 1 });
	notes.related({ espo, user: call.user, entityType, id: ends.id }, link, ends.foreignId, linking ? 'Relate' : 'Unrelate');
}

/** One id after the other: what came before a bad one stays changed. Ids outside the body are not seen. */
function changeAll(call: Call, entityType: string, id: string, link: string, linking: boolean): boolean {
	const { id: one, ids } = call.body();
	const all = [...(one == null ? [] : [one]), ...(Array.isArray(ids) ? ids : [])].map(String);
	for (const foreignId of all) change(call, entityType, id, link, foreignId, linking);
	return all.length > 0;
}

function massLink(call: Call, entityType: string, id: string, link: string): boolean {
	const { where, searchParams } = call.body();
	if (call.espo.version10 && !call.espo.type(entityType).massLinks.includes(link)) throw new ApiError(403, 'Mass link is not allowed.');
	if (where !== undefined && !Array.isArray(where)) throw new ApiError(400, "Bad 'where.");
	const { relation } = prepare(call, entityType, id, link);
	const raw = isObject(searchParams) ? searchParams : {};
	const search = readSearch({ ...raw, where: [...(Array.isArray(raw.where) ? raw.where : []), ...(where ?? [])], select: null });
	const rows = call.espo.store.select(relation.foreignType, { where: conditions(call, relation.foreignType, search), attributes: ['id'] });
	for (const row of rows) relate({ espo: call.espo, entityType, id, link, foreignId: String(row.id) });
	return true;
}

export const relationActions = {
	list(call: Call, entityType: string, id: string, link: string): Json {
		access.require(call, entityType, 'read');
		const record = call.espo.store.byId(entityType, id);
		if (!record) throw new ApiError(404, '');
		access.require(call, entityType, 'read', record);
		const relation = relationOf(call.espo.schema, entityType, link);
		if (!relation) throw new ApiError(404, 'Link does not exist.');
		const foreignType = relation.foreignType || String(record[`${link}Type`]);
		if (!access.can(call, foreignType, 'read')) throw new ApiError(403, '');
		return findRecords(call, foreignType, parseSearch(call.query), through(relation, entityType, record, link));
	},
	link: (call: Call, entityType: string, id: string, link: string): Json =>
		(call.body().massRelate ? massLink(call, entityType, id, link) : changeAll(call, entityType, id, link, true)),
	unlink: (call: Call, entityType: string, id: string, link: string): Json => changeAll(call, entityType, id, link, false),
};
