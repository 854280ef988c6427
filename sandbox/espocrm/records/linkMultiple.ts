import type { Espo } from '../Espo';
import type { JsonObject } from '../Json';
import { relationOf } from '../schema/relationOf';

/** Ids, names and columns of a link-multiple field. */
export function linkMultiple(espo: Espo, entityType: string, id: string, field: string): JsonObject {
	const relation = relationOf(espo.schema, entityType, field);
	if (!relation) return {};
	const rows = espo.store.rows(
		`SELECT f."id", f."name", r."columns" FROM "relation" r JOIN "${relation.foreignType}" f ON f."id" = r."${relation.far}" AND f."deleted" = 0
		WHERE r."name" = ? AND r."${relation.near}" = ? ORDER BY r.rowid`, [relation.name, id]);
	const columns = espo.type(entityType).fields[field]?.columns;
	const empty = Object.fromEntries(Object.keys(columns ?? {}).map((column) => [column, column.startsWith('is') ? false : null]));
	const result: JsonObject = {
		[`${field}Ids`]: rows.map((row) => String(row.id)),
		[`${field}Names`]: Object.fromEntries(rows.map((row) => [String(row.id), row.name as string | null])),
	};
	if (columns) result[`${field}Columns`] = Object.fromEntries(rows.map((row) => [String(row.id), { ...empty, ...(JSON.parse(String(row.columns ?? '{}')) as JsonObject) }]));
	return result;
}
