import type { EspoClient } from './EspoClient';
import type { JsonObject } from './Json';
import { givesSameRows } from './keyWalk';
import { below, notePage, PROBE, streamPath, type Note, type NoteFilter, type StreamSource } from './StreamSource';
import { streamWindow, WINDOW } from './streamWindow';

/** With a limit, this many windows without a single wanted note end the search on `everything`. */
const EMPTY_WINDOWS = 20;
/** With a limit, so many notes are looked through. */
const LOOKED_THROUGH = 10_000;

/**
 * Notes, newest first. The stream of everything looks at a bounded number of notes per request and then says "no more"
 * although older ones exist (api.md 5.4); after such an answer it is read on in windows of numbers.
 */
export async function listNotes(
	client: EspoClient,
	source: StreamSource,
	filter: NoteFilter,
	limit: number | undefined,
	wanted: (note: JsonObject) => boolean,
): Promise<JsonObject[]> {
	const found: Note[] = [];
	const missing = () => (limit === undefined ? Infinity : limit - found.length);
	const take = (notes: Note[]) => found.push(...notes.filter(wanted).slice(0, missing()));

	let lowest = Infinity;
	let looked = 0;
	const goOn = () => missing() > 0 && (limit === undefined || looked < LOOKED_THROUGH);
	// The first page is small, as it is usually enough; where notes are rejected on our side, larger ones follow.
	for (let isLast = false, maxSize = Math.max(missing(), PROBE); !isLast && goOn(); maxSize = client.pageSize) {
		const where = [...(filter.where ?? []), ...(lowest === Infinity ? [] : [below(lowest)])];
		const page = await notePage(client, source, { ...filter, where }, Math.min(client.pageSize, maxSize));
		const oldest = page.notes[page.notes.length - 1];
		// Servers before 7.3 ignore conditions.
		if (!page.isLast && oldest && oldest.number >= lowest)
			throw givesSameRows(streamPath(source), 'This EspoCRM gives only the newest notes: set a lower limit');
		// Of everything, a small page that is empty proves little: it is asked again with a large one.
		isLast = (page.isLast || !oldest) && (source.kind !== 'everything' || Boolean(oldest) || maxSize >= client.pageSize);
		looked += page.notes.length;
		lowest = Math.min(lowest, oldest?.number ?? lowest);
		take(page.notes);
	}
	if (source.kind !== 'everything' || lowest === Infinity) return found;

	for (let top = lowest - 1, empty = 0; top > 0 && goOn() && (limit === undefined || empty < EMPTY_WINDOWS); top -= WINDOW) {
		const notes = ((await streamWindow(client, source, filter, [Math.max(0, top - WINDOW), top])) ?? []).reverse();
		looked += notes.length;
		empty = notes.some(wanted) ? 0 : empty + 1;
		take(notes);
	}
	return found;
}
