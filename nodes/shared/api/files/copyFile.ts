import { recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import type { EspoRequest } from '../request/EspoRequest';
import { storedFile } from './fileInfo';
import type { FilePlace, StoredFile } from './StoredFile';

/**
 * Copies a stored file for another place: used there as it is, the record that it belongs to would lose it (espocrm-api.md#attachments).
 * @returns the new attachment, good for nothing until it is set on a record
 * @throws EspoError
 */
export async function copyFile(client: EspoClient, id: string, { entityType, field }: FilePlace): Promise<StoredFile> {
	const request: EspoRequest = { method: 'POST', path: ['Attachment', 'copy', id], body: { field, parentType: entityType } };
	return storedFile(recordAnswer(request, await client.request(request)));
}
