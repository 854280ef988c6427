import type { EspoClient } from '../client/EspoClient';
import { fileInfo } from './fileInfo';
import { imageFile } from './imageFile';
import { refuseUnfit } from './refuseUnfit';
import type { Destination } from './uploadFile';

/**
 * Refuses to copy a stored file into a field that would not take it: EspoCRM does not look (espocrm-api.md#attachments). Asks for the file only
 * where the field has a limit.
 * @throws InvalidInput, EspoError
 */
export async function refuseUnfitCopy(client: EspoClient, id: string, to: Destination): Promise<void> {
	if (!to.isImage && !to.accept?.length && to.largest === undefined) return;
	const { name, type, size } = await fileInfo(client, id);
	const file = { name, type, origin: `ID ${id}` };
	if (to.isImage) imageFile(file);
	// An empty one can be copied as any other.
	refuseUnfit(file, size || 1, to);
}
