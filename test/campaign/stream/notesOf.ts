import type { StoredNote } from '../../unit/model/StreamServer';
import { NOTE_KINDS, type NoteKindName } from './noteKinds';
import type { StreamSettings, StreamStep, WrittenNote } from './StreamSchedule';

/** A note, in true times in ms. */
export interface ScheduledNote extends StoredNote {
	/** The events that it tells, as the trigger names them. */
	tells: string[];
	/** Its record was followed only then. */
	followedAt?: number;
}

/** A note that has no number yet. */
export interface Draft extends Omit<ScheduledNote, 'number' | 'id'> {
	insertedAt: number;
	skipped: number;
}

const LONG_POST = 'x'.repeat(1_300);
const CROWD_KINDS: NoteKindName[] = ['post', 'update', 'create', 'status', 'mention', 'assign'];
const CROWD_RECORDS = ['Account/a1', 'Task/a2', 'Lead/a3', 'Account/a4'];

/** The notes that a step writes. @param start of the schedule, in ms */
export function notesOf(step: StreamStep, start: number, settings: StreamSettings): Draft[] {
	const at = start + step.at;
	if (step.do === 'crowd')
		return Array.from({ length: step.count }, (_, index) => ({ ...draft(ofCrowd(index), at, settings), hidden: step.hidden }));
	if (step.do !== 'write') return [];
	const notes = step.notes.map((note) => draft(note, at, settings));
	const { openMs = 0 } = step;
	return openMs ? notes.map((note) => ({ ...note, visibleAt: Math.max(at + openMs, note.insertedAt) })) : notes;
}

/** What another server had before it came behind the address. */
export function historyOf(history: WrittenNote[], at: number, settings: StreamSettings): Draft[] {
	return history.map((note) => draft(note, at, settings));
}

/** Numbers go in the order of insertion. @param above the highest number that is taken */
export function numbered(drafts: Draft[], above: number, prefix: string): ScheduledNote[] {
	let number = above;
	return [...drafts]
		.sort((a, b) => a.insertedAt - b.insertedAt)
		.map(({ insertedAt, skipped, ...note }) => {
			number += 1 + skipped;
			return { ...note, visibleAt: Math.max(note.visibleAt, insertedAt), id: `${prefix}${number}`, number };
		});
}

function draft(note: WrittenNote, at: number, { version }: StreamSettings): Draft {
	const { kind = 'post', on = 'Account/a1', own = false, long, after = 0, insertedAfter = 0, goneAfter = Infinity, skipped = 0 } = note;
	const [parentType, parentId] = on.split('/');
	const insertedAt = at + after + insertedAfter;
	return {
		...NOTE_KINDS[version][kind],
		createdAt: at + after,
		insertedAt,
		visibleAt: insertedAt,
		deletedAt: insertedAt + goneAfter,
		own,
		parentType,
		parentId,
		skipped,
		post: long ? LONG_POST : '',
	};
}

/** Notes of all sorts, so that a step needs to say no more than how many. */
function ofCrowd(index: number): WrittenNote {
	return {
		kind: CROWD_KINDS[index % CROWD_KINDS.length],
		on: CROWD_RECORDS[index % CROWD_RECORDS.length],
		own: index % 3 === 0,
		after: index,
		insertedAfter: index % 10 === 0 ? 700 : 0,
		goneAfter: index % 16 === 0 ? 60_000 + 1_000 * (index % 2_000) : undefined,
		skipped: index % 5 === 0 ? 1 : 0,
	};
}
