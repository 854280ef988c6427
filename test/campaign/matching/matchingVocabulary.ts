import { between, oneOf, perhaps, weighted } from '../draw';
import type { Random } from '../Random';
import { HOUR } from '../time';
import type { Story, Vocabulary, When } from '../Vocabulary';
import type { MatchingSettings, MatchingStep, Move } from './MatchingSchedule';

/** What can follow each other: what went away comes back. */
const BACK: Record<Move['to'], Move['to']> = {
	matching: 'other',
	other: 'matching',
	deleted: 'restored',
	restored: 'deleted',
	hidden: 'shown',
	shown: 'hidden',
};
const MOVE = weighted<Move['to']>([6, 'matching'], [4, 'other'], [2, 'deleted'], [3, 'restored'], [2, 'hidden'], [2, 'shown']);
/** Before, between or after the requests of a poll. */
const REQUEST = weighted<number>([5, 0], [1, 1], [3, 2], [2, 3], [1, 4]);
const SHARE = weighted<number>([6, 0], [3, 0.3], [2, 1]);
const COUNT = weighted<number>([10, between(1, 12)], [6, between(13, 80)], [2, between(201, 450)]);
/** EspoCRM's IDs have 17 characters, and those of new records come between those of old ones. */
const ID_LENGTH = 17;

const AT_FIRST: When = () => -HOUR;
const AT_LAST: When = (_, { span }) => span - 1;
/** Right before the activation or a poll. */
const BEFORE: When = (random, { polls }) => random.pick([0, ...polls]) - 1;

/** What schedules of records that begin to match a filter consist of. */
export const matchingVocabulary: Vocabulary<MatchingSettings, MatchingStep> = {
	settings: (random, overHttp) => ({
		durable: perhaps(0.4, true)(random),
		quietDays: overHttp ? undefined : perhaps(0.08, true)(random),
		pageLimit: weighted<number | undefined>([6, undefined], [1, 50], [1, 7])(random),
	}),
	polls: ({ quietDays }) => (quietDays ? { waitMs: between(5 * HOUR, 20 * HOUR) } : {}),
	kinds: (_, { quietDays, pageLimit = 200 }) => [
		{
			times: 1,
			when: AT_FIRST,
			steps: (random, at) => [exist(random, at, { share: quietDays ? 0 : oneOf(0, 0.3, 0.9)(random), pageLimit })],
		},
		{
			times: (random) => Number(random.chance(0.2)),
			when: AT_FIRST,
			steps: (random, at, story) => [{ at, do: 'poison', id: random.pick(idsIn(story)) }],
		},
		{ times: between(2, 14), when: quietDays ? AT_LAST : BEFORE, steps: moves },
		{ times: quietDays ? 1 : 0, when: AT_LAST, steps: (_random, at, story) => all(at, idsIn(story)) },
	],
};

function exist(random: Random, at: number, { share, pageLimit }: { share: number; pageLimit: number }): MatchingStep {
	const count = COUNT(random);
	const records = random.list(pageLimit < 50 ? Math.min(count, 80) : count, (index) => ({
		id: `${random.int(0, 0xffffff).toString(16).padStart(6, '0')}${String(index).padStart(ID_LENGTH - 6, '0')}`,
		isNew: perhaps(share, true)(random),
		deleted: perhaps(0.2, true)(random),
		hidden: perhaps(0.05, true)(random),
	}));
	return { at, do: 'exist', records };
}

/** Something happens to some records, and mostly comes undone later, or within the same poll. */
function moves(random: Random, at: number, story: Story<MatchingStep>): Move[] {
	const share = SHARE(random);
	const known = idsIn(story);
	const some = known.filter(() => random.chance(share));
	const move: Move = {
		at,
		do: 'move',
		ids: some.length ? some : [random.pick(known)],
		to: MOVE(random),
		request: REQUEST(random) || undefined,
	};
	if (random.chance(0.3)) return [move];
	const undone: Move = { ...move, to: BACK[move.to] };
	const later = random.chance(0.3) ? [] : story.polls.filter((poll) => poll - 1 > at).slice(0, 3);
	if (!later.length) return [move, { ...undone, request: (move.request ?? 0) + random.int(0, 2) || undefined }];
	return [move, { ...undone, at: random.pick(later) - 1, request: REQUEST(random) || undefined }];
}

/** All records match in the end. */
function all(at: number, ids: string[]): Move[] {
	return [
		{ at, do: 'move', ids, to: 'restored' },
		{ at, do: 'move', ids, to: 'matching' },
	];
}

function idsIn({ steps }: Story<MatchingStep>): string[] {
	return steps.flatMap((step) => (step.do === 'exist' ? step.records.map(({ id }) => id) : []));
}
