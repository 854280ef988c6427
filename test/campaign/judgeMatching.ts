import { judgePolls } from './judgePolls';
import type { MatchingSchedule } from './MatchingSchedule';
import type { PlayedMatching } from './playMatching';
import { seenIn } from './seenIn';
import type { Verdict } from './Verdict';

/** Compares what was told with what was owed. */
export function judgeMatching(schedule: MatchingSchedule, played: PlayedMatching): Verdict {
	const judged = judgePolls(schedule, played);
	const { hits, polls } = played;
	if (polls.some(({ startedAt, endedAt }) => countIn(played, startedAt, endedAt) > schedule.pageLimit)) hits['several pages of IDs'] = 1;
	if (schedule.quietDays && judged.owed) hits['filter matches nothing for days'] = 1;
	return {
		...judged,
		delivered: played.deliveries.reduce((sum, { items }) => sum + items.length, 0),
		problems: [...judged.problems, ...problems(schedule, played), ...wrongRecords(schedule, played)],
		hits,
	};
}

function problems({ durable, pageLimit }: MatchingSchedule, played: PlayedMatching): string[] {
	const found: string[] = [];
	const { polls } = played;
	if (polls.some(({ clean, failed }) => clean && failed)) found.push('a poll failed although nothing went wrong');
	const quiet = polls[polls.length - 1];
	if (!quiet) return found;
	// A page limit below the usual one is met anew by each poll.
	const fewest = Math.max(1, Math.ceil(countIn(played, quiet.startedAt, quiet.endedAt) / pageLimit)) + (pageLimit < 200 ? 1 : 0);
	if (quiet.told.length || quiet.requests > fewest)
		found.push(`the last poll had ${quiet.told.length} records and ${quiet.requests} requests, ${fewest} are enough`);
	if (durable && played.deliveries.length < polls.filter(({ told }) => told.length).length) found.push('durable cursors lost a batch');
	return found;
}

function countIn({ history }: PlayedMatching, from: number, to: number): number {
	return [...history.values()].filter((own) => seenIn(own, from, to) === 'in').length;
}

/** The record alone by its ID, although the server did not fail at reading it; or records in disorder. */
function wrongRecords({ durable, poison, turns }: MatchingSchedule, { polls, deliveries, history }: PlayedMatching): string[] {
	const withFault = polls.map((poll, index) => ({ ...poll, hasFailed: poll.faults > 0 && turns[index]?.fault?.name === '5xx' }));
	const delivered = withFault.filter(({ told, life }) => told.length && (durable || life !== 'killAfterSave'));
	return delivered.flatMap(({ startedAt, endedAt, hasFailed }, index) => {
		const items = deliveries[index]?.items ?? [];
		const bare = items.filter(
			({ id, record }) =>
				record.name === undefined && id !== poison && !hasFailed && seenIn(history.get(id) ?? [], startedAt, endedAt) === 'in',
		);
		const found = bare.map(({ id }) => `${id} was told by its ID alone`);
		return items.some(({ id }, at) => id <= (items[at - 1]?.id ?? '')) ? [...found, 'a poll is not in order'] : found;
	});
}
