/** The same bytes in pieces of one size, of which the last may be shorter. @param size in bytes @throws what the source throws */
export async function* chunksOf(source: AsyncIterable<Uint8Array>, size: number): AsyncIterable<Buffer> {
	let [held, length]: [Uint8Array[], number] = [[], 0];
	for await (const part of source) {
		for (let start = 0; start < part.length;) {
			const taken = part.subarray(start, start + size - length);
			held.push(taken);
			length += taken.length;
			start += taken.length;
			if (length < size) continue;
			yield Buffer.concat(held);
			[held, length] = [[], 0];
		}
	}
	if (length) yield Buffer.concat(held);
}
