import { EspoError } from '../../../../nodes/shared/api/client/EspoError';
import { failureOf, PartlyDone, partlyDone } from '../../../../nodes/shared/api/client/partlyDone';

const request = { method: 'POST' as const, path: ['Account', 'a1', 'contacts'] };
const refused = new EspoError({ kind: 'forbidden', request });
const lost = new EspoError({ kind: 'noAnswer', request });

test('of several errors the one that leaves open what was done is shown', () => {
	const failed = new Map([
		['x', refused],
		['y', lost],
	]);
	expect(failureOf(['x', 'y'], failed)).toMatchObject({ reason: lost, hasDone: false });
	expect(partlyDone(['x', 'y', 'z'], failed)).toMatchObject({ reason: lost, hasDone: true, message: 'Not processed: x, y. Processed: z.' });
});

test('of many only the first are named', () => {
	const ids = Array.from({ length: 51 }, (_, index) => `i${index}`);
	const message = (count: number) =>
		partlyDone([...ids.slice(0, count), 'z'], new Map(ids.slice(0, count).map((id) => [id, refused])))?.message;
	expect(message(50)).toBe(`Not processed: ${ids.slice(0, 50).join(', ')}. Processed: z.`);
	expect(message(51)).toBe(`Not processed: ${ids.slice(0, 50).join(', ')} and 1 more. Processed: z.`);
});

test.each<[failed: Map<string, unknown>, message: string, hasDone: boolean]>([
	[new Map([['x', refused]]), 'Not processed: x. Processed: y.', true],
	[
		new Map([
			['x', new PartlyDone('Created', refused, true)],
			['y', new PartlyDone('Created', refused, true)],
		]),
		'Not processed: x, y. Processed: none. Created: x, y.',
		true,
	],
	[
		new Map<string, unknown>([
			['x', refused],
			['y', refused],
		]),
		'Not processed: x, y. Processed: none.',
		false,
	],
])('an error of one can say that something was done nevertheless', (failed, message, hasDone) => {
	expect(failureOf(['x', 'y'], failed)).toMatchObject({ message, hasDone, reason: refused });
});

test('one alone is named by its ID, unless its error says more', () => {
	expect(failureOf(['x'], new Map([['x', refused]]))).toMatchObject({ message: 'ID: x.', hasDone: false });
	expect(failureOf(['x'], new Map([['x', new PartlyDone('Created', refused, true)]]))).toMatchObject({
		message: 'Created: x.',
		hasDone: true,
	});
	expect(failureOf(['x'], new Map())).toBeUndefined();
	expect([partlyDone(['x'], new Map([['x', refused]])), partlyDone(['x', 'y'], new Map())]).toEqual([undefined, undefined]);
});
