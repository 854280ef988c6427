import type { Metadata } from '../metadata/Metadata';
import { isJsonObject, type JsonObject } from '../values/Json';

/**
 * The notes on a change of one of these fields; none named means all notes. A change of the status is noted by its
 * value alone from 9.2 on, without the name of the field (espocrm-api.md#notes), which then is looked up.
 */
export async function notesOnFields(fields: string[], notes: JsonObject[], metadata: Pick<Metadata, 'statusField'>): Promise<JsonObject[]> {
	if (!fields.length) return notes;
	const changed = await Promise.all(notes.map(async (note) => await changedFields(note, metadata)));
	return notes.filter((_, index) => changed[index]?.some((field) => fields.includes(field)));
}

async function changedFields({ type, data, parentType }: JsonObject, metadata: Pick<Metadata, 'statusField'>): Promise<string[]> {
	const content = isJsonObject(data) ? data : {};
	if (type === 'Assign') return ['assignedUser', 'assignedUsers'];
	if (type === 'Status') return [String(content.field)];
	if (type !== 'Update') return [];
	const named = Array.isArray(content.fields) ? content.fields.map(String) : [];
	const status = typeof content.value === 'string' && content.value ? await metadata.statusField(String(parentType)) : undefined;
	return status === undefined ? named : [...named, status];
}
