import type { StoredFile } from '../../../shared/api/files/StoredFile';
import type { JsonObject } from '../../../shared/api/values/Json';

/**
 * What to say of files that a post was written without; nothing where it has them all.
 * @param note as EspoCRM has it now @param given IDs of files that were there before @param stored files that were uploaded for it
 */
export function lostFiles(note: JsonObject, given: string[], stored: StoredFile[] = []): string[] {
	const held = [note.attachmentsIds].flat();
	const wanted = [...given.map((id) => ({ id, name: id })), ...stored];
	const lost = wanted.filter(({ id }) => !held.includes(id)).map(({ name }) => `“${name}”`);
	return lost.length ? [`EspoCRM wrote the post without ${lost.join(', ')}.`] : [];
}
