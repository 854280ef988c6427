const TYPES = new Map([
	['csv', 'text/csv'],
	['eml', 'message/rfc822'],
	['htm', 'text/html'],
	['html', 'text/html'],
	['ics', 'text/calendar'],
	['json', 'application/json'],
	['md', 'text/markdown'],
	['svg', 'image/svg+xml'],
	['txt', 'text/plain'],
	['vcf', 'text/vcard'],
	['xml', 'application/xml'],
]);

/** The MIME type of text by the name of its file; undefined for names that tell nothing. */
export function typeOfName(name: string): string | undefined {
	return TYPES.get(/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '');
}
