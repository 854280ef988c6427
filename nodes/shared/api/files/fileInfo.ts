import { recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import type { EspoRequest } from '../request/EspoRequest';
import type { JsonObject } from '../values/Json';
import type { StoredFile } from './StoredFile';

/** An attachment with all that EspoCRM says of it. @throws EspoError */
export async function fileInfo(client: EspoClient, id: string): Promise<StoredFile> {
	const request: EspoRequest = { method: 'GET', path: ['Attachment', id] };
	return { ...storedFile(recordAnswer(request, await client.request(request))), id };
}

/** An attachment as EspoCRM answers it, with a name, type and size in any case. */
export function storedFile(attachment: JsonObject): StoredFile {
	const { id, name, type, size } = attachment;
	return {
		...attachment,
		id: String(id),
		name: String(name ?? ''),
		type: typeof type === 'string' ? type : '',
		size: typeof size === 'number' ? size : 0,
	};
}
