import type { NoteItem } from '../../unit/model/StreamWatch';
import type { Claims } from '../Claims';
import type { Hit } from '../Part';
import type { Played } from '../Played';
import { clockTime } from '../scheduleInWords';
import { HOUR, SECOND } from '../time';
import type { ScheduledNote } from './notesOf';
import { owedNotes, storyOf, tells, type StreamStory } from './owedNotes';
import { readable } from './readable';
import type { StreamSettings } from './StreamSchedule';
import type { PlayableStream, StreamWorld } from './streamWorld';

/** Checks of the database, and the pages of the one window that every poll may read. */
const LATE_REQUESTS = 14;
/** One for each type of record. */
const RECORD_REQUESTS = 3;

/** What is owed of a schedule of stream events, and what may come. */
export function streamClaims(
	{ settings, steps }: PlayableStream,
	world: StreamWorld,
	played: Played<NoteItem>,
	hit: Hit,
): Claims<NoteItem> {
	const story = storyOf(settings, world, played);
	const notes = new Map([...world.notes, ...(world.replacement?.notes ?? [])].map((note) => [note.id, note]));
	countHits(story, notes, hit);
	const hasFailed = steps.some((step) => 'fault' in step && step.fault?.name === '5xx');
	return {
		owed: owedNotes(story).map(({ id, number, createdAt }) => ({
			id,
			label: `${id} (number ${number}, ${clockTime(createdAt)})`,
		})),
		eventsOf: ({ id }) => [id],
		objection: ({ id }) => objection(id, notes.get(id), story),
		inOrder: (before, after) => before.number < after.number,
		// A page limit below that of the first look is met anew by each poll.
		limits: { events: 5_000, lateRequests: lateRequests(settings), quietBytes: 2_000, quietRequests: settings.pageLimit < 20 ? 2 : 1 },
		// After an answer 500 the events come without their records, because it does not pass.
		broken: settings.fullRecord && !hasFailed ? wrongRecords(settings, played) : [],
	};
}

/** With small pages the window takes them all, and the records come after it. */
function lateRequests({ fullRecord, pageLimit }: StreamSettings): number {
	return LATE_REQUESTS + (fullRecord && pageLimit < 200 ? RECORD_REQUESTS : 0);
}

function objection(id: string, note: ScheduledNote | undefined, { played, filters }: StreamStory): string | undefined {
	if (!note) return `${id} does not exist`;
	if (note.createdAt < (played.activated?.from ?? 0) - SECOND) return `${id} is older than the activation`;
	return filters.some(({ filter }) => tells(note, filter)) ? undefined : `${id} was not asked for`;
}

/** Events come with the record, except where that can't be read. */
function wrongRecords({ poison }: StreamSettings, { polls }: Played<NoteItem>): string[] {
	const types = poison.map(({ entityType }) => entityType);
	const isRight = ({ parentType, parentId, record }: NoteItem) => types.includes(String(parentType)) || record?.id === parentId;
	return polls
		.flatMap(({ batches }) => batches.flat())
		.filter((item) => !isRight(item))
		.map(({ id }) => `${id} came without its record`);
}

function countHits({ settings, world, played, filters }: StreamStory, notes: Map<string, ScheduledNote>, hit: Hit): void {
	const { activated } = played;
	if (!activated) return;
	const batches = played.polls.flatMap((poll) => poll.batches).map((items) => items.flatMap(({ id }) => notes.get(id) ?? []));
	let [newest, second] = [0, -1];
	for (const batch of batches) {
		hit('late visible number', batch.filter(({ number }) => number < newest).length);
		const sorted = [...batch].sort((a, b) => a.number - b.number);
		const [first, last] = [sorted[0], sorted[sorted.length - 1]];
		if (first && secondOf(first) === second) hit('a second cut by a poll');
		if (last) [second, newest] = [secondOf(last), Math.max(newest, last.number)];
		hit('writers in parallel', sorted.filter((note, index) => note.createdAt < (sorted[index - 1]?.createdAt ?? 0)).length);
		hit('burst on one record', Number(batch.filter(({ parentId }) => parentId === 'a1').length >= 10));
		hit('deleted note', batch.filter(({ deletedAt }) => deletedAt < world.end).length);
		hit('late follow', batch.filter(({ followedAt }) => followedAt !== undefined).length);
		hit('more than 5,000 pending', Number(batch.length > 4_000));
	}
	hit('filter edited', filters.length - 1);
	const roles = world.notes.filter(({ hidden, createdAt }) => Array.isArray(hidden) && createdAt > activated.to);
	const isBoundary = (note: ScheduledNote, own: 0 | 1, ofRole: 0 | 1) =>
		readable(note, settings, [-Infinity, Infinity]).some((span) => span[own] === (note.hidden as number[])[ofRole]);
	hit('role hides notes', roles.filter((note) => isBoundary(note, 1, 0)).length);
	hit('role shows notes', roles.filter((note) => isBoundary(note, 0, 1)).length);
	const { replacement } = world;
	if (replacement?.notes.some(({ createdAt }) => createdAt > replacement.at))
		hit(replacement.step.do === 'restore' ? 'restored database' : 'another server');
	const first = batches[0]?.[0];
	if (settings.quietDays && first && first.id !== 'last' && first.createdAt - activated.to > 24 * HOUR)
		hit('filter matches nothing for days');
}

function secondOf({ createdAt }: ScheduledNote): number {
	return Math.floor(createdAt / SECOND);
}
