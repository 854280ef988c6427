import { PARTS } from '../../campaign/parts';
import { verdictOf } from '../../campaign/runSchedules';
import type { Schedule } from '../../campaign/Schedule';
import { scheduleInWords } from '../../campaign/scheduleInWords';
import { kindOf } from '../../campaign/Verdict';

const SEED = 5;

describe.each(PARTS.map((part) => [part.name, part] as const))('schedules of %s', (_name, part) => {
	const schedules = Array.from({ length: 30 }, (_, index) => part.scheduleOf(SEED, index));

	test('are the same for a seed, differ by the index, and can be kept as JSON', () => {
		expect(schedules[3]).toEqual(part.scheduleOf(SEED, 3));
		expect(new Set(schedules.map((schedule) => JSON.stringify(schedule))).size).toBe(schedules.length);
		expect(JSON.parse(JSON.stringify(schedules))).toEqual(schedules);
	});

	test('are in the order of their times', () => {
		for (const { steps } of schedules) expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).sort((a, b) => a - b));
	});

	if (part.overHttp) return;

	test('that are plain or empty can be played', async () => {
		for (const steps of [[], [{ at: 60_000, do: 'poll' }]]) expect((await verdictOf(part, { settings: {}, steps })).findings).toEqual([]);
	});

	test('keep all promises, and give the same verdict when they are read from a file', async () => {
		for (const schedule of schedules.slice(0, 5)) {
			const verdict = await verdictOf(part, schedule);
			expect(verdict.findings).toEqual([]);
			expect(await verdictOf(part, JSON.parse(JSON.stringify(schedule)) as Schedule)).toEqual(verdict);
		}
	});
});

test('a schedule in words', async () => {
	const [stream] = PARTS;
	const schedule = {
		settings: { pageLimit: 50 },
		steps: [
			{ at: 60_000, do: 'write', openMs: 45_000, notes: [{}, {}, { kind: 'status', on: 'Task/a3', after: 250 }] },
			{ at: 120_000, do: 'poll', life: 'restart', fault: { name: '5xx', variant: 0, first: 0, times: 1 } },
			{ at: 86_400_000, do: 'poll' },
		],
	} as Schedule;
	const { polls, findings } = await verdictOf(stream as (typeof PARTS)[number], schedule);
	expect(kindOf({ findings })).toBeUndefined();
	expect(scheduleInWords(schedule, polls)).toEqual([
		'set to: pageLimit 50',
		'09:01:00       write openMs 45 s notes [2 x plain, kind status on Task/a3 after 250 ms]',
		'09:02:00       poll life restart fault {name 5xx variant 0 first 0 times 1} -> nothing (1 request), failed: server (500)',
		'11-24 09:00:00 poll -> n1, n2, n3 (1 request)',
		'11-24 09:21:00 poll -> last (1 request)',
	]);
});
