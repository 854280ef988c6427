import { Random } from '../../campaign/Random';
import { reduced } from '../../campaign/reduced';
import type { Schedule, Step } from '../../campaign/Schedule';
import { shrink } from '../../campaign/shrink';

/** A schedule that fails when it has all of some steps, in their order. */
function story(random: Random): { schedule: Schedule; needed: Step[]; fails: (candidate: Schedule) => boolean } {
	const steps = random.list(random.int(1, 60), (index) => ({
		at: index * 1_234 + random.int(0, 900),
		do: 'write',
		notes: [{ own: true }, {}],
	}));
	const needed = steps.filter(() => random.chance(random.pick([0.05, 0.2, 0.9])));
	const keys = needed.map(({ at }) => Math.floor(at / 1_234));
	const fails = ({ steps: left }: Schedule) => {
		const found = left.map(({ at }) => Math.floor(at / 1_234));
		return keys.every((key) => found.includes(key));
	};
	return { schedule: { settings: { durable: true }, steps }, needed, fails };
}

describe('a schedule that fails', () => {
	const seeds = Array.from({ length: 60 }, (_, seed) => seed);

	test.each(seeds)('is shrunk to the steps without any of which it does not fail: %i', async (seed) => {
		const { schedule, needed, fails } = story(new Random(seed));
		const { schedule: shrunk, isMinimal } = await shrink(schedule, async (candidate) => await Promise.resolve(fails(candidate)), 20_000);
		expect(isMinimal).toBe(true);
		expect(fails(shrunk)).toBe(true);
		expect(shrunk.steps).toHaveLength(needed.length);
		for (const index of shrunk.steps.keys())
			expect(fails({ ...shrunk, steps: shrunk.steps.filter((_, other) => other !== index) })).toBe(false);
	});

	test('is the same whenever it is shrunk', async () => {
		const once = async () => {
			const { schedule, fails } = story(new Random(7));
			return await shrink(schedule, async (candidate) => await Promise.resolve(fails(candidate)), 20_000);
		};
		expect(await once()).toEqual(await once());
	});

	test('loses its settings, its parameters and its odd times', async () => {
		const schedule: Schedule = {
			settings: { durable: true },
			steps: [{ at: 123_456, do: 'poll', life: 'restart', requestMs: 5_000, fault: { name: '5xx', variant: 3, first: 2, times: 4 } }],
		};
		const { schedule: shrunk } = await shrink(
			schedule,
			async ({ steps: [step] }) => await Promise.resolve(step !== undefined && 'fault' in step && (step.fault?.times ?? 0) > 1),
			500,
		);
		expect(shrunk).toEqual({ settings: {}, steps: [{ at: 0, do: 'poll', fault: { name: '5xx', times: 2 } }] });
	});

	test('keeps what happens before the activation before it, and its steps in their order', async () => {
		const steps = [-5, 7, 20].map((at) => ({ at, do: 'write' }));
		const seen: Schedule[] = [];
		await shrink(
			{ settings: {}, steps },
			async (candidate) => await Promise.resolve(seen.push(candidate) > 0 && candidate.steps.length === 3),
			500,
		);
		for (const { steps: left } of seen) {
			const times = left.map(({ at }) => at);
			expect(times).toEqual([...times].sort((a, b) => a - b));
			expect(times.filter((at) => at < 0).length).toBeLessThanOrEqual(1);
			if (left.length === 3) expect(times[0]).toBeLessThan(0);
		}
	});

	test('is tried no more often than allowed', async () => {
		const { schedule, fails } = story(new Random(3));
		let runs = 0;
		const counted = async (candidate: Schedule) => await Promise.resolve(++runs > 0 && fails(candidate));
		const { isMinimal, schedule: shrunk, runs: told } = await shrink(schedule, counted, 5);
		expect([runs, told, isMinimal, fails(shrunk)]).toEqual([5, 5, false, true]);
	});
});

describe('a list', () => {
	test('is reduced in far fewer runs than it has elements, if few are needed', async () => {
		let runs = 0;
		const list = Array.from({ length: 1_000 }, (_, index) => index);
		const left = await reduced(list, async (rest) => await Promise.resolve(++runs > 0 && rest.includes(3) && rest.includes(777)));
		expect(left).toEqual([3, 777]);
		expect(runs).toBeLessThan(100);
	});

	test('that fails without anything becomes empty', async () => {
		expect(await reduced([1, 2, 3], async () => await Promise.resolve(true))).toEqual([]);
	});
});
