import type { Note } from '../../stream/StreamSource';

/** A note by which a database is known again. */
export type NoteMark = [number: number, id: string];

const KNOWN = 20;
/** Two known notes are part of each poll's answer, which is to stay below 2 kB. */
const SMALL_NOTE = 850;

/** The newest small notes, by which a database is known again. */
export function knownNotes(known: NoteMark[], notes: Note[]): NoteMark[] {
	const small = notes.filter((note) => JSON.stringify(note).length <= SMALL_NOTE).map(({ number, id }): NoteMark => [number, id]);
	return [...known, ...small].sort((a, b) => a[0] - b[0]).slice(-KNOWN);
}

/** The newest notes, however large. */
export function latestOf(notes: Note[], before: NoteMark[] = []): NoteMark[] {
	const all = [...before, ...notes.map(({ number, id }): NoteMark => [number, id])];
	return all.sort((a, b) => a[0] - b[0]).slice(-KNOWN);
}

/** A small note if there is one at or below a number; otherwise any, and one above that number is better than none. */
export function floorOf(known: NoteMark[], others: Array<NoteMark | undefined>, start: number): NoteMark | undefined {
	const isLow = (mark: NoteMark | undefined) => mark !== undefined && mark[0] <= start;
	return [...known].reverse().find(isLow) ?? others.find(isLow) ?? known[0] ?? others.find(Boolean);
}
