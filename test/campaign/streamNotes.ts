import { NOTE_KINDS } from './noteKinds';
import type { Random } from './Random';
import type { ScheduledNote, StreamSchedule } from './StreamSchedule';
import { MINUTE, SECOND } from './streamTurns';

/** A note that has no number yet: it gets one when it is inserted. */
export interface Draft extends Omit<ScheduledNote, 'number' | 'id'> {
	insertedAt: number;
	/** Numbers that others took before it: rolled back transactions, records of others. */
	skipped: number;
}

export interface Habits {
	version: StreamSchedule['version'];
	types: string[];
	longPosts: number;
	/** Most numbers are those of others. */
	sparse: boolean;
}

/** What one writer does in one transaction, or without one. */
export function transaction(random: Random, at: number, count: number, habits: Habits): Draft[] {
	const record = random.chance(0.4) ? randomRecord(random, habits.types) : undefined;
	const pause = random.weighted([
		[1, 0],
		[3, 20],
		[2, 150],
		[1, 2_000],
	]);
	let createdAt = at;
	const drafts = random.list(count, () => draft(random, (createdAt += random.int(0, pause)), habits, record));
	const open = random.weighted([
		[72, 0],
		[16, random.int(1, 3 * SECOND)],
		[11, random.int(3 * SECOND, 10 * MINUTE)],
		[1, random.int(11 * MINUTE, 60 * MINUTE)],
	]);
	if (open) for (const own of drafts) own.visibleAt = Math.max(at + open, own.insertedAt);
	return drafts;
}

export function draft(random: Random, createdAt: number, habits: Habits, record = randomRecord(random, habits.types)): Draft {
	const { type, data, tells } = random.pick(NOTE_KINDS.filter(({ version = habits.version }) => version === habits.version));
	const insertedAt = createdAt + (random.chance(0.1) ? random.int(0, 1_500) : 0);
	const lifetime = random.chance(0.06) ? random.int(SECOND, 40 * MINUTE) : Infinity;
	const skipped =
		habits.sparse && random.chance(0.1)
			? random.int(5_000, 60_000)
			: random.weighted([
					[80, 0],
					[20, random.int(1, 5)],
					[2, random.int(300, 3_000)],
				]);
	return {
		createdAt,
		insertedAt,
		visibleAt: insertedAt,
		deletedAt: insertedAt + lifetime,
		own: random.chance(0.3),
		type,
		data,
		tells,
		...record,
		skipped,
		post: random.chance(habits.longPosts) ? 'x'.repeat(1_300) : '',
	};
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

function randomRecord(random: Random, types: string[]): { parentType: string; parentId: string } {
	// The first record is the one whose stream is read, where it is one.
	if (random.chance(0.45)) return { parentType: 'Account', parentId: 'a1' };
	return { parentType: random.pick(types), parentId: `a${random.int(2, 6)}` };
}
