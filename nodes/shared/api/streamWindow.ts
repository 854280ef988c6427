import type { EspoClient } from './EspoClient';
import { above, below, notePage, type Note, type NoteFilter, type StreamSource } from './StreamSource';

/**
 * Numbers that one window of `everything` may span: the server looks through 50 * (maxSize + 1) notes at most before it
 * says "no more", and takes longer the wider the window (api.md 5.4).
 */
export const WINDOW = 500;
const PAGE = 200;

export interface WindowResult {
	/** Oldest first. */
	notes: Note[];
	requests: number;
	serverTime?: number;
}

/** All notes with `from < number <= to`, read whole. */
export async function streamWindow(
	client: EspoClient,
	source: StreamSource,
	filter: NoteFilter,
	from: number,
	to: number,
): Promise<WindowResult> {
	const notes: Note[] = [];
	for (let top = to + 1, requests = 1; ; requests++) {
		const where = [...(filter.where ?? []), above(from), below(top)];
		const page = await notePage(client, source, { ...filter, where }, Math.min(PAGE, client.pageSize));
		const bound = top;
		notes.push(...page.notes.filter(({ number }) => number > from && number < bound));
		const oldest = page.notes[page.notes.length - 1];
		// A server that ignores a bound would send the same notes for ever (api.md 11).
		if (page.isLast || !oldest || oldest.number >= top) return { notes: notes.reverse(), requests, serverTime: page.serverTime };
		top = oldest.number;
	}
}
