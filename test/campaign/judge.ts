import type { Claims, OwedEvent } from './Claims';
import { foundBy, type Played, type PlayedPoll } from './Played';
import type { CommonSettings } from './Schedule';
import type { Finding, Verdict } from './Verdict';

/** An event as an item told it. */
interface Telling {
	id: string;
	at: number;
	poll: number;
	byN8n: boolean;
}

/** What the models say of a cursor that broke its invariants: a reason for that there never is. */
const BROKEN_RULES = 'The cursor broke its rules';

/**
 * Compares what was delivered with what was owed.
 * @param claims what the part says of its events
 * @returns what was found, which is nothing where all promises were kept; nothing either where the activation was refused
 */
export function judge<Item>({ durable }: CommonSettings, played: Played<Item>, claims: Claims<Item>): Omit<Verdict, 'hits'> {
	if (!played.activated) return { owed: 0, byN8n: 0, findings: [], polls: [] };
	const { limits } = claims;
	const { polls } = played;
	const tellings = polls.flatMap((poll, index) =>
		[...poll.batches.flat().flatMap((item) => tell(item, false)), ...poll.lostByN8n.flatMap((item) => tell(item, true))].map((telling) => ({
			...telling,
			at: poll.endedAt,
			poll: index,
		})),
	);
	const byId = new Map<string, Telling[]>();
	for (const telling of tellings) byId.set(telling.id, [...(byId.get(telling.id) ?? []), telling]);
	const owed = claims.owed.map((event) => ({ event, told: tellingsOf(event) }));
	const findings: Finding[] = [
		...owed.filter(({ told }) => !told.length).map(({ event }) => found('lost', event.label ?? event.id)),
		...[...byId].filter(([, told]) => told.some(isTooOften)).map(([id]) => found('doubled', id)),
		...polls.flatMap(pollFindings),
		...claims.broken.map((text) => found('broken promise', text)),
		...(durable && polls.some(({ lostByN8n }) => lostByN8n.length) ? [found('broken promise', 'durable cursors lost a batch')] : []),
		...stuck(polls[polls.length - 1]),
	];
	const counted = owed.filter(({ event }) => !event.isAspect);
	return {
		owed: counted.length,
		byN8n: counted.filter(({ told }) => told.length && told.every(({ byN8n }) => byN8n)).length,
		findings: distinct(findings),
		polls: polls.map(({ startedAt, requests, failure }, index) => ({
			startedAt,
			told: tellings.filter(({ poll }) => poll === index).map(({ id }) => id),
			requests,
			failure,
		})),
	};

	function tell(item: Item, byN8n: boolean): Array<Pick<Telling, 'id' | 'byN8n'>> {
		return claims.eventsOf(item).map((id) => ({ id, byN8n }));
	}

	function tellingsOf({ id, after = -Infinity, by = Infinity }: OwedEvent): Telling[] {
		return (byId.get(id) ?? []).filter(({ at }) => at > after && at <= by);
	}

	function isTooOften({ id, poll }: Telling, index: number): boolean {
		const most = claims.most?.(id, polls[poll] as PlayedPoll<Item>) ?? 1;
		return index + 1 > most;
	}

	function pollFindings(poll: PlayedPoll<Item>): Finding[] {
		const { batches, late, faults, clean, failure } = poll;
		const mayFail = !clean && !failure?.startsWith(BROKEN_RULES);
		const all = foundBy(poll);
		const objections = all.flatMap((item) => claims.objection(item, poll) ?? []);
		const isDisordered = batches.some((items) => items.some((item, index) => index > 0 && !claims.inOrder(items[index - 1] as Item, item)));
		const tooLate = late - faults.length;
		return [
			...objections.map((text) => found('not owed', text)),
			...(isDisordered ? [found('out of order', 'a poll is not in order')] : []),
			...(failure !== undefined && !mayFail ? [found('failed poll', `a poll failed although nothing went wrong: ${failure}`)] : []),
			...(all.length > limits.events ? [found('over a limit', `${all.length} events in one poll`)] : []),
			...(tooLate > limits.lateRequests ? [found('over a limit', `${tooLate} requests after the end of the budget`)] : []),
		];
	}

	/** The last poll is a quiet one, or the trigger never comes to rest. */
	function stuck(last: PlayedPoll<Item> | undefined): Finding[] {
		if (!last) return [];
		const events = foundBy(last).length;
		const { requests, bytes } = last;
		return [
			...(events || requests > limits.quietRequests
				? [found('stuck', `the last poll had ${events} events and ${requests} requests, ${limits.quietRequests} are enough`)]
				: []),
			...(bytes >= limits.quietBytes ? [found('over a limit', `a quiet poll is answered with ${bytes} bytes`)] : []),
		];
	}
}

function found(kind: Finding['kind'], text: string): Finding {
	return { kind, text };
}

function distinct(findings: Finding[]): Finding[] {
	return [...new Map(findings.map((finding) => [`${finding.kind} ${finding.text}`, finding])).values()];
}
