import { doneAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import { alsoDone, PartlyDone } from '../client/partlyDone';
import type { EspoRequest } from '../request/EspoRequest';
import { fileInfo } from './fileInfo';
import type { StoredFile } from './StoredFile';

/**
 * Whether a record can have uploads:
 * - `unused`: no request has named them yet;
 * - `offered`: one has, which may have been carried out although it failed.
 */
export type Use = 'unused' | 'offered';

type Fate = 'gone' | 'in use' | 'stayed';

/**
 * Removes uploads that are of no use after a failure: EspoCRM never does (espocrm-api.md#attachments). Those that a record has, or may still get, stay.
 * @returns what is to be thrown: the failure, with what stayed behind
 */
export async function leftBehind(client: EspoClient, uploads: StoredFile[], failure: unknown, use: Use): Promise<unknown> {
	if (!uploads.length) return failure;
	if (use === 'offered' && isOpen(failure))
		return withNotes([`The uploaded files were kept, as the record may have them: ${listed(uploads)}.`], failure);
	const fates: Array<[StoredFile, Fate]> = [];
	for (const upload of uploads) fates.push([upload, await fateOf(client, upload, use)]);
	const those = (wanted: Fate) => fates.flatMap(([upload, fate]) => (fate === wanted ? [upload] : []));
	const [used, stayed] = [those('in use'), those('stayed')];
	return withNotes(
		[
			...(used.length ? [`The record has the uploaded files nevertheless: ${listed(used)}.`] : []),
			...(stayed.length ? [`Uploaded files that nothing uses stayed behind in EspoCRM: ${listed(stayed)}.`] : []),
		],
		failure,
	);
}

async function fateOf(client: EspoClient, { id }: StoredFile, use: Use): Promise<Fate> {
	try {
		if (use === 'offered' && isInUse(await fileInfo(client, id))) return 'in use';
		const request: EspoRequest = { method: 'DELETE', path: ['Attachment', id] };
		doneAnswer(request, await client.request(request));
		return 'gone';
	} catch (error) {
		// EspoCRM removes by itself what turns out not to be the image that it was to be.
		return error instanceof EspoError && error.kind === 'notFound' ? 'gone' : 'stayed';
	}
}

function isInUse({ parentId, relatedId }: StoredFile): boolean {
	return typeof parentId === 'string' || typeof relatedId === 'string';
}

function isOpen(failure: unknown): boolean {
	if (failure instanceof PartlyDone) return failure.hasDone || isOpen(failure.reason);
	return failure instanceof EspoError && failure.ambiguous;
}

function withNotes(notes: string[], failure: unknown): unknown {
	return notes.length ? alsoDone(notes, failure) : failure;
}

function listed(uploads: StoredFile[]): string {
	return uploads.map(({ id, name }) => `${name} (${id})`).join(', ');
}
