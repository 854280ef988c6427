import { EspoError } from '../../../../../nodes/shared/api/client/EspoError';
import { createPace } from '../../../../../nodes/shared/api/cursors/stream/pace';

const HOUR = 60 * 60_000;
const slow = new EspoError({ kind: 'noAnswer', request: { method: 'GET', path: [] } });
const late = async () => await Promise.reject(slow);
const prompt = async () => await Promise.resolve('done');

test('those that waited for a poll without an answer fail with it, those that come later do not', async () => {
	const pace = createPace();
	const polls = [pace.inTurn(late), pace.inTurn(prompt), pace.inTurn(prompt)];
	expect(await Promise.allSettled(polls)).toEqual(polls.map(() => ({ status: 'rejected', reason: slow })));
	expect(await pace.inTurn(prompt)).toBe('done');
	const refused = new EspoError({ kind: 'forbidden', request: { method: 'GET', path: [] } });
	const others = await Promise.allSettled([pace.inTurn(async () => await Promise.reject(refused)), pace.inTurn(prompt)]);
	expect(others[1]).toEqual({ status: 'fulfilled', value: 'done' });
});

test('time comes back after a clock was set back', () => {
	const pace = createPace();
	pace.left('other', 5 * HOUR);
	pace.spent(10_000, 5 * HOUR);
	expect(pace.left('one', 4 * HOUR)).toBe(0);
	expect(pace.left('one', 4 * HOUR + 60_000)).toBe(10_000);
});

test('where the time is not enough for all, those that had none come first the next time', () => {
	const pace = createPace();
	const searched = (now: number) =>
		['a', 'b', 'c', 'd'].filter((trigger) => {
			const left = pace.left(trigger, now);
			if (left) pace.spent(6_000, now);
			return left > 0;
		});
	expect([1, 2, 3, 4].map((minute) => searched(minute * 60_000).join(''))).toEqual(['ab', 'cd', 'ab', 'cd']);
});

test('triggers that wait for their turn have their share too', async () => {
	const pace = createPace();
	const left: number[] = [];
	const search = (trigger: string) => async () => {
		await Promise.resolve();
		left.push(pace.left(trigger, 0));
	};
	await Promise.all(['a', 'b', 'c', 'd'].map(async (trigger) => await pace.inTurn(search(trigger))));
	expect(left[0]).toBe(2_500);
	expect(Math.max(...left)).toBeLessThan(3_400);
});
