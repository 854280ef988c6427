import { doneAnswer, recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import { PartlyDone } from '../client/partlyDone';
import type { Lookups } from '../metadata/Lookups';
import type { EspoRequest } from '../request/EspoRequest';
import { asError } from '../values/asError';
import { fileHolders, type Holder } from './fileHolders';
import { fileInfo } from './fileInfo';
import type { StoredFile } from './StoredFile';

/**
 * Deletes a stored file. Records that hold it in a field for one file let go of it first: they would keep the ID of a file that is gone (espocrm-api.md#attachments).
 * @throws EspoError when it is not there, or the user did not upload it; PartlyDone where only records lost it
 */
export async function removeFile(lookups: Lookups, id: string): Promise<void> {
	const { client } = lookups;
	const file = await fileInfo(client, id);
	const released: Holder[] = [];
	try {
		for (const holder of await fileHolders(lookups, file)) {
			await release(client, holder);
			released.push(holder);
		}
		const request: EspoRequest = { method: 'DELETE', path: ['Attachment', id] };
		doneAnswer(request, await client.request(request));
	} catch (error) {
		if (!released.length) throw asError(error);
		// EspoCRM 8.2 and newer delete what a record lets go of.
		if (error instanceof EspoError && error.kind === 'notFound' && error.details.request.path[0] === 'Attachment') return;
		throw releasedOnly(file, released, error);
	}
}

async function release(client: EspoClient, { entityType, recordId, attributes }: Holder): Promise<void> {
	const body = Object.fromEntries(attributes.map((attribute) => [attribute, null]));
	const request: EspoRequest = { method: 'PUT', path: [entityType, recordId], body };
	recordAnswer(request, await client.request(request));
}

function releasedOnly({ id, name }: StoredFile, released: Holder[], reason: unknown): PartlyDone {
	const isKept = reason instanceof EspoError && reason.details.request.path[0] !== 'Attachment';
	const records = released.map(({ entityType, recordId }) => `${entityType} ${recordId}`).join(', ');
	const what = isKept ? `${records} does not have the file any more, but another record does` : NOT_DELETED;
	return new PartlyDone(`${what}: ${name} (${id}).`, reason, true);
}

const NOT_DELETED = 'The record does not have the file any more, but it was not deleted';
