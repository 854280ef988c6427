import type { EspoClient } from '../client/EspoClient';
import { givesSameRows } from '../lists/keyWalk';
import { above, below, notePage, streamPath, type Note, type NoteFilter, type StreamSource } from './StreamSource';

/**
 * Numbers that one window of `everything` may span: the server looks through 50 * (maxSize + 1) notes at most before it
 * says "no more", and takes longer the wider the window (espocrm-api.md#stream-of-everything).
 */
export const WINDOW = 500;
/** For each note of a page the stream of everything looks at so many before it gives up (espocrm-api.md#stream-of-everything). */
export const LOOKS = 50;
/** A request to the stream of everything may take this long, in ms; what takes longer is asked for in smaller pieces, as hidden notes can take it minutes (espocrm-api.md#stream-of-everything). */
export const PATIENCE_MS = 12_000;
const PAGE = 200;

export interface WindowBounds {
	bounds: [from: number, to: number];
	/** Asked before each further page, with the number of notes so far; undefined is returned when it says no. */
	goOn?(count: number): boolean;
}

/**
 * All notes with `from < number <= to`, read whole, oldest first.
 * @throws EspoError also when the server ignores the bounds (before 7.3)
 */
export async function streamWindow(
	client: EspoClient,
	source: StreamSource,
	filter: NoteFilter,
	{ bounds: [from, to], goOn = () => true }: WindowBounds,
): Promise<Note[] | undefined> {
	const notes: Note[] = [];
	for (let top = to + 1; ;) {
		const where = [...(filter.where ?? []), above(from), below(top)];
		const page = await notePage(client, source, { ...filter, where }, Math.min(PAGE, client.pageSize));
		if (page.notes.some(({ number }) => number <= from || number >= top)) throw givesSameRows(streamPath(source), TOO_OLD);
		notes.push(...page.notes);
		const oldest = page.notes[page.notes.length - 1];
		if (page.isLast || !oldest) return notes.reverse();
		if (!goOn(notes.length)) return undefined;
		top = oldest.number;
	}
}

/** What a stream says that gives notes which were not asked for. */
export const TOO_OLD = 'The stream of this EspoCRM cannot be filtered; the trigger needs EspoCRM 7.3 or newer';
