/**
 * What work gives for each of many, in their order. Only so many are under way at once, and after one has failed none is begun.
 * @throws the failure of the first that failed, when those under way have ended
 */
export async function fewAtOnce<Item, Result>(
	items: readonly Item[],
	atOnce: number,
	work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
	const results = new Map<number, Result>();
	const failures = new Map<number, unknown>();
	const waiting = items.entries();
	const goOn = async () => {
		for (const [index, item] of waiting) {
			try {
				results.set(index, await work(item));
			} catch (error) {
				failures.set(index, error);
			}
			if (failures.size) return;
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, goOn));
	const [first] = [...failures.keys()].sort((a, b) => a - b);
	if (first !== undefined) throw failures.get(first);
	return items.map((_item, index) => results.get(index) as Result);
}
