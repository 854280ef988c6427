import type { Lookups } from '../metadata/Lookups';
import type { NamedBytes } from '../request/Bytes';
import { imageFromUrl } from './imageFromUrl';
import { leftBehind } from './leftBehind';
import type { StoredFile } from './StoredFile';
import { uploadFile, type Destination } from './uploadFile';

/** A file, or the address of an image, and where it is to go. */
export type Upload = { to: Destination } & ({ file: NamedBytes } | { url: string });

/**
 * Uploads files for what follows; where that, or one of them, fails, they are removed, or the failure says what stayed behind.
 * @param use is given the attachments in the order of the files
 * @throws InvalidInput, EspoError, PartlyDone, and what `use` throws
 */
export async function withUploads<Result>(
	lookups: Lookups,
	uploads: Upload[],
	use: (stored: StoredFile[]) => Promise<Result>,
): Promise<Result> {
	const stored: StoredFile[] = [];
	try {
		for (const upload of uploads) stored.push(await storedUpload(lookups, upload));
		return await use(stored);
	} catch (error) {
		throw await leftBehind(lookups.client, stored, error);
	}
}

async function storedUpload(lookups: Lookups, upload: Upload): Promise<StoredFile> {
	return 'url' in upload ? await imageFromUrl(lookups.client, upload.url, upload.to) : await uploadFile(lookups, upload.file, upload.to);
}
