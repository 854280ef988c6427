import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { attachments } from '../attachments/attachments';
import { attachmentActions } from '../attachments/attachmentActions';
import { strings, type Json, type JsonObject } from '../Json';
import { loadRecord, relate } from './recordStore';

/** Links of which the copy of a record gets the records too, though they are no fields. */
const COPIED_LINKS: Record<string, string[]> = { TargetList: ['accounts', 'contacts', 'leads'] };

export const duplicateActions = {
	/** What a copy is created with; copies of the files are made at once. */
	attributes(call: Call, entityType: string): Json {
		const { espo } = call;
		const { id } = call.body();
		if (!id) throw new ApiError(400, '');
		if (!access.can(call, entityType, 'create')) throw new ApiError(403, "No 'create' access.");
		const found = loadRecord(call, entityType, id);
		if (!found) throw new ApiError(404, 'Record not found.');
		access.require(call, entityType, 'read', found);
		const { statusField } = espo.type(entityType);
		// 10.0 begins anew with the status.
		const left = ['id', ...(espo.version10 && statusField ? [statusField] : [])];
		return {
			...Object.fromEntries(Object.entries(found).filter(([name]) => !left.includes(name))),
			...copiedFiles(call, entityType, found),
		};
	},
	/** The links that come along with a new record that says which one it is a copy of. */
	copyLinks({ espo, header }: Call, entityType: string, id: string): void {
		const source = header('x-duplicate-source-id');
		if (!source) return;
		for (const link of COPIED_LINKS[entityType] ?? []) {
			const columns = linkColumns(espo, entityType, source, link);
			for (const [foreignId, { optedOut }] of Object.entries(columns)) if (!optedOut) relate({ espo, entityType, id, link, foreignId });
		}
	},
};

function linkColumns(espo: Call['espo'], entityType: string, id: string, link: string): Record<string, JsonObject> {
	const relation = espo.relation(entityType, link);
	if (!relation) return {};
	const rows = espo.store.rows(`SELECT "${relation.far}" AS "id", "columns" FROM "relation" WHERE "name" = ? AND "${relation.near}" = ?`, [
		relation.name,
		id,
	]);
	return Object.fromEntries(rows.map((row) => [String(row.id), JSON.parse(String(row.columns)) as JsonObject]));
}

function copiedFiles(call: Call, entityType: string, record: JsonObject): JsonObject {
	const copyOf = (id: string, field: string) =>
		(attachmentActions.copy({ ...call, body: () => ({ field, parentType: entityType }) }, id) as JsonObject).id ?? null;
	const copies: JsonObject = {};
	for (const [field, { type }] of Object.entries(call.espo.type(entityType).fields)) {
		const { [`${field}Id`]: one, [`${field}Ids`]: several } = record;
		if ((type === 'file' || type === 'image') && one) copies[`${field}Id`] = copyOf(String(one), field);
		if (type !== 'attachmentMultiple') continue;
		const ids = strings(several).map((id) => copyOf(id, field));
		const map = (column: string) => Object.fromEntries(ids.map((id) => [String(id), attachments.byId(call.espo, id)?.[column] ?? null]));
		Object.assign(copies, { [`${field}Ids`]: ids, [`${field}Names`]: map('name'), [`${field}Types`]: map('type') });
	}
	return copies;
}
