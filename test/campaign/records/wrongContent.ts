import type { ChangeItem } from '../../unit/model/RecordsWatch';
import { foundBy, type PlayedPoll } from '../Played';
import { SECOND } from '../time';
import { keyOf, type RecordStory } from './owedChanges';

/** A second is delivered when it has been over for two seconds; with room for what a request takes. */
const OVER_MS = 1.5 * SECOND;
/** A change that is younger than that is held back. */
const YOUNG_MS = 2 * SECOND;

/** Changes that were delivered too early, without what was saved in the same second after that; and a record that was not delivered because it never rests. */
export function wrongContent(story: RecordStory): string[] {
	const { skews, replacement } = story.world;
	if (skews.length > 1 || replacement || story.settings.watched === 'createdAt') return [];
	return [...toldTooEarly(story), ...neverTold(story)];
}

function toldTooEarly(story: RecordStory): string[] {
	const { world, played, timeAt } = story;
	const last = new Map<string, number>();
	for (const record of world.records) {
		for (const change of record.changes) {
			const endOfSecond = (Math.floor(timeAt(change.at) / SECOND) + 1) * SECOND;
			if (timeAt(change.visibleAt) <= endOfSecond + OVER_MS) last.set(keyOf(record, change, story), change.at);
		}
	}
	const items = played.polls.flatMap(({ batches }) => batches.flat());
	return items
		.filter(({ id, record }) => Number(record.savedAt) < (last.get(id) ?? 0))
		.map(({ id }) => `${id} was delivered before its second was over`);
}

/** What one poll holds back and the next one finds changed again must be delivered then. */
function neverTold({ settings, world, played, timeAt, activated }: RecordStory): string[] {
	const { records, poison } = world;
	const { polls } = played;
	const restless = records.find(({ id, hidden }) => id === 'restless' && !hidden && id !== poison);
	if (!restless) return [];
	const delivered = polls
		.flatMap(({ batches }) => batches.flat())
		.filter(({ recordId }) => recordId === restless.id)
		.map(({ time }) => Date.parse(`${time.replace(' ', 'T')}Z`));
	const isYoungAt = (time: number) => restless.changes.some(({ at, visibleAt }) => visibleAt < time && at > time - YOUNG_MS);
	// Of young changes a poll knows no more than its last page holds besides what it tells.
	const mayKnowAll = (poll: PlayedPoll<ChangeItem>) =>
		(foundBy(poll).length % settings.pageLimit) + youngAt(poll.endedAt) < settings.pageLimit;
	const youngAt = (time: number) =>
		records.flatMap(({ changes }) => changes.filter(({ at }) => at <= time && at > time - YOUNG_MS - 3 * SECOND)).length;
	return polls.flatMap((poll, index) => {
		const next = polls[index + 1];
		if (!next || ![poll, next].every(({ clean, life }) => clean && life === 'poll') || next.startedAt - poll.startedAt < YOUNG_MS + SECOND)
			return [];
		if (
			poll.startedAt < activated.to + 2 * YOUNG_MS ||
			!isYoungAt(poll.startedAt) ||
			!isYoungAt(next.startedAt) ||
			![poll, next].every(mayKnowAll)
		)
			return [];
		const [from, to] = [timeAt(poll.startedAt) - YOUNG_MS - SECOND, timeAt(next.endedAt)];
		return delivered.some((time) => time >= from && time <= to)
			? []
			: [`two polls delivered nothing of a record that never rests, until ${new Date(next.endedAt).toISOString()}`];
	});
}
