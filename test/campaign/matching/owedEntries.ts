import type { EnteredItem } from '../../unit/model/MatchingWatch';
import type { OwedEvent } from '../Claims';
import type { Hit } from '../Part';
import { foundBy, type Played, type PlayedPoll } from '../Played';
import type { Life } from '../Schedule';
import { clockTime } from '../scheduleInWords';
import type { History } from './MatchingServer';
import { seenIn, type Seen } from './seenIn';

/**
 * What the last stored poll can know of a record: it matched; it did not; it changed while the poll read, so that either is right;
 * or it came in after a poll that did not see it, and must have been delivered since then as soon as it matches during a whole poll.
 */
interface Known {
	is: 'in' | 'out' | 'either' | 'owed';
	since: number;
}

type Knowledge = ReadonlyMap<string, Known>;

export interface OwedEntries {
	owed: OwedEvent[];
	/** For each poll, what it should not have delivered, and why. */
	objections: Map<PlayedPoll<EnteredItem>, Map<string, string>>;
	broken: string[];
}

/** Lives of polls that end before n8n has stored anything. */
const UNSAVED: Life[] = ['killBeforeSave', 'lostLease'];

function leftNothing({ life, failure, faults }: PlayedPoll<EnteredItem>, hasDelivered: boolean): boolean {
	if (UNSAVED.includes(life)) return true;
	return !hasDelivered && (failure !== undefined || (life === 'restart' && faults.length > 0));
}

/** So many new records are read however little time there is. */
const SURELY_READ = 200;
const NO_TIME_MS = 30;

/**
 * Goes from stored poll to stored poll. An event is owed for a record that did not match during one of them and matches during the
 * whole of a later one, with no poll between that saw neither; it must come once by then. A poll without events is stored in
 * memory only, and n8n forgets it when it starts anew: what left and came back meanwhile is not owed, as triggers.md#all-of-them says.
 * @param history of each record, by its ID
 */
export function owedEntries(durable: boolean, played: Played<EnteredItem>, history: ReadonlyMap<string, History>, hit: Hit): OwedEntries {
	const { activated = { from: 0, to: 0 }, polls } = played;
	const found: OwedEntries = { owed: [], objections: new Map(), broken: [] };
	let memory: Knowledge = new Map([...history].map(([id, own]) => [id, first(seenIn(own, activated.from, activated.to), activated.to)]));
	let saved = memory;
	for (const poll of polls) {
		const { life } = poll;
		const hasDelivered = foundBy(poll).length > 0;
		if (life === 'restart' || UNSAVED.includes(life)) memory = saved;
		if (leftNothing(poll, hasDelivered)) continue;
		memory = after(poll, memory);
		if (life === 'restart' || durable || hasDelivered) saved = memory;
		if (life === 'killAfterSave') memory = saved;
	}
	return found;

	function after(poll: PlayedPoll<EnteredItem>, before: Knowledge): Knowledge {
		const { startedAt, endedAt, budgetMs, hasTime } = poll;
		const delivered = foundBy(poll).map(({ id }) => id);
		const seen = new Map([...history].map(([id, own]) => [id, seenIn(own, startedAt, endedAt)]));
		const unread = [...before].filter(([id, { is }]) => is !== 'in' && seen.get(id) !== 'out').length;
		if (unread > SURELY_READ) hit(hasTime ? 'more than 200 enter at once' : 'more than 200 enter, and no time');
		if (budgetMs <= NO_TIME_MS && delivered.length > SURELY_READ)
			found.broken.push(`${delivered.length} records were read when there was no time`);
		const objections = delivered.flatMap((id) => {
			const why = objection(id, before.get(id), seen.get(id), endedAt);
			return why === undefined ? [] : [[id, why] as const];
		});
		found.objections.set(poll, new Map(objections));
		const isWhole = hasTime || unread <= SURELY_READ;
		return new Map([...before].map(([id, known]) => [id, following(id, known, seen.get(id) ?? 'out', { endedAt, isWhole })]));
	}

	function objection(id: string, known: Known | undefined, seen: Seen | undefined, endedAt: number): string | undefined {
		if (seen !== 'in' && seen !== 'changed') return `${id} was delivered though it did not match`;
		const hasEntered = (history.get(id) ?? []).some(({ at, matches }) => matches && at > (known?.since ?? 0) && at <= endedAt);
		return known?.is === 'in' && !hasEntered ? `${id} was delivered though it had matched all the time` : undefined;
	}

	function following(id: string, known: Known, seen: Seen, { endedAt, isWhole }: { endedAt: number; isWhole: boolean }): Known {
		if (seen === 'out') return { is: 'out', since: endedAt };
		if (known.is === 'in') return seen === 'in' ? known : { is: 'either', since: endedAt };
		if (seen === 'changed' || !isWhole) return known.is === 'either' ? known : { is: 'owed', since: known.since };
		if (known.is !== 'either')
			found.owed.push({
				id,
				after: known.since,
				by: endedAt,
				label: `${id}, which entered between ${clockTime(known.since)} and ${clockTime(endedAt)}`,
			});
		return { is: 'in', since: endedAt };
	}
}

function first(seen: Seen, since: number): Known {
	return { is: seen === 'changed' ? 'either' : seen, since };
}
