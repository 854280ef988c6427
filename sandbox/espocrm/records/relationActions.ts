import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { attachmentActions } from '../attachments/attachmentActions';
import type { Json, JsonObject } from '../Json';
import type { Relation } from '../schema/schema';
import { conditions, findRecords, parseSearch, readSearch } from '../search/search';
import type { Selection } from '../Store';
import { notes } from '../stream/notes';
import { relate, unrelate } from './recordStore';

/** How to get from a record to the rows of a link (alias `t`). */
function through(
	{ kind, link, foreignLink, name, near, far }: Relation,
	entityType: string,
	record: JsonObject,
	linkName: string,
): Pick<Selection, 'where' | 'join' | 'overrides'> {
	const id = String(record.id);
	if (kind === 'oneToMany') return { where: [{ sql: `t."${link.foreign}Id" = ?`, params: [id] }] };
	if (kind === 'hasChildren') return { where: [{ sql: 't."parentId" = ? AND t."parentType" = ?', params: [id, entityType] }] };
	if (kind !== 'manyToMany') return { where: [{ sql: 't."id" = ?', params: [String(record[`${linkName}Id`] ?? '')] }] };
	const columns = Object.entries(foreignLink?.columnAttributeMap ?? {}).map(([column, attribute]) => [
		attribute,
		`json_extract(r."columns", '$.${column}')`,
	]);
	return {
		join: `JOIN "relation" r ON r."${far}" = t."id"`,
		where: [{ sql: `r."name" = ? AND r."${near}" = ?`, params: [name, id] }],
		overrides: Object.fromEntries(columns) as Record<string, string>,
	};
}

/** 7.5 fails without a word. */
const unknownLink = (version10: boolean, reason: string) => (version10 ? new ApiError(404, reason) : new ApiError(500));

/** The checks before a link or unlink, in EspoCRM's order. */
function prepare({ espo, user }: Call, entityType: string, id: string, link: string): { record: JsonObject; relation: Relation } {
	const relation = espo.relation(entityType, link);
	if (espo.version10 && relation?.kind.startsWith('belongsTo'))
		throw new ApiError(403, 'Only manyMany, hasMany & hasChildren relations are allowed.');
	const record = espo.store.byId(entityType, id);
	if (!record) throw new ApiError(404, '');
	const denied = `No record access for link operation (${entityType}:${link}).`;
	if (!access.can({ espo, user }, entityType, 'edit', record))
		throw ApiError.translated(403, denied, 'noAccessToRecord', { action: 'edit' });
	if (!relation?.foreignType) throw unknownLink(espo.version10, `Entity ${entityType} does not have link ${link}.`);
	return { record, relation };
}

type Ends = { entityType: string; id: string; link: string; foreignId: string };

/** Both records, if the user may change what links them. */
function bothEnds(call: Call, { entityType, id, link, foreignId }: Ends) {
	const { record, relation } = prepare(call, entityType, id, link);
	const foreign = call.espo.store.byId(relation.foreignType, foreignId);
	if (!foreign) throw new ApiError(404, '');
	const action = call.espo.type(entityType).massLinks.includes(link) ? 'read' : 'edit';
	if (!access.can(call, relation.foreignType, action, foreign)) {
		throw ApiError.translated(403, `No foreign record access for link operation (${entityType}:${link}).`, 'noAccessToForeignRecord', {
			action: 'edit',
		});
	}
	return { record, relation, foreign, saved: { espo: call.espo, user: call.user, entityType, id: String(record.id) } };
}

function linkOne(call: Call, ends: Ends): void {
	const { entityType, link } = ends;
	const { record, foreign, saved } = bothEnds(call, ends);
	if (call.espo.version10 && entityType === 'Account' && link === 'opportunities' && foreign.accountId) {
		throw ApiError.translated(403, 'Cannot link as the record is already linked (Account:opportunities).', 'cannotLinkAlreadyLinked', {});
	}
	if (!relate({ ...saved, link, foreignId: String(foreign.id) })) return;
	countVersion(call, entityType, record);
	notes.related(saved, link, String(foreign.id), 'Relate');
}

function unlinkOne(call: Call, ends: Ends): void {
	const { entityType, link } = ends;
	const { record, relation, foreign, saved } = bothEnds(call, ends);
	if (!unrelate({ ...saved, link, foreignId: String(foreign.id) })) return;
	if (relation.foreignType === 'Contact' && foreign.accountId === saved.id)
		call.espo.store.update('Contact', foreign.id, { accountId: null });
	countVersion(call, entityType, record);
	notes.related(saved, link, String(foreign.id), 'Unrelate');
}

function countVersion({ espo }: Call, entityType: string, record: JsonObject): void {
	if (espo.type(entityType).versioned) espo.store.update(entityType, record.id, { versionNumber: Number(record.versionNumber) + 1 });
}

/** One id after the other: what came before a bad one stays changed. Ids outside the body are not seen. */
const forEachId =
	(change: (call: Call, ends: Ends) => void) =>
	(call: Call, entityType: string, id: string, link: string): boolean => {
		const { id: one, ids } = call.body();
		const all = [...(one == null ? [] : [one]), ...(Array.isArray(ids) ? ids : [])].map(String);
		for (const foreignId of all) change(call, { entityType, id, link, foreignId });
		return all.length > 0;
	};
const linkEach = forEachId(linkOne);

function massLink(call: Call, entityType: string, id: string, link: string): boolean {
	const { where = [] } = call.body();
	if (call.espo.version10 && !call.espo.type(entityType).massLinks.includes(link)) throw new ApiError(403, 'Mass link is not allowed.');
	if (!Array.isArray(where)) throw new ApiError(400, "Bad 'where.");
	const {
		relation: { foreignType, kind },
	} = prepare(call, entityType, id, link);
	// The server does it with one statement, and knows one only for many-to-many links.
	if (kind !== 'manyToMany') throw new ApiError(500, '');
	const rows = call.espo.store.select(foreignType, { where: conditions(call, foreignType, readSearch({ where })), attributes: ['id'] });
	for (const row of rows) relate({ espo: call.espo, entityType, id, link, foreignId: String(row.id) });
	return true;
}

const isForFiles = ({ espo }: Call, entityType: string, link: string): boolean =>
	espo.type(entityType).fields[link]?.type === 'attachmentMultiple';

export const relationActions = {
	list(call: Call, entityType: string, id: string, link: string): Json {
		access.require(call, entityType, 'read');
		const record = call.espo.store.byId(entityType, id);
		if (!record) throw new ApiError(404, '');
		access.require(call, entityType, 'read', record);
		const relation = call.espo.relation(entityType, link);
		if (!relation) throw unknownLink(call.espo.version10, 'Link does not exist.');
		const foreignType = relation.foreignType || String(record[`${link}Type`]);
		if (!access.can(call, foreignType, 'read')) throw new ApiError(403, '');
		const search = parseSearch(call.query);
		// An attribute that always comes along makes 10.0 forget that everything was asked for.
		if (call.espo.version10 && entityType === 'Account' && link === 'contacts') search.select ??= ['accountIsInactive'];
		return findRecords(call, foreignType, search, through(relation, entityType, record, link));
	},
	link: (call: Call, entityType: string, id: string, link: string): Json =>
		isForFiles(call, entityType, link)
			? attachmentActions.link(call, entityType, id, link)
			: call.body().massRelate
				? massLink(call, entityType, id, link)
				: linkEach(call, entityType, id, link),
	unlink: (call: Call, entityType: string, id: string, link: string): Json =>
		isForFiles(call, entityType, link)
			? attachmentActions.link(call, entityType, id, link)
			: forEachId(unlinkOne)(call, entityType, id, link),
};
