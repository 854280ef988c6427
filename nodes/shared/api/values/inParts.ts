/** A list in parts of so many, of which the last may be shorter. */
export function inParts<Part>(list: readonly Part[], size: number): Part[][] {
	return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}
