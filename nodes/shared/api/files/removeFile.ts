import { doneAnswer, recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import { PartlyDone } from '../client/partlyDone';
import type { EspoRequest } from '../request/EspoRequest';
import { asError } from '../values/asError';
import { isIdentifier, isName } from '../values/identifier';
import { fileInfo } from './fileInfo';
import type { StoredFile } from './StoredFile';

/**
 * Deletes a stored file. A record that holds it in a field for one file lets go of it first: it would keep the ID of a file that is gone (espocrm-api.md#attachments).
 * @throws EspoError when it is not there, or the user did not upload it; PartlyDone where only the record lost it
 */
export async function removeFile(client: EspoClient, id: string): Promise<void> {
	const file = await fileInfo(client, id);
	const holder = holderOf(file);
	const isReleased = holder !== undefined && (await isHeld(client, holder, id));
	if (isReleased) {
		const { entityType, recordId, attribute } = holder;
		const release: EspoRequest = { method: 'PUT', path: [entityType, recordId], body: { [attribute]: null } };
		recordAnswer(release, await client.request(release));
	}
	const request: EspoRequest = { method: 'DELETE', path: ['Attachment', id] };
	try {
		doneAnswer(request, await client.request(request));
	} catch (error) {
		if (!isReleased) throw asError(error);
		// EspoCRM 8.2 and newer delete what a record lets go of.
		if (error instanceof EspoError && error.kind === 'notFound') return;
		throw releasedOnly(file, error);
	}
}

function releasedOnly({ id, name }: StoredFile, reason: unknown): PartlyDone {
	return new PartlyDone(`The record does not have the file any more, but it was not deleted: ${name} (${id}).`, reason, true);
}

interface Holder {
	entityType: string;
	recordId: string;
	attribute: string;
}

/** The record of a field for one file. */
function holderOf({ relatedType, relatedId, field, role }: StoredFile): Holder | undefined {
	if (typeof relatedType !== 'string' || typeof field !== 'string' || !isName(relatedType) || !isName(field)) return undefined;
	return isIdentifier(relatedId) && role !== 'Inline Attachment'
		? { entityType: relatedType, recordId: String(relatedId), attribute: `${field}Id` }
		: undefined;
}

async function isHeld(client: EspoClient, { entityType, recordId, attribute }: Holder, id: string): Promise<boolean> {
	const request: EspoRequest = { method: 'GET', path: [entityType, recordId] };
	try {
		return recordAnswer(request, await client.request(request))[attribute] === id;
	} catch (error) {
		// One that is not there, or not for this user, can't be asked to let go of it. What passes must not leave a dead ID in the record.
		if (error instanceof EspoError && ['notFound', 'forbidden'].includes(error.kind)) return false;
		throw asError(error);
	}
}
