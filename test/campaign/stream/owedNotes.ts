import type { NoteItem } from '../../unit/model/StreamWatch';
import type { Played, PlayedPoll } from '../Played';
import { MINUTE } from '../time';
import type { ScheduledNote } from './notesOf';
import { readable, type Span } from './readable';
import type { EventFilter, StreamSettings, StreamStep } from './StreamSchedule';
import type { StreamWorld } from './streamWorld';

/** What the owed notes follow from. */
export interface StreamStory {
	settings: StreamSettings;
	world: StreamWorld;
	played: Played<NoteItem>;
	/** What the trigger was set to, each from a time on. */
	filters: Array<{ from: number; filter: EventFilter }>;
	/** Of many notes that are hidden the stream of everything looks at a part in each poll. */
	hasManyHidden: boolean;
}

const LATEST_MS = 10 * MINUTE;
/** Numbers that are excluded in the conditions of a poll (cursor.md#what-is-asked-for). */
const NUMBERS_PER_REQUEST = 400;
/** What goes away again is owed if so many polls in a row had every chance to see it. */
const CHANCES = 3;

/**
 * The notes that must be delivered. Owed is an event that
 * - was created after the activation (where another database came behind the address: after the first poll of it, and not
 *   being written during one before the first event of it could be delivered),
 * - delivered what the trigger waits for, with every setting until three polls in a row without any fault had passed (and was not
 *   late when the setting changed),
 * - could be read within ten minutes of its creation, when not more than 400 newer numbers were to be told apart,
 * - and from then on to the end, or until three polls in a row without any fault had passed.
 * Anything else may be delivered or not; nothing may be delivered twice.
 */
export function owedNotes(story: StreamStory): ScheduledNote[] {
	const { world, played } = story;
	const { notes, replacement } = world;
	const first = notes.filter((note) => isOwed(note, notes, [-Infinity, replacement?.at ?? Infinity], story));
	if (!replacement) return first;
	const replacedAt = played.happened.find(({ step }) => step === replacement.step)?.at ?? Infinity;
	// What is written while the first poll of the other database is under way may count as its history.
	const met =
		played.polls.find(({ startedAt, failure, clean }) => (clean || failure === undefined) && startedAt >= replacedAt)?.endedAt ?? Infinity;
	const later = replacement.notes.filter(({ createdAt }) => createdAt > met);
	const second = later.filter((note) => isOwed(note, replacement.notes, [replacement.at, Infinity], story));
	return [...first, ...second.filter((note) => !isOpenAtTheMeeting(note, second, played))];
}

/** @returns what the owed notes of a played schedule follow from */
export function storyOf(settings: StreamSettings, world: StreamWorld, played: Played<NoteItem>): StreamStory {
	const edits = played.happened.flatMap(({ step, at }) => {
		const own = step as StreamStep;
		return own.do === 'edit' ? [{ from: at, filter: own.filter }] : [];
	});
	const hidden = world.notes.filter((note) => note.hidden).length;
	return {
		settings,
		world,
		played,
		filters: [{ from: -Infinity, filter: settings.filter }, ...edits],
		hasManyHidden: settings.source === 'everything' && hidden > NUMBERS_PER_REQUEST,
	};
}

/** Being written during a poll, before a poll could tell by any event that it is another database. */
function isOpenAtTheMeeting({ createdAt, visibleAt }: ScheduledNote, owed: ScheduledNote[], { polls }: Played<NoteItem>): boolean {
	const seen = Math.min(...owed.map((note) => Math.max(note.createdAt, note.visibleAt)));
	const delivered = polls.find(({ startedAt, clean }) => clean && startedAt >= seen)?.endedAt ?? Infinity;
	return createdAt <= delivered && polls.some(({ startedAt, endedAt }) => endedAt >= createdAt && startedAt < visibleAt);
}

function isOwed(note: ScheduledNote, all: ScheduledNote[], life: Span, story: StreamStory): boolean {
	const { settings, filters } = story;
	const { activated, polls } = story.played;
	if (!activated || note.createdAt <= activated.to) return false;
	const [span] = readable(note, settings, life);
	if (!span || span[0] - note.createdAt > LATEST_MS) return false;
	// A setting that came when the note had long been delivered does not matter.
	const isSettledAt = (time: number) => !story.hasManyHidden && hadChances(polls, [span[0], time]);
	const inForce = filters.filter(
		({ from }, index) => (filters[index + 1]?.from ?? Infinity) > note.createdAt && !(from > note.createdAt && isSettledAt(from)),
	);
	if (!inForce.every(({ filter }) => tells(note, filter))) return false;
	// A late one can't be delivered from what the older setting left out.
	if (inForce.length > 1 && isLate(note, all, span[0])) return false;
	if (isCrowded(note, span[0], all, story)) return false;
	return span[1] === Infinity || (!story.hasManyHidden && hadChances(polls, span));
}

export function tells({ tells: delivered, parentType = '', own }: ScheduledNote, { events, entityTypes, skipOwn }: EventFilter): boolean {
	return (
		(!events.length || delivered.some((event) => events.includes(event))) &&
		(!entityTypes.length || entityTypes.includes(parentType)) &&
		!(skipOwn && own)
	);
}

function hadChances(polls: Array<PlayedPoll<NoteItem>>, [from, to]: Span): boolean {
	let inRow = 0;
	for (const { startedAt, endedAt, clean } of polls) {
		if (startedAt < from || endedAt >= to) inRow = 0;
		else inRow = clean ? inRow + 1 : 0;
		if (inRow >= CHANCES) return true;
	}
	return false;
}

function isLate({ number }: ScheduledNote, all: ScheduledNote[], from: number): boolean {
	return (earliestAbove(all).get(number) ?? Infinity) < from;
}

const earliest = new WeakMap<ScheduledNote[], Map<number, number>>();

/** For each number of a database, when the first note with a higher one was there. */
function earliestAbove(all: ScheduledNote[]): Map<number, number> {
	const known = earliest.get(all);
	if (known) return known;
	const found = new Map<number, number>();
	let first = Infinity;
	for (const { number, visibleAt } of [...all].sort((a, b) => b.number - a.number)) {
		found.set(number, first);
		first = Math.min(first, visibleAt);
	}
	earliest.set(all, found);
	return found;
}

/** Late, and below more newer numbers than a poll can tell apart, whether it lists those that it knows or those that are missing. */
function isCrowded(note: ScheduledNote, from: number, all: ScheduledNote[], { settings, filters, played }: StreamStory): boolean {
	if (!isLate(note, all, from)) return false;
	const read = played.polls.find(({ startedAt, clean }) => clean && startedAt >= from)?.endedAt ?? Infinity;
	const newer = all.filter(({ number, createdAt }) => number > note.number && createdAt <= read);
	const highest = Math.max(note.number, ...newer.map(({ number }) => number));
	// What becomes visible together with it is missing until then, too.
	const isThere = (other: ScheduledNote) => readable(other, settings, [-Infinity, Infinity]).some(([since]) => since < from);
	const known = newer.filter((other) => isThere(other) && filters.some(({ filter }) => tells(other, filter))).length;
	// It is missing itself.
	const missing = highest - note.number - known + 1;
	return known > NUMBERS_PER_REQUEST && missing > NUMBERS_PER_REQUEST;
}
