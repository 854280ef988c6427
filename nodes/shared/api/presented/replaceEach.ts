/**
 * Puts what is made of each entry in its place in the array, so that never all of both are held.
 * @param entries nobody else's: what they were is not in it any more
 * @returns the same array
 */
export function replaceEach<Entry>(entries: Entry[], make: (entry: Entry) => Entry): Entry[] {
	for (const [index, entry] of entries.entries()) entries[index] = make(entry);
	return entries;
}
