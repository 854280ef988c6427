import fc from 'fast-check';

import { splitWhere } from '../../../../nodes/shared/api/lists/splitWhere';
import type { WhereItem } from '../../../../nodes/shared/api/request/WhereItem';
import type { Json, JsonObject } from '../../../../nodes/shared/api/values/Json';
import { matchesWhere } from '../../model/matchesWhere';

const inside = (attribute: string, value: Json[]): WhereItem => ({ type: 'in', attribute, value });
const shorterThan = (length: number) => (where: WhereItem[]) => JSON.stringify(where).length <= length;

test('the parts are short and match together what the whole matches, nothing twice', () => {
	const values = fc.array(fc.nat(30), { minLength: 1, maxLength: 40 });
	fc.assert(
		fc.property(values, values, (a, b) => {
			const where: WhereItem[] = [inside('a', a), { type: 'isNotNull', attribute: 'a' }, inside('b', b)];
			const fits = shorterThan(160);
			const parts = splitWhere(where, fits) ?? [];
			expect(parts.every(fits)).toBe(true);
			const rows: JsonObject[] = Array.from({ length: 31 * 4 }, (_, index) => ({ a: index % 31, b: (index * 7) % 31 }));
			for (const row of rows) expect(parts.filter((part) => matchesWhere(row, part)).length).toBe(matchesWhere(row, where) ? 1 : 0);
		}),
		{ seed: 8, numRuns: 100 },
	);
});

test('what is short enough stays as it is', () => {
	const where = [inside('a', [1, 1])];
	expect(splitWhere(where, () => true)).toEqual([where]);
	expect(splitWhere([], () => true)).toEqual([[]]);
});

test.each<[name: string, where: WhereItem[]]>([
	['nothing to divide', [{ type: 'equals', attribute: 'a', value: 'x'.repeat(200) }]],
	['a list that leaves out', [{ type: 'notIn', attribute: 'a', value: Array(100).fill('xx') }]],
	['one value that is too long', [inside('a', ['x'.repeat(200), 'y'])]],
	[
		'a list inside another condition',
		[
			{
				type: 'or',
				value: [
					inside(
						'a',
						Array.from({ length: 100 }, (_, index) => index),
					) as Json,
				],
			},
		],
	],
])('%s: undefined', (_, where) => expect(splitWhere(where, shorterThan(100))).toBeUndefined());
