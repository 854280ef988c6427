import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { isObject, strings, type Json, type JsonObject } from '../Json';
import { notes } from '../stream/notes';
import { cleanInput } from './cleanInput';
import { recordActions } from './recordActions';
import { loadRecord, relate, updateRecord } from './recordStore';

type Target = { entityType: string; id: string };

/** Makes one record of several. 7.5 does not validate what it writes. */
export function mergeAction(call: Call, { entityType, id }: Target, data: JsonObject): Json {
	const { espo } = call;
	const { sourceIdList, attributes } = data;
	if (!sourceIdList) throw new ApiError(400, "No 'sourceIdList'.");
	if (!isObject(attributes)) throw new ApiError(400, "No 'attributes'.");
	const before = loadRecord(call, entityType, id);
	if (!before) throw new ApiError(404, 'Record not found.');
	if (!access.can(call, entityType, 'edit', before)) throw new ApiError(403, 'No edit access.');
	const sources = strings(sourceIdList).map((sourceId) => {
		const found = sourceId === id ? undefined : loadRecord(call, entityType, sourceId);
		if (!found) throw new ApiError(404, 'Source record not found.');
		if (!(['read', 'edit', 'delete'] as const).every((action) => access.can(call, entityType, action, found)))
			throw new ApiError(403, 'No read, edit or delete access for one of source entities.');
		return found;
	});
	const addresses = mergedAddresses([before, ...sources], attributes);
	const values = espo.version10 ? cleanInput(espo, entityType, { ...attributes, ...addresses }, before) : { ...attributes, ...addresses };
	for (const source of sources) {
		moveLinks(call, { entityType, id }, String(source.id));
		espo.store.run(
			`UPDATE "Note" SET "parentId" = ? WHERE "parentType" = ? AND "parentId" = ? AND "type" IN ('Post', 'EmailSent', 'EmailReceived')`,
			[id, entityType, String(source.id)],
		);
		recordActions.remove(call, entityType, String(source.id));
	}
	const now = loadRecord(call, entityType, id) ?? before;
	updateRecord(call, entityType, now, { ...lists(now), ...values });
	return loadRecord(call, entityType, id) ?? null;
}

/** What the links hold by now, so that writing the record leaves it. */
const lists = (record: JsonObject): JsonObject =>
	Object.fromEntries(Object.entries(record).filter(([name]) => name.endsWith('Ids') && name !== 'followersIds'));

/** Those of all records, each once; the primary one is that of the first. */
function mergedAddresses(records: JsonObject[], given: JsonObject): JsonObject {
	const merged: JsonObject = {};
	for (const name of ['emailAddress', 'phoneNumber']) {
		const entries = records.flatMap((record) => (Array.isArray(record[`${name}Data`]) ? (record[`${name}Data`] as JsonObject[]) : []));
		const once = entries.filter((entry, index) => entries.findIndex((other) => other[name] === entry[name]) === index);
		const primary = once.find((entry) => entry[name] === given[name]) ?? once[0];
		if (!primary) continue;
		const all = [primary, ...once.filter((entry) => entry !== primary)].map((entry) => ({ ...entry, primary: entry === primary }));
		Object.assign(merged, { [`${name}Data`]: all, [name]: primary[name] });
	}
	return merged;
}

function moveLinks(call: Call, { entityType, id }: Target, source: string): void {
	const { espo } = call;
	for (const link of Object.keys(espo.type(entityType).links)) {
		const relation = espo.relation(entityType, link);
		if (!relation || relation.kind.startsWith('belongsTo') || (link === 'teams' && !espo.version10)) continue;
		const { kind, foreignType, name, near, far } = relation;
		const [sql, params] =
			kind === 'manyToMany'
				? [`SELECT "${far}" AS "id", "columns" FROM "relation" WHERE "name" = ? AND "${near}" = ?`, [name, source]]
				: kind === 'hasChildren'
					? [`SELECT "id" FROM "${foreignType}" WHERE "deleted" = 0 AND "parentType" = ? AND "parentId" = ?`, [entityType, source]]
					: [`SELECT "id" FROM "${foreignType}" WHERE "deleted" = 0 AND "${relation.link.foreign}Id" = ?`, [source]];
		for (const row of espo.store.rows(sql, params)) {
			const columns = row.columns ? (JSON.parse(String(row.columns)) as JsonObject) : undefined;
			if (relate({ espo, entityType, id, link, foreignId: String(row.id) }, columns))
				notes.related({ ...call, entityType, id }, link, String(row.id), 'Relate');
		}
	}
}
