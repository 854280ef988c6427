import type { StoredRecord } from '../unit/model/RecordServer';
import type { ChangeItem } from '../unit/model/RecordsWatch';
import type { RecordFault } from './faultNames';
import { keyOf, CHANGES_PER_REQUEST, owedChanges, wasSetBack, type OwedChange } from './owedChanges';
import type { PlayedRecords } from './playRecords';
import type { RecordSchedule } from './RecordSchedule';
import { MINUTE } from './streamTurns';
import type { Verdict } from './Verdict';
import { wrongContent } from './wrongContent';

const MOST_CHANGES = 5_000;
const QUIET_BYTES = 2_000;
/** The requests that look for the record at which the server fails. */
const LATE_REQUESTS = 40;

/** What was not readable when the trigger was activated may be told if it is no older than that. */
const OPEN_AT_START_MS = MINUTE;

/** Compares what was told with what was owed. */
export function judgeRecords(schedule: RecordSchedule, played: PlayedRecords): Verdict {
	const owed = owedChanges(schedule, played);
	const delivered = played.deliveries.flatMap(({ items }) => items);
	const [told, byN8n] = [new Set(delivered.map(({ id }) => id)), new Set(played.lostByN8n.map(({ id }) => id))];
	const missing = owed.filter(({ key }) => !told.has(key));
	const verdict: Verdict = {
		owed: owed.length,
		delivered: delivered.length,
		lost: [...missing.filter(({ key }) => !byN8n.has(key)).map(({ key }) => key), ...lostCreations(owed, delivered, played)],
		doubled: doubled(schedule, played, delivered),
		byN8n: missing.filter(({ key }) => byN8n.has(key)).length,
		problems: [...problems(schedule, played), ...notOwed(schedule, played, delivered), ...wrongContent(schedule, played)],
		hits: played.hits,
	};
	countHits(schedule, played, owed, told, verdict);
	return verdict;
}

/** A record whose creation is owed must be told as created. */
function lostCreations(owed: OwedChange[], delivered: ChangeItem[], { lostByN8n }: PlayedRecords): string[] {
	const created = new Set([...delivered, ...lostByN8n].filter((item) => item.created).map(({ recordId }) => recordId));
	return owed
		.filter(({ isCreation, recordId }) => isCreation && !created.has(recordId))
		.map(({ recordId }) => `the creation of ${recordId}`);
}

function doubled(schedule: RecordSchedule, played: PlayedRecords, delivered: ChangeItem[]): string[] {
	const keys = delivered.map(({ id }) => id);
	const once = new Set(keys);
	const twice = new Set(keys.filter((key) => !once.delete(key)));
	// After the clock was set back a record can change at the same time again.
	for (const key of timesThatComeAgain(schedule, played)) twice.delete(key);
	for (const key of forgotten(schedule, played)) twice.delete(key);
	// Nor is the creation older then than what was told before.
	const created = wasSetBack(schedule.skews) ? [] : delivered.filter((item) => item.created).map(({ recordId }) => recordId);
	const first = new Set(created);
	return [...twice, ...created.filter((id) => !first.delete(id)).map((id) => `the creation of ${id}`)];
}

/** More changes than can be told apart followed within the span for which the clock was set back. */
function forgotten({ records, skews }: RecordSchedule, played: PlayedRecords): string[] {
	const [, step] = skews;
	if (!step || !wasSetBack(skews)) return [];
	const before = records.flatMap((record) =>
		record.changes.filter(({ at }) => at < step.from).map((change) => keyOf(record, change, played)),
	);
	const timeOf = (key: string) => key.slice(key.indexOf(' ') + 1);
	return before.filter((key) => before.filter((other) => timeOf(other) >= timeOf(key)).length > CHANGES_PER_REQUEST);
}

function timesThatComeAgain({ records, replacement }: RecordSchedule, played: PlayedRecords): Set<string> {
	const found = new Set<string>();
	for (const record of [...records, ...(replacement?.records ?? [])]) {
		const seen = new Map<string, number>();
		for (const change of record.changes) {
			const key = keyOf(record, change, played);
			if (change.at - (seen.get(key) ?? change.at) > 1_000) found.add(key);
			seen.set(key, change.at);
		}
	}
	return found;
}

function problems({ durable, pageLimit }: RecordSchedule, { deliveries, polls, quietBytes, lostByN8n }: PlayedRecords): string[] {
	const found: string[] = [];
	for (const { items } of deliveries) {
		if (items.some(({ time }, index) => time < (items[index - 1]?.time ?? ''))) found.push('a poll is not in order');
		if (items.length > MOST_CHANGES + pageLimit) found.push(`${items.length} changes in one poll`);
	}
	const late = Math.max(0, ...polls.map((poll) => poll.late - poll.faults));
	if (late > LATE_REQUESTS) found.push(`${late} requests after the end of the budget`);
	const quiet = polls[polls.length - 1];
	// A page limit below the usual one is met anew by each poll.
	if (quiet && (quiet.told.length || quiet.requests > (pageLimit < 200 ? 2 : 1)))
		found.push(`the last poll had ${quiet.told.length} changes and ${quiet.requests} requests`);
	if (quietBytes >= QUIET_BYTES) found.push(`a quiet poll is answered with ${quietBytes} bytes`);
	if (polls.some(({ clean, failed }) => clean && failed)) found.push('a poll failed although nothing went wrong');
	if (durable && lostByN8n.length) found.push('durable cursors lost a batch');
	return found;
}

/** What was told though it never happened, or though it was there when the trigger was activated. */
function notOwed({ records, replacement, skews }: RecordSchedule, played: PlayedRecords, delivered: ChangeItem[]): string[] {
	const { from } = played.activated;
	const known = new Map<string, boolean>();
	const elsewhere = replacement?.kind === 'otherServer' ? replacement.records : [];
	for (const record of [...records, ...(replacement?.records ?? [])]) {
		for (const change of record.changes) {
			const key = keyOf(record, change, played);
			const isHidden = elsewhere.includes(record) || (record.hidden !== undefined && record.hidden[0] <= from && from < record.hidden[1]);
			const mayBeTold = change.at >= from || (change.at > from - OPEN_AT_START_MS && (change.visibleAt >= from || isHidden));
			// By a clock that was set back, what was done before the activation can be later than it.
			known.set(key, mayBeTold || wasSetBack(skews) || known.get(key) === true);
		}
	}
	return delivered.flatMap(({ id }) => {
		if (known.get(id)) return [];
		return [known.has(id) ? `${id} is older than the activation` : `${id} is no change of a record`];
	});
}

function countHits(schedule: RecordSchedule, played: PlayedRecords, owed: OwedChange[], told: Set<string>, { hits }: Verdict): void {
	const hit = (name: RecordFault, count: number) => {
		if (count) hits[name] = (hits[name] ?? 0) + count;
	};
	const toldOf = ({ id }: StoredRecord) => [...told].filter((key) => key.startsWith(`${id} `)).length;
	for (const { items } of played.deliveries) {
		const seconds = new Map<string, number>();
		for (const { time } of items) seconds.set(time, (seconds.get(time) ?? 0) + 1);
		hit('many changes in one second', Math.max(0, ...seconds.values()) > 100 ? 1 : 0);
	}
	hit('late visible change', owed.filter(({ late, key }) => late && told.has(key)).length);
	const { records, replacement } = schedule;
	for (const record of records) {
		const keys = record.changes.filter(({ at }) => at > played.activated.to).map((change) => keyOf(record, change, played));
		if (new Set(keys).size < keys.length && keys.some((key) => told.has(key))) hit('several changes of a record in one second', 1);
		if (record.id === 'restless') hit('record that never rests', toldOf(record) > 1 ? 1 : 0);
		if (record.deletedAt !== Infinity) hit('deleted record', toldOf(record) ? 1 : 0);
		if (record.hidden) hit('role hides records', 1);
	}
	if (replacement)
		hit(
			replacement.kind === 'restored' ? 'restored database' : 'another server',
			replacement.records.some((record) => toldOf(record)) ? 1 : 0,
		);
}
