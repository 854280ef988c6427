/** Numbers that look random and follow from a seed (mulberry32). */
export class Random {
	private state: number;

	constructor(...seeds: number[]) {
		this.state = seeds.reduce((mixed, seed) => Math.imul(mixed ^ seed, 0x9e3779b1) + 0x7f4a7c15, 0x2545f491);
		for (let warm = 0; warm < 4; warm++) this.next();
	}

	/** 0 <= x < 1 */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** Both ends included. */
	int(from: number, to: number): number {
		return from + Math.floor(this.next() * (to - from + 1));
	}

	chance(share: number): boolean {
		return this.next() < share;
	}

	pick<Value>(values: readonly Value[]): Value {
		return values[Math.floor(this.next() * values.length)] as Value;
	}

	/** One of several, each with its weight. */
	weighted<Value>(choices: ReadonlyArray<readonly [weight: number, value: Value]>): Value {
		let left = this.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
		for (const [weight, value] of choices) if ((left -= weight) < 0) return value;
		return (choices[choices.length - 1] as readonly [number, Value])[1];
	}

	list<Value>(count: number, make: (index: number) => Value): Value[] {
		return Array.from({ length: count }, (_, index) => make(index));
	}
}
