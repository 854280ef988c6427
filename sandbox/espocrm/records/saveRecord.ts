import type { Espo } from '../Espo';
import { isObject, strings, type JsonObject } from '../Json';
import { relate, unrelate } from '../relations/relate';
import type { SandboxUser } from '../sandboxUsers';
import { notes } from '../stream/notes';
import { loadRecord } from './loadRecord';

type Who = { espo: Espo; user: SandboxUser };

/** Events belong to the account of their parent. */
function parentAccount({ espo }: Who, entityType: string, values: JsonObject): JsonObject {
	const { parentType, parentId } = values;
	if (!espo.type(entityType).fields.account?.readOnly || !parentId || typeof parentType !== 'string' || !espo.schema[parentType]) return {};
	return { accountId: parentType === 'Account' ? parentId : (espo.store.byId(parentType, String(parentId))?.accountId ?? null) };
}

/** Replaces the lists of link-multiples by what was given; columns alone leave the list as it is. */
function saveLinks({ espo, user }: Who, entityType: string, id: string, values: JsonObject, before?: JsonObject): void {
	for (const [link, { type }] of Object.entries(espo.type(entityType).fields)) {
		if (type !== 'linkMultiple') continue;
		const old = strings(before?.[`${link}Ids`]);
		const columns = values[`${link}Columns`];
		const ids = values[`${link}Ids`] === undefined ? old : strings(values[`${link}Ids`]);
		const saved = { espo, user, entityType, id };
		for (const foreignId of old.filter((known) => !ids.includes(known))) if (unrelate({ ...saved, link, foreignId })) notes.related(saved, link, foreignId, 'Unrelate');
		for (const foreignId of ids) {
			const given = isObject(columns) ? columns[foreignId] : undefined;
			if (old.includes(foreignId) && given === undefined) continue;
			if (relate({ ...saved, link, foreignId }, isObject(given) ? given : undefined) && before) notes.related(saved, link, foreignId, 'Relate');
		}
	}
}

/** The primary account is always one of the accounts, unless only the list was emptied. */
function saveContactAccount({ espo }: Who, id: string, values: JsonObject, before?: JsonObject): void {
	const primary = espo.store.byId('Contact', id)?.accountId ?? null;
	const ends = { espo, entityType: 'Contact', id, link: 'accounts' };
	const touched = values.accountId !== undefined || values.accountsIds !== undefined;
	const ids = strings(values.accountsIds ?? before?.accountsIds);
	const title = typeof values.title === 'string' ? { role: values.title } : undefined;
	if (touched && !primary && ids[0]) espo.store.update('Contact', id, { accountId: ids[0] });
	else if (!primary && before?.accountId) unrelate({ ...ends, foreignId: String(before.accountId) });
	else if (primary && (title || primary !== before?.accountId)) relate({ ...ends, foreignId: String(primary) }, title);
}

export function insertRecord(who: Who, entityType: string, input: JsonObject, createdAt = who.espo.now()): string {
	const { espo, user } = who;
	const type = espo.type(entityType);
	const id = espo.newId();
	const values: JsonObject = { ...input, ...parentAccount(who, entityType, input) };
	if (type.fields.users && values.assignedUserId) values.usersIds = [...new Set([String(values.assignedUserId), ...strings(values.usersIds)])];
	for (const [name, { type: fieldType }] of Object.entries(type.fields)) {
		if (fieldType === 'autoincrement') values[name] = Number(espo.store.rows(`SELECT MAX("${name}") AS "n" FROM "${entityType}"`)[0]?.n) + 1;
	}
	const system = { id, deleted: false, createdAt, modifiedAt: createdAt, createdById: user.id, streamUpdatedAt: createdAt, versionNumber: 1 };
	espo.store.insert(entityType, { ...values, ...system });
	saveLinks(who, entityType, id, values);
	if (entityType === 'Contact') saveContactAccount(who, id, values);
	notes.created({ ...who, entityType, id }, { ...loadRecord(who, entityType, id) });
	return id;
}

export function updateRecord(who: Who, entityType: string, before: JsonObject, input: JsonObject): void {
	const { espo, user } = who;
	const id = String(before.id);
	const values: JsonObject = { ...input, ...(input.parentId !== undefined && parentAccount(who, entityType, { ...before, ...input })) };
	espo.store.update(entityType, id, { ...values, modifiedAt: espo.now(), modifiedById: user.id, versionNumber: Number(before.versionNumber) + 1 });
	saveLinks(who, entityType, id, values, before);
	if (entityType === 'Contact') saveContactAccount(who, id, values, before);
	notes.updated({ ...who, entityType, id }, before, { ...loadRecord(who, entityType, id) });
}

export function removeRecord({ espo }: Who, entityType: string, id: string): void {
	espo.store.run(`UPDATE "${entityType}" SET "deleted" = 1 WHERE "id" = ?`, [id]);
	espo.store.run('DELETE FROM "relation" WHERE "a" = ? OR "b" = ?', [id, id]);
	espo.store.run('DELETE FROM "subscription" WHERE "entityId" = ?', [id]);
}
