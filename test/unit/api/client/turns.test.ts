import { createTurns } from '../../../../nodes/shared/api/client/turns';

test('work begins in order, at most so many at once, also after a failure', async () => {
	const inTurn = createTurns(() => 3);
	const begun: number[] = [];
	let [underWay, most] = [0, 0];
	const outcomes = await Promise.allSettled(
		Array.from(
			{ length: 12 },
			async (_, index) =>
				await inTurn(async () => {
					begun.push(index);
					most = Math.max(most, ++underWay);
					await new Promise(setImmediate);
					underWay--;
					if (index % 4 === 0) throw new Error(`no ${index}`);
					return index;
				}),
		),
	);
	expect(begun).toEqual(Array.from({ length: 12 }, (_, index) => index));
	expect(most).toBe(3);
	expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'failed'))).toEqual([
		'failed',
		1,
		2,
		3,
		'failed',
		5,
		6,
		7,
		'failed',
		9,
		10,
		11,
	]);
});
