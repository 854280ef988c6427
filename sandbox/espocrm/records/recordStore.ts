import { access, type Who } from '../access';
import { attachments } from '../attachments/attachments';
import type { Espo } from '../Espo';
import { fail, strings, type Json, type JsonObject } from '../Json';
import type { Relation } from '../schema/schema';
import { notes } from '../stream/notes';

/** Ids, names and columns of a link-multiple field; of files their types. */
export function linkMultiple(espo: Espo, entityType: string, id: Json | undefined, field: string): JsonObject {
	if (espo.type(entityType).fields[field]?.type === 'attachmentMultiple')
		return attachments.of(espo, { entityType, id: String(id) }, field);
	const relation = espo.relation(entityType, field) ?? fail(new Error(`No link ${entityType}.${field}`));
	const rows = espo.store.rows(
		`SELECT f."id", f."name", r."columns" FROM "relation" r JOIN "${relation.foreignType}" f ON f."id" = r."${relation.far}" AND f."deleted" = 0
		WHERE r."name" = ? AND r."${relation.near}" = ? ORDER BY r.rowid`,
		[relation.name, String(id)],
	);
	const { columns } = espo.type(entityType).fields[field] ?? {};
	const map = (value: (row: (typeof rows)[number]) => Json): JsonObject =>
		Object.fromEntries(rows.map((row) => [String(row.id), value(row)]));
	return {
		[`${field}Ids`]: rows.map((row) => String(row.id)),
		[`${field}Names`]: map((row) => row.name as Json),
		...(columns && { [`${field}Columns`]: map((row) => JSON.parse(String(row.columns)) as Json) }),
	};
}

/** A record with everything that `GET {E}/{id}` shows. */
export function loadRecord({ espo, user }: Who, entityType: string, id: Json | undefined): JsonObject | undefined {
	const record = espo.store.byId(entityType, id);
	if (!record) return undefined;
	const { fields, stream } = espo.type(entityType);
	for (const [name, { type }] of Object.entries(fields))
		if (type === 'linkMultiple' || type === 'attachmentMultiple') Object.assign(record, linkMultiple(espo, entityType, record.id, name));
	for (const name of access.forbidden({ espo, user }, entityType, 'read').attributes) delete record[name];
	if (!stream) return record;
	const followers = espo.store.rows(
		'SELECT u."id", u."name" FROM "subscription" s JOIN "User" u ON u."id" = s."userId" WHERE s."entityId" = ?',
		[String(record.id)],
	);
	const names = Object.fromEntries(followers.map(({ id: userId, name }) => [String(userId), name as string]));
	return { ...record, isFollowed: user.id in names, followersIds: Object.keys(names), followersNames: names };
}

type Ends = { espo: Espo; entityType: string; id: string; link: string; foreignId: string };

/** The relation, and the stored columns of a many-to-many row, if there is one. */
function stored({ espo, entityType, id, link, foreignId }: Ends) {
	const relation = espo.relation(entityType, link) ?? fail(new Error(`No link ${entityType}.${link}`));
	const { name, near, far } = relation;
	const where = `"name" = ? AND "${near}" = ? AND "${far}" = ?`;
	const params = [name, id, foreignId];
	return { ...relation, where, params, row: espo.store.rows(`SELECT "columns" FROM "relation" WHERE ${where}`, params)[0] };
}

/** Sets the attributes of a child or belongs-to end. */
function setEnds({ espo, entityType, id, link, foreignId }: Ends, { kind, foreignType, link: { foreign } }: Relation): void {
	if (kind === 'belongsTo') espo.store.update(entityType, id, { [`${link}Id`]: foreignId });
	if (kind === 'oneToMany') espo.store.update(foreignType, foreignId, { [`${foreign}Id`]: id });
	if (kind === 'hasChildren') espo.store.update(foreignType, foreignId, { parentId: id, parentType: entityType });
}

/** Clears them, unless the other end leads elsewhere meanwhile. */
function clearEnds({ espo, entityType, id, link, foreignId }: Ends, { kind, foreignType, link: { foreign } }: Relation): void {
	if (kind === 'belongsTo') espo.store.update(entityType, id, { [`${link}Id`]: null });
	const there = espo.store.byId(foreignType, foreignId);
	if (kind === 'oneToMany' && there?.[`${foreign}Id`] === id) espo.store.update(foreignType, foreignId, { [`${foreign}Id`]: null });
	if (kind === 'hasChildren' && there?.parentId === id) espo.store.update(foreignType, foreignId, { parentId: null, parentType: null });
}

/** Returns whether the two were not linked before. */
export function relate(ends: Ends, columns?: JsonObject): boolean {
	const { espo, id, entityType, foreignId } = ends;
	const relation = stored(ends);
	const { kind, name, near, far, params, row, link } = relation;
	setEnds(ends, relation);
	if (kind !== 'manyToMany') return true;
	const initial = Object.keys(link.columnAttributeMap ?? {}).map((column) => [
		column,
		column === 'status' ? 'None' : /^(is|opted)/.test(column) ? false : null,
	]);
	const merged = JSON.stringify({ ...(row ? (JSON.parse(String(row.columns)) as JsonObject) : Object.fromEntries(initial)), ...columns });
	espo.store.run(
		`INSERT INTO "relation" ("name", "${near}", "${far}", "columns") VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "columns" = excluded."columns"`,
		[...params, merged],
	);
	// The first account of a contact becomes its primary one.
	const [contact, account] = entityType === 'Contact' ? [id, foreignId] : [foreignId, id];
	if (name === 'Account.contacts~Contact.accounts')
		espo.store.run('UPDATE "Contact" SET "accountId" = ? WHERE "id" = ? AND "accountId" IS NULL', [account, contact]);
	return row === undefined;
}

/** Returns whether the two were linked before. */
export function unrelate(ends: Ends): boolean {
	const relation = stored(ends);
	const { kind, where, params, row } = relation;
	clearEnds(ends, relation);
	ends.espo.store.run(`DELETE FROM "relation" WHERE ${where}`, params);
	return kind !== 'manyToMany' || row !== undefined;
}

type Saved = Who & { entityType: string; id: string };

/** Events belong to the account of their parent. */
function parentAccount({ espo }: Who, entityType: string, { parentType, parentId }: JsonObject): JsonObject {
	if (!espo.type(entityType).fields.account?.readOnly || parentId === undefined) return {};
	return { accountId: parentType === 'Account' ? parentId : (espo.store.byId(String(parentType), parentId)?.accountId ?? null) };
}

function saveFiles(saved: Saved, values: JsonObject, before?: JsonObject): void {
	for (const [field, { type }] of Object.entries(saved.espo.type(saved.entityType).fields)) {
		const { [`${field}Id`]: id, [`${field}Ids`]: ids } = values;
		if (type === 'attachmentMultiple' && ids !== undefined) attachments.setSeveral(saved.espo, saved, field, strings(ids));
		if ((type === 'file' || type === 'image') && id !== undefined) attachments.setOne(saved.espo, saved, id, before?.[`${field}Id`]);
	}
}

/** Replaces the lists of link-multiples by what was given; columns alone leave the list as it is. */
function saveLinks(saved: Saved, values: JsonObject, before?: JsonObject): void {
	for (const [link, { type }] of Object.entries(saved.espo.type(saved.entityType).fields)) {
		if (type !== 'linkMultiple') continue;
		const old = strings(before?.[`${link}Ids`]);
		const ids = strings(values[`${link}Ids`] ?? old);
		const columns = (values[`${link}Columns`] ?? {}) as Record<string, JsonObject | undefined>;
		for (const foreignId of old.filter((known) => !ids.includes(known)))
			if (unrelate({ ...saved, link, foreignId })) notes.related(saved, link, foreignId, 'Unrelate');
		for (const foreignId of ids.filter((id) => columns[id] || !old.includes(id))) {
			if (relate({ ...saved, link, foreignId }, columns[foreignId]) && before) notes.related(saved, link, foreignId, 'Relate');
		}
	}
}

/** The primary account is always one of the accounts, unless only the list was emptied. */
function saveContactAccount({ espo, id }: Saved, values: JsonObject, before?: JsonObject): void {
	const primary = espo.store.byId('Contact', id)?.accountId;
	const ends = { espo, entityType: 'Contact', id, link: 'accounts' };
	if (primary) {
		const title = values.title === undefined ? undefined : { role: values.title };
		if (title || primary !== before?.accountId) relate({ ...ends, foreignId: String(primary) }, title);
		return;
	}
	const [first] = strings(values.accountsIds ?? before?.accountsIds);
	const isWritten = values.accountId !== undefined || values.accountsIds !== undefined;
	if (first && isWritten) espo.store.update('Contact', id, { accountId: first });
	else if (before?.accountId) unrelate({ ...ends, foreignId: String(before.accountId) });
}

export function insertRecord(who: Who, entityType: string, input: JsonObject): string {
	const { espo, user } = who;
	const [id, now, { fields }] = [espo.newId(), espo.now(), espo.type(entityType)];
	const values: JsonObject = { ...input, ...parentAccount(who, entityType, input) };
	if (fields.users && values.assignedUserId) values.usersIds = [...new Set([String(values.assignedUserId), ...strings(values.usersIds)])];
	const next = String(Number(espo.store.rows(`SELECT COUNT(*) AS "n" FROM "${entityType}"`)[0]?.n) + 1);
	for (const [name, { type, prefix = '', padLength = 5 }] of Object.entries(fields))
		if (type === 'autoincrement') values[name] = Number(next);
		else if (type === 'number') values[name] = prefix + next.padStart(padLength, '0');
	espo.store.insert(entityType, {
		...values,
		id,
		deleted: false,
		createdAt: now,
		modifiedAt: now,
		createdById: user.id,
		streamUpdatedAt: now,
		versionNumber: 1,
	});
	const saved: Saved = { ...who, entityType, id };
	saveLinks(saved, values);
	saveFiles(saved, values);
	if (entityType === 'Contact') saveContactAccount(saved, values);
	notes.created(saved, loadRecord(who, entityType, id) ?? {});
	espo.changes.emit('created', user.id, entityType, espo.store.byId(entityType, id) ?? {});
	return id;
}

export function updateRecord(who: Who, entityType: string, before: JsonObject, input: JsonObject): void {
	const id = String(before.id);
	const values: JsonObject = { ...input, ...(input.parentId !== undefined && parentAccount(who, entityType, { ...before, ...input })) };
	who.espo.store.update(entityType, id, {
		...values,
		modifiedAt: who.espo.now(),
		modifiedById: who.user.id,
		versionNumber: Number(before.versionNumber) + 1,
	});
	const saved: Saved = { ...who, entityType, id };
	saveLinks(saved, values, before);
	saveFiles(saved, values, before);
	if (entityType === 'Contact') saveContactAccount(saved, values, before);
	const after = loadRecord(who, entityType, id) ?? {};
	notes.updated(saved, before, after);
	who.espo.changes.emit('updated', who.user.id, entityType, before, after);
}
