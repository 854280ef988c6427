import type { EspoClient } from '../client/EspoClient';
import type { EspoRequest } from '../request/EspoRequest';
import { fileInfo } from './fileInfo';
import { safeFileName, type FileName } from './fileName';
import type { StoredFile } from './StoredFile';

/** Asks for a file and keeps it as it comes, whole or not at all. */
export type Download<Kept> = (request: EspoRequest, nameOf: () => FileName) => Promise<Kept>;

export interface DownloadedFile<Kept> {
	info: StoredFile;
	file: Kept;
}

/** A stored file with what EspoCRM says of it: two requests. @throws EspoError; Error for one that is being uploaded at the moment */
export async function downloadFile<Kept>(client: EspoClient, id: string, download: Download<Kept>): Promise<DownloadedFile<Kept>> {
	const info = await fileInfo(client, id);
	const { name, type, size } = info;
	// What is there so far would come as a whole file (espocrm-api.md#attachments).
	if (info.isBeingUploaded === true) throw new Error(`“${name}” (${id}) is not uploaded to its end, so it can't be downloaded`);
	const request: EspoRequest = { method: 'GET', path: ['Attachment', 'file', id], ...(size > 0 ? { length: size } : {}) };
	return { info, file: await download(request, () => ({ name: safeFileName(name), ...(type ? { type } : {}) })) };
}
