import type { NoteItem } from '../unit/model/StreamWatch';
import type { StreamFault } from './faultNames';
import { owedNotes, tells } from './owedNotes';
import type { Played } from './playStream';
import { readable } from './readable';
import type { ScheduledNote, StreamSchedule } from './StreamSchedule';
import { HOUR, SECOND } from './streamTurns';
import type { Verdict } from './Verdict';

const MOST_NOTES = 5_000;
const QUIET_BYTES = 2_000;
/** Checks of the database, and the pages of the one window that every poll may read. */
const LATE_REQUESTS = 14;

/** Compares what was delivered with what was owed. */
export function judgeStream(schedule: StreamSchedule, played: Played): Verdict {
	const owed = owedNotes(schedule, played);
	const delivered = played.deliveries.flatMap(({ items }) => items);
	const ids = delivered.map(({ id }) => id);
	const [told, byN8n] = [new Set(ids), new Set(played.lostByN8n.map(({ id }) => id))];
	const once = new Set(ids);
	const missing = owed.filter(({ id }) => !told.has(id));
	const verdict: Verdict = {
		owed: owed.length,
		delivered: ids.length,
		lost: missing.filter(({ id }) => !byN8n.has(id)).map(describe),
		doubled: [...new Set(ids.filter((id) => !once.delete(id)))],
		byN8n: missing.filter(({ id }) => byN8n.has(id)).length,
		problems: problems(schedule, played, delivered),
		hits: played.hits,
	};
	countHits(schedule, played, verdict);
	return verdict;
}

function describe({ id, number, createdAt }: ScheduledNote): string {
	return `${id} (number ${number}, ${new Date(createdAt).toISOString()})`;
}

function problems(schedule: StreamSchedule, played: Played, delivered: NoteItem[]): string[] {
	const { activated, deliveries, polls, quietBytes, lostByN8n } = played;
	if (!activated) return [];
	const found: string[] = [];
	const notes = new Map([...schedule.notes, ...(schedule.replacement?.notes ?? [])].map((note) => [note.id, note]));
	for (const { items } of deliveries) {
		const numbers = items.map(({ number }) => number);
		if (numbers.some((number, index) => number <= (numbers[index - 1] ?? 0))) found.push('a poll is not in order');
		if (items.length > MOST_NOTES) found.push(`${items.length} events in one poll`);
	}
	for (const { id } of delivered) {
		const note = notes.get(id);
		if (!note) found.push(`${id} does not exist`);
		else if (note.createdAt < activated.from - SECOND) found.push(`${id} is older than the activation`);
		else if (!played.filters.some(({ filter }) => tells(note, filter))) found.push(`${id} was not asked for`);
	}
	const late = Math.max(...polls.map((poll) => poll.late - poll.faults));
	if (late > LATE_REQUESTS) found.push(`${late} requests after the end of the budget`);
	const last = polls[polls.length - 1];
	// A page limit below that of the first look is met anew by each poll.
	const quietRequests = schedule.pageLimit < 20 ? 2 : 1;
	if (last && (last.told.length || last.requests > quietRequests))
		found.push(`the last poll had ${last.told.length} events and ${last.requests} requests`);
	if (quietBytes >= QUIET_BYTES) found.push(`a quiet poll is answered with ${quietBytes} bytes`);
	if (polls.some(({ clean, failed }) => clean && failed)) found.push('a poll failed although nothing went wrong');
	if (schedule.durable && lostByN8n.length) found.push('durable cursors lost a batch');
	return [...found, ...wrongRecords(schedule, delivered)];
}

/** Events come with the record, except where that can't be read. */
function wrongRecords({ fullRecord, poison, turns }: StreamSchedule, delivered: NoteItem[]): string[] {
	// After an answer 500 the events come without, because it does not pass.
	if (!fullRecord || turns.some(({ fault }) => fault?.name === '5xx')) return [];
	const types = poison.map(({ entityType }) => entityType);
	const isRight = ({ parentType, parentId, record }: NoteItem) => types.includes(String(parentType)) || record?.id === parentId;
	return delivered.filter((item) => !isRight(item)).map(({ id }) => `${id} came without its record`);
}

function countHits(schedule: StreamSchedule, played: Played, { hits }: Verdict): void {
	const { deliveries, activated } = played;
	if (!activated) return;
	const notes = new Map([...schedule.notes, ...(schedule.replacement?.notes ?? [])].map((note) => [note.id, note]));
	const hit = (name: StreamFault, count: number) => {
		if (count) hits[name] = (hits[name] ?? 0) + count;
	};
	const polls = deliveries.map(({ items }) => items.flatMap(({ id }) => notes.get(id) ?? []));
	let [newest, second] = [0, ''];
	for (const poll of polls) {
		hit('late visible number', poll.filter(({ number }) => number < newest).length);
		const sorted = [...poll].sort((a, b) => a.number - b.number);
		const first = sorted[0];
		if (first && secondOf(first) === second) hit('a second cut by a poll', 1);
		second = sorted.length ? secondOf(sorted[sorted.length - 1] as ScheduledNote) : second;
		newest = Math.max(newest, ...poll.map(({ number }) => number));
		hit('writers in parallel', sorted.filter((note, index) => note.createdAt < (sorted[index - 1]?.createdAt ?? 0)).length);
		hit('burst on one record', poll.filter(({ parentId }) => parentId === 'a1').length >= 10 ? 1 : 0);
		hit('deleted note', poll.filter(({ deletedAt }) => deletedAt < schedule.end).length);
		hit('late follow', poll.filter(({ followedAt }) => followedAt !== undefined).length);
		hit('more than 5,000 pending', poll.length > 4_000 ? 1 : 0);
	}
	const roles = schedule.notes.filter(({ hidden, createdAt }) => Array.isArray(hidden) && createdAt > activated.to);
	hit(
		'role hides notes',
		roles.filter((note) => readable(note, schedule, [-Infinity, Infinity]).some(([, to]) => to === (note.hidden as number[])[0])).length,
	);
	hit(
		'role shows notes',
		roles.filter((note) => readable(note, schedule, [-Infinity, Infinity]).some(([from]) => from === (note.hidden as number[])[1])).length,
	);
	const { replacement } = schedule;
	if (replacement)
		hit(
			replacement.kind === 'restored' ? 'restored database' : 'another server',
			replacement.notes.some(({ createdAt }) => createdAt > replacement.at) ? 1 : 0,
		);
	const first = polls[0]?.[0];
	if (schedule.filter.entityTypes[0] === 'Case' && first && first.id !== 'last' && first.createdAt - activated.to > 24 * HOUR)
		hit('filter matches nothing for days', 1);
}

function secondOf({ createdAt }: ScheduledNote): string {
	return String(Math.floor(createdAt / SECOND));
}
