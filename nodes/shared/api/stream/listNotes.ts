import type { EspoClient } from '../client/EspoClient';
import { isTooSlow } from '../client/failures';
import { withPatience } from '../client/patience';
import { givesSameRows } from '../lists/keyWalk';
import { asError } from '../values/asError';
import type { JsonObject } from '../values/Json';
import { below, notePage, PROBE, streamPath, type Note, type NoteFilter, type NotePage, type StreamSource } from './StreamSource';
import { PATIENCE_MS, streamWindow, WINDOW } from './streamWindow';

/** With a limit, this many windows without a single wanted note end the search on `everything`. */
const EMPTY_WINDOWS = 20;
/** With a limit, so many notes that are not wanted are looked through. */
const PASSED_OVER = 10_000;
/** With a limit, nothing more is asked for after so long: whoever waits before the editor gives up after about a minute. */
const SEARCH_MS = 45_000;
/** An empty page of everything is asked for again, so many times as large. */
const GROWTH = 2;
const NARROWEST = 20;

export interface FoundNotes {
	/** Newest first. */
	notes: JsonObject[];
	/** There can be more that are wanted: the search ended before the limit was reached, and before everything was looked through. */
	endedEarly: boolean;
}

export interface WantedNotes {
	source: StreamSource;
	filter: NoteFilter;
	/** All when absent. */
	limit?: number;
	/** What the filter can't say. */
	wanted(note: JsonObject): boolean;
}

interface Search extends Pick<WantedNotes, 'source' | 'filter' | 'wanted'> {
	client: EspoClient;
	take(notes: Note[]): void;
	missing(): number;
	/** False when a search with a limit has used up what it may; one without a limit always goes on. */
	mayGoOn(): boolean;
	isLimited: boolean;
}

/**
 * Notes, newest first. The stream of everything looks at a bounded number of notes per request and then says "no more"
 * although older ones exist (espocrm-api.md#stream-of-everything); after such an answer it is read on in windows of numbers.
 * @throws EspoError; without a limit also when a part of the stream cannot be read in time
 */
export async function listNotes(client: EspoClient, { source, filter, limit, wanted }: WantedNotes): Promise<FoundNotes> {
	const isLimited = limit !== undefined;
	const deadline = isLimited ? client.now() + SEARCH_MS : Infinity;
	const hurried = withPatience(client, () => Math.min(PATIENCE_MS, deadline - client.now()));
	const notes: Note[] = [];
	let passedOver = 0;
	const missing = () => (isLimited ? limit - notes.length : Infinity);
	const take = (found: Note[]) => {
		const taken = found.filter(wanted);
		passedOver += found.length - taken.length;
		notes.push(...taken.slice(0, missing()));
	};
	const mayGoOn = () => !isLimited || (passedOver < PASSED_OVER && client.now() < deadline);
	const search: Search = {
		client: source.kind === 'everything' ? hurried : client,
		source,
		filter,
		wanted,
		take,
		missing,
		mayGoOn,
		isLimited,
	};
	const end = await readPages(search);
	const reached = typeof end === 'number' ? await readDown(search, end) : end;
	return { notes, endedEarly: missing() > 0 && reached === 'gaveUp' };
}

/** How reading ended; a number is the lowest that was read where the stream of everything has to be read on in windows. */
type End = 'end' | 'gaveUp' | number;

async function readPages(search: Search): Promise<End> {
	const { client, source, take, missing, mayGoOn } = search;
	const everything = source.kind === 'everything';
	let lowest = Infinity;
	let isProbed = false;
	const end = (): End => (everything && lowest < Infinity ? lowest : 'end');
	// The first page is small, as it is usually enough; where notes are rejected on our side, larger ones follow.
	for (let size = Math.max(missing(), PROBE); missing() > 0;) {
		if (!mayGoOn()) return 'gaveUp';
		const page = await pageBelow(search, lowest, size);
		if ('failure' in page) {
			if (lowest < Infinity) return lowest;
			// Where nothing at all was answered, an empty list would be no answer either.
			if (size <= 1 && !isProbed) throw page.failure;
			if (isProbed) return gaveUp(search, page.failure);
			size = size > PROBE ? PROBE : 1;
			continue;
		}
		take(page.notes);
		lowest = Math.min(lowest, ...page.notes.slice(-1).map(({ number }) => number));
		// Of everything, a small page that is empty proves little.
		const provesLittle = everything && lowest === Infinity && size < client.pageSize;
		if ((page.isLast || !page.notes.length) && !provesLittle) return end();
		isProbed = true;
		size = provesLittle ? size * GROWTH : client.pageSize;
	}
	return 'end';
}

/** Nothing smaller can be asked for. @throws Error without a limit, as everything is wanted then */
function gaveUp({ isLimited }: Search, failure: Error): End {
	if (isLimited) return 'gaveUp';
	throw failure;
}

async function pageBelow({ client, source, filter }: Search, lowest: number, size: number): Promise<NotePage | { failure: Error }> {
	const where = [...(filter.where ?? []), ...(lowest === Infinity ? [] : [below(lowest)])];
	const read = async () => await notePage(client, source, { ...filter, where }, Math.min(client.pageSize, size));
	const page = await (source.kind === 'everything' ? unlessTooSlow(read) : read());
	if ('failure' in page) return page;
	const oldest = page.notes[page.notes.length - 1];
	// Servers before 7.3 ignore conditions.
	if (!page.isLast && oldest && oldest.number >= lowest)
		throw givesSameRows(streamPath(source), 'This EspoCRM returns only the newest notes: set a lower limit');
	return page;
}

async function readDown(search: Search, lowest: number): Promise<End> {
	const { client, source, filter, wanted, take, missing, mayGoOn, isLimited } = search;
	let size = WINDOW;
	for (let top = lowest - 1, empty = 0; top > 0 && missing() > 0;) {
		if (!mayGoOn() || (isLimited && empty >= EMPTY_WINDOWS)) return 'gaveUp';
		const bounds: [number, number] = [Math.max(0, top - size), top];
		const found = await unlessTooSlow(async () => (await streamWindow(client, source, filter, { bounds })) ?? []);
		if ('failure' in found) {
			if (size <= NARROWEST) return gaveUp(search, found.failure);
			size = Math.ceil(size / 4);
			continue;
		}
		take(found.reverse());
		empty = found.some(wanted) ? 0 : empty + 1;
		[top] = bounds;
	}
	return 'end';
}

/** What was read, or why it was not, so that less can be asked for instead. @throws EspoError for every other failure */
async function unlessTooSlow<Result extends object>(read: () => Promise<Result>): Promise<Result | { failure: Error }> {
	try {
		return await read();
	} catch (error) {
		if (isTooSlow(error)) return { failure: asError(error) };
		throw asError(error);
	}
}
