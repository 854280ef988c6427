import { keyOf } from './owedChanges';
import type { PlayedRecords } from './playRecords';
import type { RecordSchedule } from './RecordSchedule';
import { SECOND } from './streamTurns';

/** A second is told when it has been over for two seconds; with room for what a request takes. */
const OVER_MS = 1.5 * SECOND;
/** A change that is younger than that is held back. */
const YOUNG_MS = 2 * SECOND;

/** Changes that were told too early, without what was saved in the same second after that; and a record that was not told because it never rests. */
export function wrongContent(schedule: RecordSchedule, played: PlayedRecords): string[] {
	const { skews, replacement, watched } = schedule;
	if (skews.length > 1 || replacement || watched === 'createdAt') return [];
	return [...toldTooEarly(schedule, played), ...neverTold(schedule, played)];
}

function toldTooEarly({ records }: RecordSchedule, played: PlayedRecords): string[] {
	const last = new Map<string, number>();
	for (const record of records) {
		for (const change of record.changes) {
			const endOfSecond = (Math.floor(played.timeAt(change.at) / SECOND) + 1) * SECOND;
			if (played.timeAt(change.visibleAt) <= endOfSecond + OVER_MS) last.set(keyOf(record, change, played), change.at);
		}
	}
	const items = played.deliveries.flatMap((delivery) => delivery.items);
	return items
		.filter(({ id, record }) => Number(record.savedAt) < (last.get(id) ?? 0))
		.map(({ id }) => `${id} was told before its second was over`);
}

/** What one poll holds back and the next one finds changed again must be told then. */
function neverTold({ records, poison, pageLimit }: RecordSchedule, played: PlayedRecords): string[] {
	const restless = records.find(({ id, hidden }) => id === 'restless' && !hidden && id !== poison);
	if (!restless) return [];
	const told = played.deliveries.flatMap(({ items }) =>
		items.filter(({ recordId }) => recordId === restless.id).map(({ time }) => Date.parse(`${time.replace(' ', 'T')}Z`)),
	);
	const isYoungAt = (time: number) => restless.changes.some(({ at, visibleAt }) => visibleAt < time && at > time - YOUNG_MS);
	// More young changes than a page holds are not all known to the next poll.
	const youngAt = (time: number) =>
		records.flatMap(({ changes }) => changes.filter(({ at }) => at <= time && at > time - YOUNG_MS - 3 * SECOND)).length;
	const { polls, timeAt, activated } = played;
	return polls.flatMap((poll, index) => {
		const next = polls[index + 1];
		if (!next || ![poll, next].every(({ clean, life }) => clean && life === 'poll') || next.startedAt - poll.startedAt < YOUNG_MS + SECOND)
			return [];
		if (
			poll.startedAt < activated.to + 2 * YOUNG_MS ||
			!isYoungAt(poll.startedAt) ||
			!isYoungAt(next.startedAt) ||
			youngAt(poll.endedAt) >= pageLimit
		)
			return [];
		const [from, to] = [timeAt(poll.startedAt) - YOUNG_MS - SECOND, timeAt(next.endedAt)];
		return told.some((time) => time >= from && time <= to)
			? []
			: [`two polls told nothing of a record that never rests, until ${new Date(next.endedAt).toISOString()}`];
	});
}
