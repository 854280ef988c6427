/**
 * A text search that EspoCRM takes for one: “0” is none to it, so that every record would be found. With the wildcard that it adds itself, it finds what
 * begins with it.
 */
export function searchText(text: string): string {
	return text.trim() === '0' ? '0*' : text;
}
