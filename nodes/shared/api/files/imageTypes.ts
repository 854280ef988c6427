/** What EspoCRM takes for an image, by extension, with the type that it must have; the usual extension of a type comes first (espocrm-api.md#attachments). */
export const IMAGE_TYPES: ReadonlyMap<string, string> = new Map([
	['jpg', 'image/jpeg'],
	['jpeg', 'image/jpeg'],
	['png', 'image/png'],
	['gif', 'image/gif'],
	['webp', 'image/webp'],
	['svg', 'image/svg+xml'],
	['avif', 'image/avif'],
]);

/** The usual extension of an image of a type, also where that is written as “image/jpg”; undefined for what EspoCRM takes for no image. */
export function imageExtension(type: string): string | undefined {
	const usual = type.toLowerCase() === 'image/jpg' ? 'image/jpeg' : type.toLowerCase();
	return [...IMAGE_TYPES].find(([, known]) => known === usual)?.[0];
}
