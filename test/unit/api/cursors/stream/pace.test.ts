import { EspoError } from '../../../../../nodes/shared/api/client/EspoError';
import { createPace } from '../../../../../nodes/shared/api/cursors/stream/pace';

const MINUTE = 60_000;

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
	for (let index = 0; index < 1_000; index++) pace.spent(499, index);
	expect(pace.left('a', 1_000)).toBe(10_000);
});

test('those that search at the same time get equal shares, until they ask no more', () => {
	const pace = createPace();
	for (const name of ['a', 'b', 'c', 'd']) pace.left(name, 0);
	expect(pace.left('a', MINUTE)).toBe(2_500);
	expect(pace.left('a', 3 * MINUTE + 1)).toBe(10_000);
});

test('a clock that is set back gives no more and takes no more', () => {
	const pace = createPace();
	pace.spent(5_000, 10 * MINUTE);
	expect(pace.left('a', MINUTE)).toBe(5_000);
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

describe('turns', () => {
	const noAnswer = () => new EspoError({ kind: 'noAnswer', request: { method: 'GET', path: ['GlobalStream'] } });

	test('one after the other', async () => {
		const pace = createPace();
		const log: string[] = [];
		const poll = (name: string) => async () => {
			log.push(`${name} begins`);
			await new Promise((resolve) => setImmediate(resolve));
			log.push(`${name} ends`);
		};
		await Promise.all(['a', 'b'].map(async (name) => await pace.inTurn(() => 0, poll(name))));
		expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
	});

	test('who waited for one that got no answer fails too; who comes later polls', async () => {
		const pace = createPace();
		let now = 0;
		const polled = jest.fn(async () => await Promise.resolve('polled'));
		const slow = async () => {
			now = 12_000;
			await Promise.reject(noAnswer());
		};
		const ended = await Promise.allSettled([pace.inTurn(() => now, slow), pace.inTurn(() => now, polled)]);
		expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(polled).not.toHaveBeenCalled();
		expect(await pace.inTurn(() => now, polled)).toBe('polled');
	});

	test('another failure is nobody else’s', async () => {
		const pace = createPace();
		let now = 0;
		const failing = async () => {
			now = 1;
			await Promise.reject(new Error('of its own'));
		};
		const ended = await Promise.allSettled([
			pace.inTurn(() => now, failing),
			pace.inTurn(
				() => now,
				async () => await Promise.resolve(1),
			),
		]);
		expect(ended.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
	});
});
