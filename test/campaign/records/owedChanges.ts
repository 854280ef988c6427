import { espoDateTime } from '../../../nodes/shared/api/values/dateTime';
import type { StoredChange, StoredRecord } from '../../unit/model/RecordServer';
import type { ChangeItem } from '../../unit/model/RecordsWatch';
import type { Played } from '../Played';
import { MINUTE, SECOND } from '../time';
import type { RecordSettings } from './RecordSchedule';
import type { RecordWorld } from './recordWorld';

/** What the owed changes follow from. */
export interface RecordStory {
	settings: RecordSettings;
	world: RecordWorld;
	played: Played<ChangeItem>;
	/** When the activation had begun and ended. */
	activated: { from: number; to: number };
	/** What the server's clock shows at a true time. */
	timeAt: (ms: number) => number;
}

export interface OwedChange {
	/** Record and time, as the trigger tells them. */
	key: string;
	recordId: string;
	isCreation: boolean;
	/** Whether it became visible well after its time. */
	late: boolean;
}

/** What triggers.md#records promises; not taken from the code that is tested, because a fault there would move the judge with it. */
const LATEST_MS = 10 * MINUTE;
const HOLD_MS = 3 * SECOND;
export const CHANGES_PER_REQUEST = 150;
/** What is replaced by a newer change is owed if so many polls in a row had every chance to see it. */
const CHANCES = 3;
/** Requests take some time, and the server tells it in whole seconds. */
const ROOM_MS = 2 * SECOND;

/**
 * The changes that must be delivered, each by its record and its second. Owed is a change that
 * - was made after the activation (and after another database came behind the address),
 * - became visible within ten minutes, when no more than 150 other changes had to be told apart meanwhile (nor, of a record
 *   that had changed in that time before, others in the very same second),
 * - and from then on stayed the newest of its record to the end, or until three polls in a row without any fault had passed
 *   after its second was over.
 * What a newer change covered before can't be seen any more: one event stands for both.
 */
export function owedChanges(story: RecordStory): OwedChange[] {
	const { records, replacement } = story.world;
	const activated = story.activated.to;
	const replacedAt = replacement?.at ?? Infinity;
	const first = records.flatMap((record) => owedOf(record, records, [activated, replacedAt], story));
	const later = replacement?.records ?? [];
	return [...first, ...later.flatMap((record) => owedOf(record, later, [Math.max(replacedAt, activated), Infinity], story))];
}

function owedOf(record: StoredRecord, all: StoredRecord[], [from, to]: [number, number], story: RecordStory): OwedChange[] {
	const { timeAt } = story;
	const delivered = story.settings.watched === 'createdAt' ? record.changes.slice(0, 1) : record.changes;
	return delivered.flatMap((change, index): OwedChange[] => {
		const key = keyOf(record, change, story);
		const same = (other: StoredChange | undefined) => other !== undefined && keyOf(record, other, story) === key;
		// Of changes within a second the first counts; one that was there at the start hides those after it.
		if (change.at <= from || same(delivered[index - 1])) return [];
		const next = delivered.slice(index + 1).find((other) => !same(other));
		const end = Math.min(
			next?.visibleAt ?? Infinity,
			record.deletedAt,
			to,
			record.hidden && record.hidden[0] > change.visibleAt ? record.hidden[0] : Infinity,
		);
		const start = Math.max(change.visibleAt, record.hidden && record.hidden[0] <= change.visibleAt ? record.hidden[1] : 0);
		// Where the clock was set forward meanwhile, it is later by that clock.
		const lateness = Math.max(start - change.at, timeAt(start) - timeAt(change.at));
		if (start >= end || lateness > LATEST_MS || isCrowded({ record, change, start, all }, story) || isBehindTheClock(change, story))
			return [];
		if (end !== Infinity && !hadChances(change, start, end, story)) return [];
		return [{ key, recordId: record.id, isCreation: index === 0, late: start - change.at > HOLD_MS + ROOM_MS }];
	});
}

/** That the clock was set back is known from the poll before. n8n forgets that poll if it gave nothing and n8n starts anew. */
function isBehindTheClock(change: StoredChange, story: RecordStory): boolean {
	const [, step] = story.world.skews;
	return (
		step !== undefined &&
		comesAgain(change, story) &&
		story.played.polls.some(({ life, startedAt }) => life !== 'poll' && startedAt >= step.from)
	);
}

/** Whether the server's clock had shown that time before, and was set back then. */
function comesAgain({ at }: StoredChange, { world, timeAt }: RecordStory): boolean {
	const [, step] = world.skews;
	return step !== undefined && at >= step.from && timeAt(at) <= timeAt(step.from - 1);
}

export function wasSetBack({ skews }: RecordWorld): boolean {
	return skews[1] !== undefined && skews[1].ms < (skews[0]?.ms ?? 0);
}

export function keyOf({ id }: StoredRecord, { at }: StoredChange, { timeAt }: Pick<RecordStory, 'timeAt'>): string {
	return `${id} ${espoDateTime(timeAt(at))}`;
}

function hadChances({ at }: StoredChange, start: number, end: number, { played, timeAt }: RecordStory): boolean {
	const ripe = timeAt(at) + HOLD_MS + ROOM_MS;
	let inRow = 0;
	for (const { startedAt, endedAt, clean } of played.polls) {
		if (startedAt < start || timeAt(startedAt) < ripe || endedAt >= end) inRow = 0;
		else inRow = clean ? inRow + 1 : 0;
		if (inRow >= CHANCES) return true;
	}
	return false;
}

/** A change, and what it is among. */
interface Crowd {
	record: StoredRecord;
	change: StoredChange;
	/** When it could be read. */
	start: number;
	all: StoredRecord[];
}

/** Late, or with a time that comes again because the clock was set back, and below more changes than a poll can tell apart. */
function isCrowded({ record, change, start, all }: Crowd, story: RecordStory): boolean {
	const { at } = change;
	const { timeAt } = story;
	if (start - at <= HOLD_MS && !comesAgain(change, story)) return false;
	const secondOf = (time: number) => Math.floor(timeAt(time) / SECOND);
	// By a clock that was set back meanwhile it is shorter ago.
	const isNear = (other: number) => Math.min(at - other, timeAt(at) - timeAt(other)) < LATEST_MS + MINUTE;
	// A restored backup knows no more of what was delivered before.
	const before = story.world.records.filter(({ id }) => id === record.id).flatMap(({ changes }) => changes);
	const changedBefore = [...before, ...record.changes].some((other) => other.at < at && isNear(other.at));
	if (changedBefore && all.some((other) => other !== record && other.changes.some((one) => secondOf(one.at) === secondOf(at)))) return true;
	const read = story.played.polls.find(({ startedAt, clean }) => clean && startedAt >= start)?.endedAt ?? Infinity;
	const times = all.flatMap(({ changes }) => changes.map((change) => change.at));
	return times.filter((time) => time <= read && timeAt(time) >= timeAt(at) - ROOM_MS).length > CHANGES_PER_REQUEST;
}
