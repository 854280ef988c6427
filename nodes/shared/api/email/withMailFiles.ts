import type { StoredFile } from '../files/StoredFile';
import { withUploads } from '../files/withUploads';
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
	const contents = [
		...copied.map((copyOf) => ({ copyOf, to: FILES })),
		...uploaded.map((file) => ({ file, to: FILES })),
		...[...pictures.values()].map((file) => ({ file, to: PICTURES })),
	];
	return await withUploads(
		lookups,
		contents,
		async (stored) => {
			const inline = stored.splice(stored.length - pictures.size);
			const written = [...pictures.keys()];
			const addresses = new Map(inline.map(({ id }, index) => [written[index], `?entryPoint=attachment&amp;id=${id}`]));
			const ids = stored.map(({ id }) => id);
			return await write(ids, (html) => withPictures(html, (picture) => addresses.get(picture) ?? picture));
		},
		ready,
	);
}
