import type { Hits } from './faultNames';
import type { History } from './MatchingServer';
import type { MatchingSchedule } from './MatchingSchedule';
import type { PlayedMatching } from './playMatching';
import type { PollRecord } from './playTurns';
import { seenIn, type Seen } from './seenIn';
import type { Verdict } from './Verdict';

/**
 * What the last stored poll can know of a record: it matched; it did not; it changed while the poll read, so that either is right;
 * or it came in after a poll that did not see it, and must have been told since then as soon as it matches during a whole poll.
 */
interface Known {
	is: 'in' | 'out' | 'either' | 'owed';
	since: number;
}

type Knowledge = ReadonlyMap<string, Known>;

/** So many new records are read however little time there is. */
const SURELY_READ = 200;
const NO_TIME_MS = 30;

/**
 * Goes from stored poll to stored poll. An event is owed for a record that did not match during one of them and matches during the
 * whole of a later one, with no poll between that saw neither; it must come once by then. A poll without events is stored in
 * memory only, and n8n forgets it when it starts anew: what left and came back meanwhile is not owed, as triggers.md#all-of-them says.
 */
export function judgePolls(
	{ durable, turns }: MatchingSchedule,
	{ activated, polls, history, hits }: PlayedMatching,
): Pick<Verdict, 'owed' | 'lost' | 'doubled' | 'byN8n' | 'problems'> {
	const verdict = { owed: 0, lost: [] as string[], doubled: [] as string[], byN8n: 0, problems: [] as string[] };
	const telling = new Map<string, Array<{ at: number; byN8n: boolean }>>();
	let memory: Knowledge = new Map([...history].map(([id, own]) => [id, first(seenIn(own, activated.from, activated.to), activated.to)]));
	let saved = memory;
	for (const [index, poll] of polls.entries()) {
		const { life, failed, told } = poll;
		if (life === 'restart') memory = saved;
		if (life === 'killBeforeSave' || life === 'lostLease') memory = saved;
		else if (!failed && !(life === 'restart' && poll.faults && !told.length)) take(poll, index);
	}
	if ([...telling.values()].some((times) => times.length > 1)) hit(hits, 'record that comes back');
	return verdict;

	function take(poll: PollRecord, index: number): void {
		const { life, told } = poll;
		const { budgetMs, requestMs } = turns[index] ?? { budgetMs: Infinity, requestMs: 20 };
		if (budgetMs <= NO_TIME_MS && told.length > SURELY_READ)
			verdict.problems.push(`${told.length} records were read when there was no time`);
		memory = after(poll, memory, budgetMs >= 60_000 && requestMs === 20);
		if (life === 'restart' || durable || told.length) saved = memory;
		if (life === 'killAfterSave') memory = saved;
	}

	function after(poll: PollRecord, before: Knowledge, hasTime: boolean): Knowledge {
		const { startedAt, endedAt, told, life } = poll;
		const seen = new Map([...history].map(([id, own]) => [id, seenIn(own, startedAt, endedAt)]));
		const unread = [...before].filter(([id, { is }]) => is !== 'in' && seen.get(id) !== 'out').length;
		if (unread > SURELY_READ) hit(hits, hasTime ? 'more than 200 enter at once' : 'more than 200 enter, and no time');
		for (const id of told) {
			if (isTwice(id, before, endedAt)) verdict.doubled.push(id);
			if (seen.get(id) !== 'in' && seen.get(id) !== 'changed') verdict.problems.push(`${id} was told though it did not match`);
			telling.set(id, [...(telling.get(id) ?? []), { at: endedAt, byN8n: !durable && life === 'killAfterSave' }]);
		}
		const isWhole = hasTime || unread <= SURELY_READ;
		return new Map([...before].map(([id, known]) => [id, following(id, known, seen.get(id) ?? 'out', { endedAt, isWhole })]));
	}

	function following(id: string, known: Known, seen: Seen, { endedAt, isWhole }: { endedAt: number; isWhole: boolean }): Known {
		if (seen === 'out') return { is: 'out', since: endedAt };
		if (known.is === 'in') return seen === 'in' ? known : { is: 'either', since: endedAt };
		if (seen === 'changed' || !isWhole) return known.is === 'either' ? known : { is: 'owed', since: known.since };
		if (known.is !== 'either') settle(id, known.since);
		return { is: 'in', since: endedAt };
	}

	function settle(id: string, since: number): void {
		verdict.owed++;
		const times = (telling.get(id) ?? []).filter(({ at }) => at > since);
		if (!times.length) verdict.lost.push(id);
		else if (times.every(({ byN8n }) => byN8n)) verdict.byN8n++;
	}

	/** Known to match and not come back since, or told more often than it came in. */
	function isTwice(id: string, before: Knowledge, endedAt: number): boolean {
		const known = before.get(id);
		const entries = (history.get(id) ?? []).filter(({ at, matches }) => matches && at >= activated.from && at <= endedAt);
		return (telling.get(id)?.length ?? 0) >= entries.length || (known?.is === 'in' && !hasEntered(entries, known.since));
	}
}

function first(seen: Seen, since: number): Known {
	return { is: seen === 'changed' ? 'either' : seen, since };
}

const hasEntered = (entries: History, since: number) => entries.some(({ at }) => at > since);

function hit(hits: Hits, name: string): void {
	hits[name] = (hits[name] ?? 0) + 1;
}
