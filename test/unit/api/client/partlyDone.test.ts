import { EspoError } from '../../../../nodes/shared/api/client/EspoError';
import { failureOf, partlyDone } from '../../../../nodes/shared/api/client/partlyDone';

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
