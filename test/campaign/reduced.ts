/** Whether it is still the same failure with this in the place of what it was found with. */
export type StillFails<Value> = (candidate: Value) => Promise<boolean>;

/**
 * Leaves out of a list what a failure does not need: ever smaller chunks, then single ones until none can go (delta debugging).
 * @returns a list which still fails, and fails no more without any single one of its elements; as short as `stillFails` lets it be
 */
export async function reduced<Value>(list: Value[], stillFails: StillFails<Value[]>): Promise<Value[]> {
	let left = list;
	let size = Math.max(1, Math.ceil(left.length / 2));
	for (;;) {
		const before = left.length;
		for (let from = 0; from < left.length;) {
			const rest = [...left.slice(0, from), ...left.slice(from + size)];
			if (await stillFails(rest)) left = rest;
			else from += size;
		}
		if (size === 1 && left.length === before) return left;
		size = Math.max(1, Math.floor(size / 2));
	}
}
