import fc from 'fast-check';

import { inOrder, type Task } from '../../../nodes/shared/operation/inOrder';

interface Played {
	begun: number[];
	ended: number[];
	most: number;
	clashes: string[];
	outcome: unknown;
}

async function played(shapes: Array<{ keys: string[]; ticks: number; fails: boolean }>, limit: number): Promise<Played> {
	const result: Played = { begun: [], ended: [], most: 0, clashes: [], outcome: undefined };
	const held = new Set<string>();
	let underWay = 0;
	const tasks = shapes.map(({ keys, ticks, fails }, index): Task => ({
		keys,
		run: async () => {
			result.begun.push(index);
			result.most = Math.max(result.most, ++underWay);
			for (const key of new Set(keys)) {
				if (held.has(key)) result.clashes.push(key);
				held.add(key);
			}
			for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
			for (const key of keys) held.delete(key);
			underWay--;
			result.ended.push(index);
			if (fails) throw new Error(`task ${index}`);
		},
	}));
	await inOrder(tasks, limit).catch((error: unknown) => (result.outcome = (error as Error).message));
	return result;
}

const key = fc.constantFrom<string>('a', 'b', 'c', 'd');
const shape = (fails: fc.Arbitrary<boolean>) => fc.record({ keys: fc.array(key, { maxLength: 3 }), ticks: fc.nat(12), fails });
const limits = fc.integer({ min: 1, max: 5 });
const settings = { seed: 9, numRuns: 300 };

test('all run once, never too many, never two with one key, and those with one key in their order', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(shape(fc.constant(false)), { maxLength: 25 }), limits, async (shapes, limit) => {
			const { begun, most, clashes, outcome } = await played(shapes, limit);
			expect([...begun].sort((a, b) => a - b)).toEqual(shapes.map((_, index) => index));
			expect(most).toBeLessThanOrEqual(limit);
			expect(clashes).toEqual([]);
			expect(outcome).toBeUndefined();
			for (const one of ['a', 'b', 'c', 'd']) {
				const own = begun.filter((index) => shapes[index]?.keys.includes(one));
				expect(own).toEqual([...own].sort((a, b) => a - b));
			}
		}),
		settings,
	);
});

test('after a failure nothing begins, what runs is waited for, and the first failure is thrown', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(shape(fc.boolean()), { minLength: 1, maxLength: 25 }), limits, async (shapes, limit) => {
			const { begun, ended, outcome } = await played(shapes, limit);
			const first = ended.find((index) => shapes[index]?.fails);
			expect(outcome).toBe(first === undefined ? undefined : `task ${first}`);
			expect([...ended].sort()).toEqual([...begun].sort());
			if (first === undefined) expect(begun).toHaveLength(shapes.length);
		}),
		settings,
	);
});

test('one at a time keeps the order', async () => {
	const { begun, ended, most } = await played(
		Array.from({ length: 6 }, (_, index) => ({ keys: [], ticks: 6 - index, fails: false })),
		1,
	);
	expect([begun, ended, most]).toEqual([[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5], 1]);
});

test('as many as allowed run at once, and one that waits for its key does not hold up the others', async () => {
	const shapes = [['a'], ['a'], ['b'], ['c']].map((keys) => ({ keys, ticks: 5, fails: false }));
	const { begun, most } = await played(shapes, 3);
	expect(begun.slice(0, 3)).toEqual([0, 2, 3]);
	expect(most).toBe(3);
});

test('after a failure the next one does not begin', async () => {
	const shapes = [true, false, false].map((fails) => ({ keys: [], ticks: 1, fails }));
	expect((await played(shapes, 1)).begun).toEqual([0]);
});

test('nothing to do', async () => expect((await played([], 4)).begun).toEqual([]));
