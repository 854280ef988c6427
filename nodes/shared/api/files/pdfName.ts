import { safeFileName } from './fileName';

const EXTENSION = /\.pdf$/i;

/**
 * The name of the file of a PDF. EspoCRM gives the record's, or what the template says (9.3), with an underscore for every character that it does not
 * like: where that can be the name of the record, the whole name is taken.
 * @param own name of the record
 * @param disposition the header of the answer
 * @param otherwise where there is no name at all
 */
export function pdfName(own: string, disposition: string | undefined, otherwise: string): string {
	const shown = namedIn(disposition).replace(EXTENSION, '');
	const isOwn = own.trim() !== '' && (shown === '' || standsFor(shown, own.trim()));
	const name = isOwn ? own : /[^_\s]/.test(shown) ? shown : otherwise;
	return safeFileName(`${name}.pdf`);
}

/** Its bytes are UTF-8, which come as one character each. */
function namedIn(disposition = ''): string {
	const [, name = ''] = /filename="(.*)"/.exec(disposition) ?? [];
	const text = Buffer.from(name, 'latin1').toString('utf8');
	return text.includes('\ufffd') ? '' : text.trim();
}

/** Whether underscores in a name are all that tells it from another one. */
function standsFor(shown: string, own: string): boolean {
	const [first = '', ...rest] = shown.split(/_+/);
	const last = rest.pop();
	if (last === undefined) return shown === own;
	if (!own.startsWith(first)) return false;
	let at = first.length;
	for (const part of rest) {
		const found = own.indexOf(part, at);
		if (found < 0) return false;
		at = found + part.length;
	}
	return own.endsWith(last) && own.length - last.length >= at;
}
