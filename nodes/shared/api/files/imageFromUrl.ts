import { recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import type { EspoRequest } from '../request/EspoRequest';
import { storedFile } from './fileInfo';
import type { FilePlace, StoredFile } from './StoredFile';

/** Lets EspoCRM fetch an image, good for nothing until it is set on a record. It fetches nothing else (espocrm-api.md#attachments). @throws EspoError */
export async function imageFromUrl(client: EspoClient, url: string, { entityType, field }: FilePlace): Promise<StoredFile> {
	const request: EspoRequest = { method: 'POST', path: ['Attachment', 'fromImageUrl'], body: { url, field, parentType: entityType } };
	return storedFile(recordAnswer(request, await client.request(request)));
}
