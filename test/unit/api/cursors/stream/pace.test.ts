import { EspoError } from '../../../../../nodes/shared/api/client/EspoError';
import { createPace } from '../../../../../nodes/shared/api/cursors/stream/pace';

const MINUTE = 60_000;
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

test('one trigger may search for ten seconds, and a fifth of the time after that', () => {
	const pace = createPace();
	expect(pace.left('a', 0)).toBe(10_000);
	pace.spent(10_000, 10_000);
	expect(pace.left('a', 10_000)).toBe(0);
	expect(pace.left('a', 30_000)).toBe(4_000);
	expect(pace.left('a', 10_000 + MINUTE)).toBe(10_000);
});

test('what takes longer than allowed is paid back before more is given', () => {
	const pace = createPace();
	pace.spent(16_000, 0);
	expect(pace.left('a', 30_000)).toBe(0);
	expect(pace.left('a', 40_000)).toBe(2_000);
});

test('quick requests do not count', () => {
	const pace = createPace();
	for (let index = 0; index < 1_000; index++) pace.spent(199, index);
	expect(pace.left('a', 1_000)).toBe(10_000);
});

test('those that search at the same time get equal shares, until they ask no more', () => {
	const pace = createPace();
	for (const name of ['a', 'b', 'c', 'd']) pace.left(name, 0);
	expect(pace.left('d', MINUTE)).toBe(2_500);
	expect(pace.left('e', 10 * MINUTE)).toBe(10_000);
});

test.each<[string, Array<[size: number, ms: number]>, number]>([
	['quick answers', [[20, 100]], 20],
	['a slow one', [[20, 4_000]], 5],
	[
		'two slow ones',
		[
			[20, 4_000],
			[5, 2_000],
		],
		1,
	],
	['the slowest', [[1, 12_000]], 1],
	[
		'quick ones after a slow one',
		[
			[20, 4_000],
			[5, 100],
			[10, 100],
		],
		20,
	],
	[
		'neither',
		[
			[20, 4_000],
			[5, 900],
		],
		5,
	],
])('after %s the first request of a poll is of that many notes', (_, answers, size) => {
	const pace = createPace();
	for (const [asked, ms] of answers) pace.probed(asked, ms);
	expect(pace.probe).toBe(size);
});

test('polls go one after the other', async () => {
	const pace = createPace();
	const log: string[] = [];
	const poll = (name: string) => async () => {
		log.push(`${name} begins`);
		await new Promise((resolve) => setImmediate(resolve));
		log.push(`${name} ends`);
	};
	await Promise.all(['a', 'b'].map(async (name) => await pace.inTurn(poll(name))));
	expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});
