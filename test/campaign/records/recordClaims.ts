import type { StoredRecord } from '../../unit/model/RecordServer';
import type { ChangeItem } from '../../unit/model/RecordsWatch';
import type { Claims, OwedEvent } from '../Claims';
import type { Hit } from '../Part';
import type { Played } from '../Played';
import { MINUTE } from '../time';
import { CHANGES_PER_REQUEST, keyOf, owedChanges, wasSetBack, type OwedChange, type RecordStory } from './owedChanges';
import type { PlayableRecords, RecordWorld } from './recordWorld';
import { wrongContent } from './wrongContent';

/** What was not readable when the trigger was activated may be delivered if it is no older than that. */
const OPEN_AT_START_MS = MINUTE;
/** The requests that look for the record at which the server fails. */
const LATE_REQUESTS = 40;

/** What is owed of a schedule of changes, and what may come. */
export function recordClaims({ settings }: PlayableRecords, world: RecordWorld, played: Played<ChangeItem>, hit: Hit): Claims<ChangeItem> {
	const activated = played.activated ?? { from: 0, to: 0 };
	const story: RecordStory = { settings, world, played, activated, timeAt: (ms) => world.server.timeAt(ms) };
	const owed = owedChanges(story);
	countHits(story, owed, hit);
	const [mayCome, mayComeTwice] = [whatMayCome(story), new Set([...timesThatComeAgain(story), ...forgotten(story)])];
	return {
		owed: owed.flatMap((change) => [{ id: change.key }, ...creation(change)]),
		eventsOf: ({ id, recordId, created }) => (created ? [id, creationOf(recordId)] : [id]),
		objection({ id }) {
			if (mayCome.get(id)) return undefined;
			return mayCome.has(id) ? `${id} is older than the activation` : `${id} is no change of a record`;
		},
		// When the clock was set back, a creation is not older than what was delivered before.
		most: (id) => (mayComeTwice.has(id) || (wasSetBack(world) && id.startsWith(CREATION)) ? Infinity : 1),
		inOrder: (before, after) => before.time <= after.time,
		limits: {
			// A page is read to its end.
			events: 5_000 + settings.pageLimit,
			lateRequests: LATE_REQUESTS,
			quietBytes: 2_000,
			// A page limit below the usual one is met anew by each poll.
			quietRequests: settings.pageLimit < 200 ? 2 : 1,
		},
		broken: wrongContent(story),
	};
}

const CREATION = 'the creation of ';
const creationOf = (recordId: string) => `${CREATION}${recordId}`;

/** A record whose creation is owed must be delivered as created. */
function creation({ isCreation, recordId }: OwedChange): OwedEvent[] {
	return isCreation ? [{ id: creationOf(recordId), isAspect: true }] : [];
}

/** Of both databases. */
function everyRecord({ records, replacement }: RecordWorld): StoredRecord[] {
	return [...records, ...(replacement?.records ?? [])];
}

/** More changes than can be told apart followed within the span for which the clock was set back. */
function forgotten(story: RecordStory): string[] {
	const { records, skews } = story.world;
	const [, step] = skews;
	if (!step || !wasSetBack(story.world)) return [];
	const before = records.flatMap((record) =>
		record.changes.filter(({ at }) => at < step.from).map((change) => keyOf(record, change, story)),
	);
	const timeOf = (key: string) => key.slice(key.indexOf(' ') + 1);
	return before.filter((key) => before.filter((other) => timeOf(other) >= timeOf(key)).length > CHANGES_PER_REQUEST);
}

/** After the clock was set back a record can change at the same time again. */
function timesThatComeAgain(story: RecordStory): string[] {
	return everyRecord(story.world).flatMap((record) => {
		const seen = new Map<string, number>();
		return record.changes.flatMap((change) => {
			const key = keyOf(record, change, story);
			const before = seen.get(key) ?? change.at;
			seen.set(key, change.at);
			return change.at - before > 1_000 ? [key] : [];
		});
	});
}

/** Of all changes that ever happened, whether they may be delivered: not if they were there when the trigger was activated. */
function whatMayCome(story: RecordStory): Map<string, boolean> {
	const { world, activated } = story;
	const { from } = activated;
	const known = new Map<string, boolean>();
	const elsewhere = world.replacement?.step.do === 'other server' ? world.replacement.records : [];
	for (const record of everyRecord(world)) {
		const isHidden = elsewhere.includes(record) || (record.hidden !== undefined && record.hidden[0] <= from && from < record.hidden[1]);
		for (const change of record.changes) {
			const key = keyOf(record, change, story);
			const mayCome = change.at >= from || (change.at > from - OPEN_AT_START_MS && (change.visibleAt >= from || isHidden));
			// By a clock that was set back, what was done before the activation can be later than it.
			known.set(key, mayCome || wasSetBack(world) || known.get(key) === true);
		}
	}
	return known;
}

function countHits(story: RecordStory, owed: OwedChange[], hit: Hit): void {
	const { world, played, activated } = story;
	const { records, replacement } = world;
	const batches = played.polls.flatMap((poll) => poll.batches);
	const delivered = new Set(batches.flat().map(({ id }) => id));
	const timesDelivered = counted([...delivered].map(recordOf));
	for (const items of batches) {
		const seconds = counted(items.map(({ time }) => time));
		hit('many changes in one second', Number(Math.max(0, ...seconds.values()) > 100));
	}
	hit('late visible change', owed.filter(({ late, key }) => late && delivered.has(key)).length);
	for (const record of records) {
		const keys = record.changes.filter(({ at }) => at > activated.to).map((change) => keyOf(record, change, story));
		if (new Set(keys).size < keys.length && keys.some((key) => delivered.has(key))) hit('several changes of a record in one second');
		const times = timesDelivered.get(record.id) ?? 0;
		if (record.id === 'restless') hit('record that never rests', Number(times > 1));
		if (record.deletedAt !== Infinity) hit('deleted record', Number(times > 0));
		if (record.hidden) hit('role hides records');
	}
	if (replacement?.records.some(({ id }) => timesDelivered.has(id)))
		hit(replacement.step.do === 'restore' ? 'restored database' : 'another server');
}

function counted(texts: string[]): Map<string, number> {
	const times = new Map<string, number>();
	for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
	return times;
}

const recordOf = (key: string) => key.slice(0, key.indexOf(' '));
