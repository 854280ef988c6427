import type { EspoClient } from '../client/EspoClient';
import { fewAtOnce } from '../client/fewAtOnce';
import type { EspoRequest } from '../request/EspoRequest';
import { fileInfo } from './fileInfo';
import { safeFileName, type FileName } from './fileName';
import type { FileReference } from './recordFiles';
import type { StoredFile } from './StoredFile';

/** Asks for a file and keeps it as it comes, whole or not at all. @param nameOf by the headers of the answer */
export type Download<Kept> = (request: EspoRequest, nameOf: (headers: Record<string, string>) => FileName) => Promise<Kept>;

/** As many as a small EspoCRM works on at once (espocrm-api.md#speed). */
const AT_ONCE = 4;

export interface DownloadedFile<Kept> {
	info: StoredFile;
	file: Kept;
}

/**
 * A stored file with what EspoCRM says of it: two requests. A record tells names and types, but neither the size, without which a file that a proxy
 * cut off passes for a whole one, nor whether it is uploaded to its end.
 * @throws EspoError; Error for one that is being uploaded at the moment
 */
export async function downloadFile<Kept>(client: EspoClient, id: string, download: Download<Kept>): Promise<DownloadedFile<Kept>> {
	const info = await fileInfo(client, id);
	const { name, type, size } = info;
	// What is there so far would come as a whole file (espocrm-api.md#attachments).
	if (info.isBeingUploaded === true) throw new Error(`“${name}” (${id}) is not uploaded to its end, so it can't be downloaded`);
	const request: EspoRequest = { method: 'GET', path: ['Attachment', 'file', id], ...(size > 0 ? { length: size } : {}) };
	return { info, file: await download(request, () => ({ name: safeFileName(name), ...(type ? { type } : {}) })) };
}

/** What is made of each of many files, in their order; at most four are under way at once. @throws what making it throws */
export async function eachDownload<File extends FileReference, Result>(
	files: File[],
	make: (file: File) => Promise<Result>,
): Promise<Result[]> {
	return await fewAtOnce(files, AT_ONCE, make);
}
