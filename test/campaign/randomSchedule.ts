import { between, drawn, perhaps, shaped, weighted, type Draw } from './draw';
import type { Random } from './Random';
import { REQUEST_FAULTS, type RequestFault } from './requestFault';
import type { CommonSettings, Life, Poll, Schedule, Step } from './Schedule';
import { HOUR, MINUTE, SECOND } from './time';
import type { Story, Vocabulary } from './Vocabulary';

const WAITS = weighted(
	[5, between(100, 5 * SECOND)],
	[8, between(10 * SECOND, 2 * MINUTE)],
	[5, between(MINUTE, 20 * MINUTE)],
	[1, between(HOUR, 30 * HOUR)],
);

/** The last requests of a poll read the records, whose failure must leave the state alone; only over HTTP it is n8n's state. */
const faults = (overHttp: boolean) =>
	perhaps<RequestFault>(
		0.35,
		shaped({
			name: weighted(...REQUEST_FAULTS.map((name) => [1, name] as const)),
			variant: between(0, 3),
			first: overHttp ? weighted([4, 0], [3, 1], [3, 2], [3, 3], [1, 4]) : weighted([5, 0], [3, 1], [2, 2], [1, 4]),
			times: between(1, 4),
		}),
	);

const lives = (durable: boolean, overHttp: boolean): Draw<Life | undefined> =>
	weighted<Life | undefined>(
		[60, undefined],
		[10, 'restart'],
		[8, 'killBeforeSave'],
		[7, 'killAfterSave'],
		[durable ? 8 : 0, 'lostLease'],
		[overHttp ? 12 : 0, 'overlap'],
	);

/** What takes time; over HTTP the time of the polls is the real one, which is not limited. */
const SLOWNESS = shaped({
	budgetMs: weighted<number | undefined>([8, undefined], [1, 1], [1, 30], [1, 12_000]),
	requestMs: weighted<number | undefined>([10, undefined], [1, 1_500], [1, 5_000]),
});

/**
 * Makes a schedule out of chance and of what a part declares.
 * @param overHttp whether it is played by n8n's engine, in real time
 * @returns plain JSON, the steps in the order of their times
 */
export function randomSchedule<Settings extends CommonSettings, Happening extends Step>(
	random: Random,
	vocabulary: Vocabulary<Settings, Happening>,
	overHttp: boolean,
): Schedule<Settings, Happening> {
	const settings = vocabulary.settings(random, overHttp);
	const { waitMs = WAITS, poll } = vocabulary.polls(settings);
	const life = lives(settings.durable === true, overHttp);
	const fault = faults(overHttp);
	let at = 0;
	const polls = random.list(random.int(4, overHttp ? 9 : 22), (): Poll => {
		at += waitMs(random);
		return { at, do: 'poll', life: life(random), ...(overHttp ? {} : SLOWNESS(random)), ...poll?.(random), fault: fault(random) };
	});
	const story: Story<Happening> = { polls: polls.map((own) => own.at), span: at, steps: [] };
	for (const { times, when, steps } of vocabulary.kinds(random, settings, overHttp))
		for (let left = drawn(random, times); left > 0; left--) story.steps.push(...steps(random, when(random, story), story));
	const sorted = [...story.steps, ...polls].sort((a, b) => a.at - b.at);
	return JSON.parse(JSON.stringify({ settings, steps: sorted })) as Schedule<Settings, Happening>;
}
