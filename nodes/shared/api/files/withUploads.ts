import type { Lookups } from '../metadata/Lookups';
import type { NamedBytes } from '../request/Bytes';
import { copyFile } from './copyFile';
import { imageFromUrl } from './imageFromUrl';
import { leftBehind } from './leftBehind';
import type { StoredFile } from './StoredFile';
import { refuseUnfitCopy } from './refuseUnfitCopy';
import { uploadFile, type Destination } from './uploadFile';

/** A file, the address of an image, or the ID of a stored file to copy. */
export type Content = { file: NamedBytes } | { url: string } | { copyOf: string };

/** With where it is to go. */
export type Upload = { to: Destination } & Content;

/**
 * Uploads files for what follows; where that, or one of them, fails, they are removed, or the failure says what stayed behind.
 * @param use is given the attachments in the order of the files
 * @param ready attachments that were made for the same before; they come first, and share the fate of the others
 * @throws InvalidInput, EspoError, PartlyDone, and what `use` throws
 */
export async function withUploads<Result>(
	lookups: Lookups,
	uploads: Upload[],
	use: (stored: StoredFile[]) => Promise<Result>,
	ready: StoredFile[] = [],
): Promise<Result> {
	const stored = [...ready];
	try {
		for (const upload of uploads) if ('copyOf' in upload) await refuseUnfitCopy(lookups.client, upload.copyOf, upload.to);
		for (const upload of uploads) stored.push(await storedUpload(lookups, upload));
	} catch (error) {
		throw await leftBehind(lookups.client, stored, error, 'unused');
	}
	try {
		return await use([...stored]);
	} catch (error) {
		throw await leftBehind(lookups.client, stored, error, 'offered');
	}
}

async function storedUpload(lookups: Lookups, upload: Upload): Promise<StoredFile> {
	if ('url' in upload) return await imageFromUrl(lookups.client, upload.url, upload.to);
	if ('copyOf' in upload) return await copyFile(lookups.client, upload.copyOf, upload.to);
	return await uploadFile(lookups, upload.file, upload.to);
}
