import type { NamedBytes } from '../request/Bytes';
import { InvalidInput } from '../values/InvalidInput';
import { imageExtension, IMAGE_TYPES } from './imageTypes';

/**
 * A file as EspoCRM takes it for an image: with the very type of its extension, and with the extension of its type where it has none.
 * @throws InvalidInput for the extension or type of something else
 */
export function imageFile<File extends Pick<NamedBytes, 'name' | 'type' | 'origin'>>(file: File): File {
	const { name, type, origin } = file;
	const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
	const own = extension ?? imageExtension(type);
	const known = IMAGE_TYPES.get(own ?? '');
	if (own !== undefined && known !== undefined) return { ...file, type: known, name: extension === undefined ? `${name}.${own}` : name };
	throw new InvalidInput(
		origin,
		`The file “${name}” (${origin}) is no image that EspoCRM takes: it takes ${[...IMAGE_TYPES.keys()].join(', ')}`,
		'Choose another file or field. Its name ends with the extension that tells what it is.',
	);
}
