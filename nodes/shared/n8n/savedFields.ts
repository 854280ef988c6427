import { isJsonObject, type Json, type JsonObject } from '../api/Json';
import type { MappedField } from './mappedField';

const NOT_OFFERED = ' (Not Offered by EspoCRM)';

/** What the workflow holds, by attribute. */
export function savedValues(columns: unknown): JsonObject {
	return isJsonObject(columns) && isJsonObject(columns.value) ? columns.value : {};
}

/**
 * Fields with a value in the workflow that EspoCRM does not offer now: removed there, or the log-in lost the right. n8n drops the value of
 * a field that is not in the list as soon as the panel is opened, and a run would leave it out without a word.
 */
export function fieldsNotOffered(columns: unknown, entityType: string, offered: MappedField[]): MappedField[] {
	const values = savedValues(columns);
	const schema = isJsonObject(columns) && Array.isArray(columns.schema) ? columns.schema : [];
	const names = new Set(offered.map(({ id }) => id));
	return schema
		.filter((field: Json): field is MappedField & JsonObject => isJsonObject(field) && field.entityType === entityType)
		.filter(({ id, removed }) => !names.has(id) && removed !== true && (values[id] ?? null) !== null)
		.map((field) => ({ ...field, displayName: `${field.displayName.replace(/ \*$/, '').replace(NOT_OFFERED, '')}${NOT_OFFERED}`, required: false }));
}
