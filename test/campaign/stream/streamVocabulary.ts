import { between, many, oneOf, perhaps, shaped, weighted, type Draw } from '../draw';
import type { Random } from '../Random';
import { HOUR, MINUTE, SECOND } from '../time';
import { ever, near, shortlyBefore, type KindOfStep, type Timeless, type Vocabulary, type When } from '../Vocabulary';
import type { NoteKindName } from './noteKinds';
import type { SOURCES } from './StreamSchedule';
import { type EventFilter, type Poison, type StreamSettings, type StreamStep, type WrittenNote } from './StreamSchedule';

const FILTERS: EventFilter[] = [
	{ events: [], entityTypes: [], skipOwn: false },
	{ events: ['post'], entityTypes: [], skipOwn: false },
	{ events: ['status'], entityTypes: [], skipOwn: false },
	{ events: ['update', 'mention'], entityTypes: [], skipOwn: false },
	{ events: [], entityTypes: ['Account', 'Task'], skipOwn: false },
	{ events: [], entityTypes: [], skipOwn: true },
];
/** Of this type there are notes only at the end of a schedule. */
const RARE: EventFilter = { events: [], entityTypes: ['Case'], skipOwn: false };
const FILTER = weighted<EventFilter>([0.4, FILTERS[0] as EventFilter], [0.6, oneOf(...FILTERS)]);

const POISON = weighted<Poison[] | undefined>(
	[2, undefined],
	[1, [{ entityType: 'Lead', answer: '403' }]],
	[1, [{ entityType: 'Account', id: 'a4', answer: '403' }]],
	[
		1,
		[
			{ entityType: 'Account', id: 'a1', answer: '500' },
			{ entityType: 'Task', id: 'a5', answer: 'deleted' },
		],
	],
	[1, [{ entityType: 'Account', id: 'a1', answer: 'deleted' }]],
);
const SKEW = weighted<number | undefined>(
	[4, undefined],
	[1, between(1, 90 * SECOND)],
	[1, between(-90 * SECOND, -1)],
	[1, between(HOUR, 6 * HOUR)],
	[1, between(-6 * HOUR, -HOUR)],
);
const PAGE_LIMIT = weighted<number | undefined>([8, undefined], [1, 50], [1, 20], [1, 10]);

const NEAR = near(0.5, 3 * SECOND);
const ON: Draw<string> = (random) =>
	random.chance(0.45) ? 'Account/a1' : `${random.pick(['Account', 'Lead', 'Task'])}/a${random.int(2, 6)}`;
/** How a note goes wrong, apart from where it is written. */
const HABITS: Draw<WrittenNote> = shaped({
	own: perhaps(0.3, true),
	insertedAfter: perhaps(0.1, between(0, 1_500)),
	goneAfter: perhaps(0.06, between(SECOND, 40 * MINUTE)),
});
const SKIPPED = weighted<number | undefined>([80, undefined], [20, between(1, 5)], [2, between(300, 3_000)]);
const OPEN = weighted<number | undefined>(
	[72, undefined],
	[16, between(1, 3 * SECOND)],
	[11, between(3 * SECOND, 10 * MINUTE)],
	[1, between(11 * MINUTE, 60 * MINUTE)],
);
const NOTES_OF_A_TRANSACTION = weighted<number>([5, between(1, 4)], [3, between(5, 15)], [1, between(20, 40)]);

/** What schedules of stream events consist of. */
export const streamVocabulary: Vocabulary<StreamSettings, StreamStep> = {
	settings(random, overHttp) {
		const version = perhaps(0.3, '7.5' as const)(random);
		// On 7.5 it is refused, which is soon told.
		const source = weighted<keyof typeof SOURCES>([version ? 1 : 12, 'everything'], [9, 'myStream'], [5, 'record'])(random);
		const quietDays = (source !== 'record' && random.chance(0.06)) || undefined;
		const fullRecord = perhaps(overHttp ? 0.6 : 0.25, true)(random);
		return {
			version,
			source,
			quietDays,
			hiddenMass: (source === 'everything' && !quietDays && random.chance(0.1)) || undefined,
			durable: perhaps(0.4, true)(random),
			filter: quietDays ? RARE : FILTER(random),
			fullRecord,
			poison: fullRecord ? POISON(random) : undefined,
			skewMs: SKEW(random),
			pageLimit: PAGE_LIMIT(random),
		};
	},
	polls: ({ quietDays, hiddenMass }) => ({
		...(quietDays ? { waitMs: between(5 * HOUR, 20 * HOUR) } : {}),
		...(hiddenMass ? { poll: shaped({ hiddenMs: weighted<number | undefined>([3, undefined], [2, 4], [1, 40]) }) } : {}),
	}),
	kinds(random, settings, overHttp) {
		const { source = 'myStream', quietDays, hiddenMass } = settings;
		const note = noteOf(random, settings);
		const kind = (share: number, when: When, step: (random: Random) => Timeless<StreamStep>): KindOfStep<StreamStep> => ({
			times: (random) => Number(random.chance(share)),
			when,
			steps: (random, at) => [{ ...step(random), at } as StreamStep],
		});
		return [
			{
				times: between(0, 40),
				when: (random) => -random.int(0, 15 * MINUTE),
				steps: (random, at) => [{ at, do: 'write', notes: [note(random)] }],
			},
			{ times: between(1, 10), when: NEAR, steps: (random, at) => writers(random, at, note) },
			kind(Number(hiddenMass ?? 0), NEAR, (random) => ({ do: 'crowd', count: random.int(800, 2_600), hidden: true })),
			kind(overHttp ? 0 : 0.006, NEAR, (random) => ({ do: 'crowd', count: random.int(5_500, 7_000) })),
			kind(
				Number(quietDays ?? 0),
				(random, { span }) => Math.floor((span * random.int(70, 100)) / 100),
				(random) => ({
					do: 'write',
					openMs: OPEN(random),
					notes: many(between(1, 5), () => ({ ...note(random), on: 'Case/a2' }))(random),
				}),
			),
			kind(quietDays ? 0 : 0.1, shortlyBefore(1), (random) => ({ do: 'edit', filter: FILTER(random) })),
			kind(0.12, shortlyBefore(20 * SECOND), (random) => anotherDatabase(random, note)),
			kind(source === 'myStream' ? 0.4 : 0, ever, () => ({ do: 'follow' })),
			kind(source === 'record' ? 0 : 0.25, ever, (random) =>
				weighted<Timeless<StreamStep>>(
					[1, { do: 'show leads' }],
					[1, { do: 'hide leads' }],
					[1, { do: 'hide leads', forMs: random.int(SECOND, 2 * HOUR) }],
				)(random),
			),
			kind(0.1, ever, () => ({ do: 'delete account' })),
		];
	},
};

/** @returns how notes are drawn; `on` decides for all notes of a transaction on one record */
function noteOf(random: Random, { version = '10.0', source }: Partial<StreamSettings>): (random: Random, on?: string) => WrittenNote {
	const longPosts = random.weighted([
		[10, 0.15],
		[1, 1],
	]);
	const isSparse = source !== 'everything' && random.chance(0.15);
	// A post is twice as likely as anything else.
	const kind = weighted<NoteKindName | undefined>(
		[2, undefined],
		...(['mention', 'create', 'assign', 'update', 'status', 'status and field'] as const).map(
			(name) => [version === '7.5' && name === 'status and field' ? 0 : 1, name] as const,
		),
	);
	return (random, on = ON(random)) => ({
		kind: kind(random),
		on,
		...HABITS(random),
		long: perhaps(longPosts, true)(random),
		skipped: isSparse && random.chance(0.1) ? random.int(5_000, 60_000) : SKIPPED(random),
	});
}

/** What several writers do at about the same time. */
function writers(random: Random, at: number, note: ReturnType<typeof noteOf>): StreamStep[] {
	return random.list(
		random.weighted([
			[4, 1],
			[2, 2],
			[1, 4],
		]),
		() => {
			const on = random.chance(0.4) ? ON(random) : undefined;
			const pause = random.weighted([
				[1, 0],
				[3, 20],
				[2, 150],
				[1, 2_000],
			]);
			let after = 0;
			const notes = many(NOTES_OF_A_TRANSACTION, () => ({ ...note(random, on), after: (after += random.int(0, pause)) || undefined }))(
				random,
			);
			return { at: at + random.int(0, 300), do: 'write', openMs: OPEN(random), notes };
		},
	);
}

function anotherDatabase(random: Random, note: ReturnType<typeof noteOf>): Timeless<StreamStep> {
	if (random.chance(0.5))
		return {
			do: 'restore',
			backupAgeMs: weighted<number>([2, between(0, 2 * MINUTE)], [2, between(0, 3 * HOUR)], [1, between(0, 48 * HOUR)])(random),
		};
	const history = many(between(0, 80), () => ({ ...note(random), after: -random.int(1, random.pick([20 * MINUTE, 24 * HOUR])) }))(random);
	return { do: 'other server', above: weighted<number | undefined>([2, undefined], [1, 5_000], [1, between(0, 200)])(random), history };
}
