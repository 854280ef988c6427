import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import { PartlyDone } from '../client/partlyDone';
import type { StoredFile } from './StoredFile';

/**
 * Removes uploads that are of no use after a failure: EspoCRM never does (espocrm-api.md#attachments). Where the failure leaves open whether a record
 * has them, they stay.
 * @returns what is to be thrown: the failure, with what stayed behind
 */
export async function leftBehind(client: EspoClient, uploads: StoredFile[], failure: unknown): Promise<unknown> {
	if (!uploads.length) return failure;
	if (isOpen(failure)) return withNote(`The uploaded files were kept, as the record may have them: ${listed(uploads)}.`, failure);
	const kept: StoredFile[] = [];
	for (const upload of uploads) {
		await client.request({ method: 'DELETE', path: ['Attachment', upload.id] }).catch(() => kept.push(upload));
	}
	return kept.length ? withNote(`Uploaded files that nothing uses stayed behind in EspoCRM: ${listed(kept)}.`, failure) : failure;
}

function isOpen(failure: unknown): boolean {
	if (failure instanceof PartlyDone) return failure.hasDone || isOpen(failure.reason);
	return failure instanceof EspoError && failure.ambiguous;
}

function withNote(note: string, failure: unknown): PartlyDone {
	const inner = failure instanceof PartlyDone ? failure : undefined;
	return new PartlyDone([inner?.message, note].filter(Boolean).join(' '), inner?.reason ?? failure, true);
}

function listed(uploads: StoredFile[]): string {
	return uploads.map(({ id, name }) => `${name} (${id})`).join(', ');
}
