import type { StoredFile } from '../../../shared/api/files/StoredFile';
import type { JsonObject } from '../../../shared/api/values/Json';

/** What to say of files that a post was written without; nothing where it has them all. @param note as EspoCRM has it now */
export function lostFiles(note: JsonObject, stored: StoredFile[]): string[] {
	const held = [note.attachmentsIds].flat();
	const lost = stored.filter(({ id }) => !held.includes(id)).map(({ name }) => `“${name}”`);
	return lost.length ? [`EspoCRM wrote the post without ${lost.join(', ')}.`] : [];
}
