import type { Who } from '../access';
import type { Espo } from '../Espo';
import type { Json, JsonObject } from '../Json';

type Saved = Who & { entityType: string; id: string };

function write({ espo, user, entityType, id }: Saved, type: string, data: Json, more: JsonObject = {}): JsonObject {
	const now = espo.now();
	if (espo.schema[entityType]) espo.store.update(entityType, id, { streamUpdatedAt: now });
	return espo.insertNote({
		id: espo.newId(),
		deleted: false,
		type,
		data,
		isGlobal: false,
		isInternal: false,
		parentType: entityType,
		parentId: id,
		createdAt: now,
		modifiedAt: now,
		createdById: user.id,
		...more,
	});
}

const follow = (espo: Espo, id: string, userId: Json | undefined) =>
	userId && espo.store.run('INSERT OR IGNORE INTO "subscription" VALUES (?, ?)', [id, String(userId)]);
const superParent = (record: JsonObject): JsonObject =>
	record.accountId ? { superParentType: 'Account', superParentId: record.accountId } : {};
const assignment = ({ assignedUserId, assignedUserName = null }: JsonObject): JsonObject =>
	assignedUserId ? { assignedUserId, assignedUserName } : {};

function created(saved: Saved, record: JsonObject): void {
	const { espo, entityType, id } = saved;
	const { stream, statusField = '', links } = espo.type(entityType);
	if (stream) {
		follow(espo, id, record.assignedUserId);
		const status: JsonObject = record[statusField]
			? { statusValue: record[statusField] ?? null, statusField, ...(!espo.version10 && { statusStyle: 'default' }) }
			: {};
		write(saved, 'Create', { ...assignment(record), ...status }, superParent(record));
	}
	const told = new Set<string>();
	for (const [name, link] of Object.entries(links)) {
		const ids = record[`${name}Ids`];
		const foreignType = link.entity ?? String(record[`${name}Type`]);
		const foreignId = Array.isArray(ids) ? ids[0] : record[`${name}Id`];
		if (!foreignId || !espo.schema[foreignType]?.links[link.foreign ?? '']?.audited || told.has(foreignType)) continue;
		told.add(foreignType);
		write({ ...saved, entityType: foreignType, id: String(foreignId) }, 'CreateRelated', null, {
			relatedType: entityType,
			relatedId: id,
			...superParent(record),
		});
	}
}

const partsOf: Record<string, string[]> = {
	link: ['Id', 'Name'],
	linkMultiple: ['Ids', 'Names'],
	currency: ['', 'Currency'],
	file: ['Id', 'Name'],
};

function updated(saved: Saved, before: JsonObject, after: JsonObject): void {
	const { espo, entityType, id } = saved;
	const { stream, statusField = '', fields } = espo.type(entityType);
	if (!stream) return;
	const changed = (attribute: string) => JSON.stringify(before[attribute] ?? null) !== JSON.stringify(after[attribute] ?? null);
	if (changed('assignedUserId')) {
		follow(espo, id, after.assignedUserId);
		write(saved, 'Assign', after.assignedUserId ? assignment(after) : espo.version10 ? { assignedUserId: null } : {}, superParent(after));
	}
	const attributesOf = (name: string) => (partsOf[fields[name]?.type ?? ''] ?? ['']).map((part) => name + part);
	const audited = Object.keys(fields).filter(
		(name) => fields[name]?.audited && name !== statusField && changed(attributesOf(name)[0] ?? ''),
	);
	const pick = (record: JsonObject): JsonObject =>
		Object.fromEntries(audited.flatMap(attributesOf).map((attribute) => [attribute, record[attribute] ?? null]));
	const data: JsonObject = { fields: audited, attributes: { was: pick(before), became: pick(after) } };
	const status = changed(statusField) ? (after[statusField] ?? null) : null;
	if (audited.length || (status && espo.version10)) write(saved, 'Update', status && espo.version10 ? { ...data, value: status } : data);
	if (status && !espo.version10) write(saved, 'Status', { field: statusField, value: status, style: 'default' }, superParent(after));
}

/** Both ends are told, each if its link is audited. */
function related(saved: Saved, link: string, foreignId: string, type: 'Relate' | 'Unrelate'): void {
	const relation = saved.espo.relation(saved.entityType, link);
	const other = { ...saved, entityType: relation?.foreignType ?? '', id: foreignId };
	if (relation?.link.audited) write(saved, type, null, { relatedType: other.entityType, relatedId: other.id });
	if (relation?.foreignLink?.audited) write(other, type, null, { relatedType: saved.entityType, relatedId: saved.id });
}

export const notes = { write, follow, created, updated, related };
