import type { ResourceMapperField } from 'n8n-workflow';

import type { AttributeKind } from '../../api/values/fieldTypes';
import { isJsonObject, type JsonObject } from '../../api/values/Json';

const NOT_OFFERED = ' (Not Offered)';

/**
 * What the workflow holds, by attribute. n8n saves no key without a value; null is what it shows of an expression that gives nothing yet, so
 * that the key alone tells whether something was entered.
 */
export function savedValues(columns: unknown): JsonObject {
	return isJsonObject(columns) && isJsonObject(columns.value) ? columns.value : {};
}

function savedSchema(columns: unknown): JsonObject[] {
	return isJsonObject(columns) && Array.isArray(columns.schema) ? columns.schema.filter(isJsonObject) : [];
}

/** Whether a saved field was marked when the panel was last open, as one that EspoCRM no longer offers. */
export function isNotOffered({ displayName }: JsonObject): boolean {
	return String(displayName).includes(NOT_OFFERED);
}

/** Whether the workflow holds the fields of an earlier look at the panel. */
export function hasSavedFields(columns: unknown): boolean {
	return savedSchema(columns).length > 0 || Object.keys(savedValues(columns)).length > 0;
}

/**
 * Fields with a value in the workflow that EspoCRM does not offer now: removed there, or the log-in lost the right. n8n drops the value of
 * a field that is not in the list as soon as the panel is opened, and a run would leave it out without a word.
 */
export function fieldsNotOffered(columns: unknown, entityType: string, offered: MappedField[]): MappedField[] {
	const values = savedValues(columns);
	const names = new Set(offered.map(({ id }) => id));
	return savedSchema(columns)
		.filter((field): field is MappedField & JsonObject => field.entityType === entityType)
		.filter(({ id, removed }) => !names.has(id) && removed !== true && id in values)
		.map((field) => ({
			...field,
			displayName: `${field.displayName.replace(/ \*$/, '').replace(NOT_OFFERED, '')}${NOT_OFFERED}`,
			required: false,
		}));
}

/** A field of the mapping. Our kind travels with it in the saved workflow, so that a run need not look the types up. */
export interface MappedField extends ResourceMapperField {
	kind: AttributeKind;
	/** Whose field it is, so that a saved one is told from those of a type that was chosen before. Not in “ID”, which all have. */
	entityType?: string;
	/** Whether it is no part of the record itself, so that the answer to a write does not tell what is stored. */
	notStorable?: true;
	/** Whether EspoCRM refuses to clear it. */
	needed?: true;
}
