import type { Espo } from '../Espo';
import type { Json, JsonObject } from '../Json';
import type { SandboxUser } from '../sandboxUsers';
import { relationOf } from '../schema/relationOf';

interface Saved {
	espo: Espo;
	user: SandboxUser;
	entityType: string;
	id: string;
}

function write({ espo, user, entityType, id }: Saved, type: string, data: Json, more: JsonObject = {}): JsonObject {
	const now = espo.now();
	if (espo.type(entityType).stream) espo.store.update(entityType, id, { streamUpdatedAt: now });
	return espo.insertNote({
		id: espo.newId(), deleted: false, type, data, post: null, targetType: null, isGlobal: false, isInternal: false, parentType: entityType, parentId: id,
		createdAt: now, modifiedAt: now, createdById: user.id, modifiedById: null, ...more,
	});
}

const follow = (espo: Espo, entityType: string, id: string, userId: Json | undefined) => {
	if (userId) espo.store.run('INSERT OR IGNORE INTO "subscription" VALUES (?, ?, ?)', [entityType, id, String(userId)]);
};
const superParent = (record: JsonObject): JsonObject => (record.accountId ? { superParentType: 'Account', superParentId: record.accountId } : {});
const assignment = (record: JsonObject): JsonObject => (record.assignedUserId ? { assignedUserId: record.assignedUserId, assignedUserName: record.assignedUserName ?? null } : {});

function created(saved: Saved, record: JsonObject): void {
	const { espo, entityType, id } = saved;
	const type = espo.type(entityType);
	const status = type.statusField && record[type.statusField];
	if (type.stream) {
		follow(espo, entityType, id, record.assignedUserId);
		const statusData = status ? { statusValue: status, statusField: type.statusField ?? null, ...(!espo.version10 && { statusStyle: 'default' }) } : {};
		write(saved, 'Create', { ...assignment(record), ...statusData }, entityType === 'Account' ? {} : superParent(record));
	}
	const told = new Set<string>();
	for (const [name, link] of Object.entries(type.links)) {
		const ids = record[`${name}Ids`];
		const foreignType = link.type === 'belongsToParent' ? String(record[`${name}Type`]) : (link.entity ?? '');
		const foreignId = Array.isArray(ids) ? ids[0] : record[`${name}Id`];
		const foreign = espo.schema[foreignType];
		if (!foreignId || !foreign?.stream || !foreign.links[link.foreign ?? '']?.audited || told.has(foreignType)) continue;
		told.add(foreignType);
		write({ ...saved, entityType: foreignType, id: String(foreignId) }, 'CreateRelated', null, { relatedType: entityType, relatedId: id, ...superParent(record) });
	}
}

function updated(saved: Saved, before: JsonObject, after: JsonObject): void {
	const { espo, entityType, id } = saved;
	const type = espo.type(entityType);
	if (!type.stream) return;
	const changed = (attribute: string) => JSON.stringify(before[attribute] ?? null) !== JSON.stringify(after[attribute] ?? null);
	if (changed('assignedUserId')) {
		follow(espo, entityType, id, after.assignedUserId);
		write(saved, 'Assign', after.assignedUserId ? assignment(after) : espo.version10 ? { assignedUserId: null } : {}, entityType === 'Account' ? {} : superParent(after));
	}
	const parts: Record<string, string[]> = { link: ['Id', 'Name'], linkMultiple: ['Ids', 'Names'], currency: ['', 'Currency'], file: ['Id', 'Name'] };
	const fields = Object.keys(type.fields).filter((name) => type.fields[name]?.audited && name !== type.statusField &&
		changed(name + (parts[type.fields[name]?.type ?? '']?.[0] ?? '')));
	const attributes = fields.flatMap((name) => (parts[type.fields[name]?.type ?? ''] ?? ['']).map((part) => name + part));
	const pick = (record: JsonObject): JsonObject => Object.fromEntries(attributes.map((attribute) => [attribute, record[attribute] ?? null]));
	const status = type.statusField !== undefined && changed(type.statusField) ? (after[type.statusField] ?? null) : null;
	const data = { fields, attributes: { was: pick(before), became: pick(after) } };
	if (fields.length || (status && espo.version10)) write(saved, 'Update', status && espo.version10 ? { ...data, value: status } : data);
	if (status && !espo.version10) write(saved, 'Status', { field: type.statusField ?? null, value: status, style: 'default' }, superParent(after));
}

/** Both ends are told, each if its link is audited. */
function related(saved: Saved, link: string, foreignId: string, type: 'Relate' | 'Unrelate'): void {
	const { espo, entityType, id } = saved;
	const relation = relationOf(espo.schema, entityType, link);
	if (relation?.link.audited) write(saved, type, null, { relatedType: relation.foreignType, relatedId: foreignId });
	if (relation?.foreignLink?.audited) write({ ...saved, entityType: relation.foreignType, id: foreignId }, type, null, { relatedType: entityType, relatedId: id });
}

export const notes = { write, follow, created, updated, related };
