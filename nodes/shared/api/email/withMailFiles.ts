import { copyFile } from '../files/copyFile';
import { leftBehind } from '../files/leftBehind';
import type { StoredFile } from '../files/StoredFile';
import { uploadFile } from '../files/uploadFile';
import type { Lookups } from '../metadata/Lookups';
import type { NamedBytes } from '../request/Bytes';
import { withPictures } from './inlinePictures';

export interface MailFiles {
	/** Made for this e-mail already. */
	ready: StoredFile[];
	/** IDs of files in EspoCRM; they are copied. */
	copied: string[];
	uploaded: NamedBytes[];
	/** By their addresses in the body. */
	pictures: ReadonlyMap<string, NamedBytes>;
}

const FILES = { entityType: 'Email', field: 'attachments' };
const PICTURES = { entityType: 'Email', field: 'body', isInline: true };

/**
 * Stores the files of an e-mail for what follows; where that fails, they are removed, or the failure says what stayed behind.
 * @param write is given the IDs of the attachments, and the body with its pictures
 * @throws InvalidInput, EspoError, PartlyDone, and what `write` throws
 */
export async function withMailFiles<Result>(
	lookups: Lookups,
	{ ready, copied, uploaded, pictures }: MailFiles,
	write: (attachmentsIds: string[], bodyOf: (html: string) => string) => Promise<Result>,
): Promise<Result> {
	const stored = [...ready];
	const ids: string[] = [];
	const addresses = new Map<string, string>();
	try {
		for (const id of copied) stored.push(await copyFile(lookups.client, id, FILES));
		for (const file of uploaded) stored.push(await uploadFile(lookups, file, FILES));
		ids.push(...stored.map(({ id }) => id));
		for (const [picture, file] of pictures) {
			const inline = await uploadFile(lookups, file, PICTURES);
			stored.push(inline);
			addresses.set(picture, `?entryPoint=attachment&amp;id=${inline.id}`);
		}
	} catch (error) {
		throw await leftBehind(lookups.client, stored, error, 'unused');
	}
	try {
		return await write(ids, (html) => withPictures(html, (picture) => addresses.get(picture) ?? picture));
	} catch (error) {
		throw await leftBehind(lookups.client, stored, error, 'offered');
	}
}
