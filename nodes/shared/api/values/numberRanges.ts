/** A set of whole numbers as sorted, separate ranges, both ends included. Small where numbers come in runs. */
export type NumberRanges = Array<[from: number, to: number]>;

/** The set with further numbers. */
export function withNumbers(ranges: NumberRanges, numbers: number[]): NumberRanges {
	return withRanges(
		ranges,
		numbers.map((number): [number, number] => [number, number]),
	);
}

/** Both sets in one. */
export function withRanges(ranges: NumberRanges, others: NumberRanges): NumberRanges {
	const all = [...ranges, ...others].map(([from, to]): [number, number] => [from, to]).sort((a, b) => a[0] - b[0]);
	const joined: NumberRanges = [];
	for (const [from, to] of all) {
		const last = joined[joined.length - 1];
		if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
		else joined.push([from, to]);
	}
	return joined;
}

/** The part with `low < number <= high`. */
export function between(ranges: NumberRanges, low: number, high: number): NumberRanges {
	return ranges.map(([from, to]): [number, number] => [Math.max(from, low + 1), Math.min(to, high)]).filter(([from, to]) => from <= to);
}

/** The numbers with `low < number <= high` that are not in the set. */
export function gapsBetween(ranges: NumberRanges, low: number, high: number): NumberRanges {
	const gaps: NumberRanges = [];
	let next = low + 1;
	for (const [from, to] of between(ranges, low, high)) {
		if (from > next) gaps.push([next, from - 1]);
		next = to + 1;
	}
	if (next <= high) gaps.push([next, high]);
	return gaps;
}

/** How many numbers a set has. */
export function countOf(ranges: NumberRanges): number {
	return ranges.reduce((count, [from, to]) => count + to - from + 1, 0);
}

/** Whether a number is in a set. */
export function has(ranges: NumberRanges, number: number): boolean {
	return ranges.some(([from, to]) => from <= number && number <= to);
}

/** The largest numbers of a set, at most `count`, and the largest one that is left out. */
export function largest(ranges: NumberRanges, count: number): { numbers: number[]; next?: number } {
	const numbers: number[] = [];
	for (const [from, to] of [...ranges].reverse()) {
		for (let number = to; number >= from; number--) {
			if (numbers.length === count) return { numbers, next: number };
			numbers.push(number);
		}
	}
	return { numbers };
}
