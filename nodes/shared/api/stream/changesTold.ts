import type { Metadata } from '../metadata/Metadata';
import { isJsonObject, type JsonObject } from '../values/Json';

/**
 * The notes that tell a change of one of these fields; none named means all notes. A change of the status is told by its
 * value alone from 9.2 on, without the name of the field (espocrm-api.md#notes), which then is looked up.
 */
export async function tellsChangeOf(fields: string[], notes: JsonObject[], metadata: Pick<Metadata, 'statusField'>): Promise<JsonObject[]> {
	if (!fields.length) return notes;
	const changed = await Promise.all(notes.map(async (note) => await changedFields(note, metadata)));
	return notes.filter((_, index) => changed[index]?.some((field) => fields.includes(field)));
}

async function changedFields({ type, data, parentType }: JsonObject, metadata: Pick<Metadata, 'statusField'>): Promise<string[]> {
	const told = isJsonObject(data) ? data : {};
	if (type === 'Assign') return ['assignedUser', 'assignedUsers'];
	if (type === 'Status') return [String(told.field)];
	if (type !== 'Update') return [];
	const named = Array.isArray(told.fields) ? told.fields.map(String) : [];
	const status = typeof told.value === 'string' && told.value ? await metadata.statusField(String(parentType)) : undefined;
	return status === undefined ? named : [...named, status];
}
