import { imageExtension, IMAGE_TYPES } from '../files/imageTypes';
import type { NamedBytes } from '../request/Bytes';
import { heldBytes } from '../request/heldBytes';
import { InvalidInput } from '../values/InvalidInput';
import { shortened } from '../values/shortened';

const PICTURE = /(<img\b[^>]*?(?<![\w-])src\s*=\s*)(?:"((?:data|cid):[^"]*)"|'((?:data|cid):[^']*)')/gi;

/** The pictures of a body that are no addresses on the web: written out in it, or files of the item as `cid:` and their field. Each comes once. */
export function picturesIn(html: string): string[] {
	return [...new Set([...html.matchAll(PICTURE)].map(([, , double, single]) => double ?? single ?? ''))];
}

/** The body with other addresses of its pictures. */
export function withPictures(html: string, addressOf: (picture: string) => string): string {
	return html.replace(
		PICTURE,
		(_whole, before: string, double?: string, single?: string) => `${before}"${addressOf(double ?? single ?? '')}"`,
	);
}

/** The name of the binary field that a picture is in; undefined for one that is written out. */
export function fieldOfPicture(picture: string): string | undefined {
	return /^cid:/i.test(picture) ? picture.slice('cid:'.length).trim() : undefined;
}

/** A picture that is written out. @param parameter that holds it @throws InvalidInput for what is no picture in base64 */
export function writtenPicture(picture: string, index: number, parameter: string): NamedBytes {
	const [, type = '', base64 = ''] = /^data:(image\/[\w.+-]+)(?:;[\w=-]+)*;base64,([A-Za-z0-9+/=\s]+)$/i.exec(picture) ?? [];
	const bytes = Buffer.from(base64, 'base64');
	if (!bytes.length) throw new InvalidInput(parameter, `“${parameter}” has a picture that can't be read: ${shortened(picture, 40)}`);
	return pictureFile({ name: `picture ${index + 1}`, type, origin: `“${parameter}”`, ...heldBytes(bytes) }, parameter);
}

/** A file as a picture within a text: its name has the extension of its type. @throws InvalidInput for another type */
export function pictureFile(file: NamedBytes, parameter: string): NamedBytes {
	const extension = imageExtension(file.type);
	if (extension === undefined)
		throw new InvalidInput(
			parameter,
			`The picture ${file.origin} in “${parameter}” is of the type ${file.type || 'unknown'}, which EspoCRM does not take within a text`,
			`Use one of: ${[...new Set(IMAGE_TYPES.values())].join(', ')}.`,
		);
	return { ...file, type: IMAGE_TYPES.get(extension) ?? file.type, name: `${file.name.replace(/\.[^.]*$/, '')}.${extension}` };
}
