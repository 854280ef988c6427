/** What a file is called and what is in it, as EspoCRM says. */
export interface FileName {
	/** As a name in a folder. */
	name: string;
	/** MIME type; where it is not known, n8n takes it from the name. */
	type?: string;
}

/** EspoCRM stores no more characters (espocrm-api.md#attachments). */
const LONGEST = 255;
/** Of a line break in a name EspoCRM makes a header that no download of the file gets past; marks of direction make one extension look like another; half a character is an error 500. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** As a file system keeps it. */
const LONGEST_BYTES = 240;

/** The name under which a file is stored in EspoCRM: nothing invisible, and no more characters than it takes, its extension kept. */
export function storedName(name: string): string {
	const visible = name.replace(INVISIBLE, '').trim() || 'file';
	return cut(visible, (text) => Array.from(text).length <= LONGEST);
}

/** The same as a name in a folder: it leads into no other one. */
export function safeFileName(name: string): string {
	const plain = storedName(name).replace(/[/\\]/g, '_');
	return cut(/^\.+$/.test(plain) ? 'file' : plain, (text) => Buffer.byteLength(text) <= LONGEST_BYTES);
}

function cut(name: string, fits: (text: string) => boolean): string {
	const extension = /\.[^.\s]{1,12}$/.exec(name)?.[0] ?? '';
	// Of a name as long as a book only the beginning is looked at.
	const rest = Array.from(name.slice(0, Math.min(name.length - extension.length, 2 * LONGEST)));
	while (!fits(rest.join('') + extension)) rest.pop();
	return rest.join('') + extension;
}
