import fc from 'fast-check';

import { between, gapsBetween, has, largest, withNumbers, type NumberRanges } from '../../../../nodes/shared/api/values/numberRanges';

const numbers = fc.array(fc.nat(60), { maxLength: 40 });
const bounds = fc.tuple(fc.integer({ min: -3, max: 65 }), fc.integer({ min: -3, max: 65 }));
const listed = (ranges: NumberRanges) => ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
const ascending = (set: Iterable<number>) => [...set].sort((a, b) => a - b);
const settings = { seed: 4, numRuns: 300 };

describe('number ranges are a set of numbers', () => {
	test('with further numbers', () => {
		fc.assert(
			fc.property(numbers, numbers, (first, second) => {
				const ranges = withNumbers(withNumbers([], first), second);
				expect(listed(ranges)).toEqual(ascending(new Set([...first, ...second])));
				for (const [index, [from]] of ranges.entries()) expect(from).toBeGreaterThan((ranges[index - 1]?.[1] ?? -9) + 1);
			}),
			settings,
		);
	});

	test('adding does not change what was there', () => {
		const before: NumberRanges = [
			[1, 3],
			[7, 7],
		];
		withNumbers(before, [4, 5, 6]);
		expect(before).toEqual([
			[1, 3],
			[7, 7],
		]);
	});

	test('between', () => {
		fc.assert(
			fc.property(numbers, bounds, (given, [low, high]) => {
				expect(listed(between(withNumbers([], given), low, high))).toEqual(
					ascending(new Set(given)).filter((number) => number > low && number <= high),
				);
			}),
			settings,
		);
	});

	test('gaps', () => {
		fc.assert(
			fc.property(numbers, bounds, (given, [low, high]) => {
				const expected = Array.from({ length: Math.max(0, high - low) }, (_, index) => low + 1 + index).filter(
					(number) => !given.includes(number),
				);
				expect(listed(gapsBetween(withNumbers([], given), low, high))).toEqual(expected);
			}),
			settings,
		);
	});

	test('has', () => {
		fc.assert(
			fc.property(numbers, fc.nat(60), (given, number) => {
				expect(has(withNumbers([], given), number)).toBe(given.includes(number));
			}),
			settings,
		);
	});

	test('largest, and the next one', () => {
		fc.assert(
			fc.property(numbers, fc.integer({ min: 1, max: 20 }), (given, count) => {
				const descending = ascending(new Set(given)).reverse();
				expect(largest(withNumbers([], given), count)).toEqual({
					numbers: descending.slice(0, count),
					...(descending[count] === undefined ? {} : { next: descending[count] }),
				});
			}),
			settings,
		);
	});
});
