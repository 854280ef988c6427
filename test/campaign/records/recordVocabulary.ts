import { between, many, perhaps, shaped, weighted } from '../draw';
import type { Random } from '../Random';
import { HOUR, MINUTE, SECOND } from '../time';
import { ever, near, shortlyBefore, type KindOfStep, type Story, type Vocabulary, type When } from '../Vocabulary';
import type { CreatedRecord, RecordSettings, RecordStep, Save } from './RecordSchedule';

const NEAR = near(0.6, 6 * SECOND);
/** Most hold a lock for no time at all, some until others have written. */
const SHORTLY_OPEN = perhaps(0.1, between(0, 900));
const GONE = perhaps(0.05, between(SECOND, HOUR));
/** By less than ten minutes. */
const CLOCK_STEP = between(-8 * MINUTE, 8 * MINUTE);
const SKEW = weighted<number | undefined>([3, undefined], [1, between(1, 90 * SECOND)], [1, between(-6 * HOUR, -HOUR)]);

/** Soon after the server's clock was set, where it was. */
const AFTER_THE_CLOCK: When = (random, story) =>
	(story.steps.find((step) => step.do === 'set clock')?.at ?? ever(random, story)) + random.int(1, 4 * MINUTE);

const BURST = weighted<number>([8, between(1, 5)], [3, between(6, 40)], [1, between(200, 420)]);
const WITHIN_MS = weighted<number>([1, 200], [2, 1_500], [1, 8_000]);
const LATE = perhaps(0.1, between(0, 5 * MINUTE));
const saved = (random: Random): Save => ({ openMs: LATE(random) ?? SHORTLY_OPEN(random) });

const SETTINGS = shaped({
	watched: perhaps(0.35, 'createdAt' as const),
	durable: perhaps(0.4, true),
	skewMs: SKEW,
	pageLimit: weighted<number | undefined>([6, undefined], [1, 50], [1, 7]),
});

/** What schedules of changes of records consist of. */
export const recordVocabulary: Vocabulary<RecordSettings, RecordStep> = {
	settings: SETTINGS,
	polls: () => ({}),
	kinds: (_, { skewMs = 0 }, overHttp) => [
		{ times: between(0, 20), when: (random) => -random.int(1, 20 * MINUTE), steps: (random, at, story) => [created(random, at, 1, story)] },
		// Over HTTP n8n's clock is the real one, which tells nothing of the time between two polls.
		once(overHttp ? 0 : 0.15, near(0.7, MINUTE), (random, at) => [{ at, do: 'set clock', skewMs: skewMs + CLOCK_STEP(random) }]),
		{ times: between(0, 3), when: AFTER_THE_CLOCK, steps: (random, at, story) => [created(random, at, random.int(1, 3), story)] },
		{ times: between(1, 8), when: NEAR, steps: (random, at, story) => [created(random, at, BURST(random), story)] },
		once(0.5, NEAR, restless),
		once(1, ever, changes),
		once(0.2, ever, hidings),
		once(0.15, ever, (random, _at, story) => [{ at: -HOUR, do: 'poison', id: random.pick(idsIn(story)) }]),
		once(0.1, shortlyBefore(20 * SECOND), anotherDatabase),
	],
};

function once(share: number, when: When, steps: KindOfStep<RecordStep>['steps']): KindOfStep<RecordStep> {
	return { times: (random) => Number(random.chance(share)), when, steps };
}

/** What writers do at about the same time, or a record from before the activation. */
function created(random: Random, at: number, count: number, { steps }: Story<RecordStep>): RecordStep {
	const within = at < 0 ? 0 : WITHIN_MS(random);
	const open = weighted<number | undefined>(
		[80, undefined],
		[at < 0 ? 0 : 12, between(1, 3 * SECOND)],
		[at < 0 || count > 50 ? 0 : 8, between(3 * SECOND, 9 * MINUTE)],
	)(random);
	const name = String(steps.length).padStart(2, '0');
	const records = random.list(count, (index): CreatedRecord => {
		const [after, openMs] = [random.int(0, within) || undefined, SHORTLY_OPEN(random)];
		return { id: `r${name}${String(index).padStart(3, '0')}`, after, openMs: open ?? openMs, goneAfter: GONE(random) };
	});
	return { at, do: 'create', records };
}

/** A record that changes again and again, so that it is hardly ever at rest. */
function restless(random: Random, at: number): RecordStep[] {
	const pause = random.pick([300, 900, 2_000, 4_000]);
	let after = 0;
	const saves = many(between(10, 200), (own): Save => ({ after: (after += own.int(1, pause)), openMs: SHORTLY_OPEN(own) }))(random);
	return [
		{ at, do: 'create', records: [{ id: 'restless', openMs: SHORTLY_OPEN(random) }] },
		{ at, do: 'change', id: 'restless', saves },
	];
}

/** Some records change later, a few times each. */
function changes(random: Random, _at: number, story: Story<RecordStep>): RecordStep[] {
	const createdAt = story.steps.flatMap((step) =>
		step.do === 'create' ? step.records.map(({ id, after = 0 }) => ({ id, at: step.at + after })) : [],
	);
	return createdAt
		.filter(() => random.chance(0.3))
		.flatMap(({ id, at }) =>
			many(between(1, 4), (own): RecordStep => ({ at: Math.max(at + 1, NEAR(own, story)), do: 'change', id, saves: [saved(own)] }))(random),
		);
}

/** Some records can't be seen for a while, or could not until then. */
function hidings(random: Random, _at: number, story: Story<RecordStep>): RecordStep[] {
	const steps = random.list(3, (): RecordStep & { do: 'hide' } => {
		const [from, to] = [ever(random, story), ever(random, story)].sort((a, b) => a - b) as [number, number];
		const at = random.chance(0.5) ? from : -HOUR;
		return { at, do: 'hide', ids: [], forMs: to - at };
	});
	for (const id of idsIn(story)) if (random.chance(0.3)) random.pick(steps).ids.push(id);
	return steps.filter(({ ids }) => ids.length);
}

function anotherDatabase(random: Random, at: number): RecordStep[] {
	if (random.chance(0.5)) return [{ at, do: 'restore', backupAgeMs: random.int(0, 30 * MINUTE) }];
	const history = random.list(random.int(0, 30), (index): CreatedRecord => ({
		id: `history${index}`,
		after: -random.int(MINUTE, 24 * HOUR),
		openMs: SHORTLY_OPEN(random),
		goneAfter: GONE(random),
	}));
	return [{ at, do: 'other server', history }];
}

function idsIn({ steps }: Story<RecordStep>): string[] {
	return steps.flatMap((step) => (step.do === 'create' ? step.records.map(({ id }) => id) : []));
}
