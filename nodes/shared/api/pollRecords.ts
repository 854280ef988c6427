import { asError } from './asError';
import { espoDateTime, momentOf } from './dateTime';
import type { EspoClient } from './EspoClient';
import { EspoError } from './EspoError';
import { requestPath } from './EspoRequest';
import { InvalidInput } from './InvalidInput';
import type { JsonObject } from './Json';
import { givesSameRows } from './keyWalk';
import { recordPage, recordPageRequest, type ChangeList, type RecordPage } from './recordPage';
import {
	advancedRecords,
	HOLD_MS,
	isAfter,
	startOf,
	startRecordState,
	withRecordFilter,
	withServerClock,
	type Position,
	type RecordIdentity,
	type RecordState,
} from './RecordState';
import { after, unreadRecords } from './unreadRecords';

export interface RecordPollOptions extends ChangeList {
	client: EspoClient;
	identity: RecordIdentity;
	/** No further request is begun after it, in ms since 1970. */
	deadline: number;
	/** Whether a change is told; one that is not counts as read all the same. */
	isWanted(record: JsonObject): boolean;
}

/** A record that has changed. */
export interface Change {
	/** When, in EspoCRM's form. */
	time: string;
	record: JsonObject;
	/** Whether its creation was not told before either. */
	created: boolean;
}

export interface RecordPollResult {
	state: RecordState;
	/** Oldest first; each is told once. */
	changes: Change[];
}

/** Changes of one poll, so that a month's backlog comes in pieces. */
const MOST_CHANGES = 5_000;
/** Leaves room for the conditions of paging below the 8 KB that web servers allow for a request line. */
const LONGEST_PATH = 6_800;

/**
 * The state of a trigger that begins now. Two requests: the first tells the server's time, the second which changes of
 * these seconds exist already; so whatever comes after the second was not made before the time of the first.
 * @param last how many of the changes that exist already are wanted
 * @throws InvalidInput when the filter is too long for one request
 */
export async function startRecords(options: RecordPollOptions, last: number): Promise<RecordPollResult> {
	const { client, identity, attribute } = options;
	if (!isShort(options, startRecordState(identity, 0, 0, []))) {
		throw new InvalidInput('Filters', 'The filter is too long for a trigger', 'Compare with fewer values.');
	}
	// Of those that are read some may not be wanted.
	const newest = await recordPage(options, [], last > 0 ? client.pageSize : 1, 'desc');
	const serverTime = newest.serverTime - newest.tookMs;
	const there = await recordPage(options, [after(attribute, startOf(serverTime))], client.pageSize, 'desc');
	const begun = startRecordState(identity, serverTime, client.now(), positions(there.rows, attribute));
	const state = advancedRecords(begun, { read: [], held: [], serverTime, now: client.now(), readTo: begun.cursor }, (next) => isShort(options, next));
	const told = newest.rows.filter(options.isWanted).slice(0, last).reverse();
	return { state, changes: told.map((record) => ({ time: timeOf(record, attribute), record, created: record.createdAt === timeOf(record, attribute) })) };
}

/**
 * What has changed and was not told yet, oldest first: pages from the overlap upward, sorted by time and id, up to the
 * second that is still being written. Usually one request.
 * @throws EspoError when nothing could be read
 */
export async function pollRecords(options: RecordPollOptions, previous: RecordState): Promise<RecordPollResult> {
	const { client, attribute, identity, deadline } = options;
	const changes: Change[] = [];
	let state = withRecordFilter(previous, identity.filter);
	let told = createTold(state);
	let place: Position | undefined;
	const read: Position[] = [];
	const advance = (serverTime: number, held: Position[], readTo?: Position): RecordPollResult => ({
		state: advancedRecords(state, { read, held, serverTime, now: client.now(), readTo }, (next) => isShort(options, next)),
		changes,
	});
	const tell = (record: JsonObject, time: string) => {
		const position: Position = [time, String(record.id)];
		if (options.isWanted(record)) changes.push({ time, record, created: told.isNew(record) });
		told.add(position);
		read.push(position);
	};
	const stillHeld = () => state.held.filter((position) => !told.has(position));
	for (let serverTime = state.polledAt; ;) {
		const page = await nextPage(options, state, place, read.length > 0);
		if (!page) return advance(serverTime, stillHeld());
		({ serverTime } = page);
		if (!place) {
			state = withServerClock(state, serverTime, client.now());
			told = createTold(state);
		}
		const ripe = espoDateTime(serverTime - page.tookMs - HOLD_MS);
		const rows = page.rows.filter((row) => !told.has(positionOf(row, attribute)));
		for (const row of rows.filter((candidate) => timeOf(candidate, attribute) <= ripe)) tell(row, timeOf(row, attribute));
		const young = rows.filter((row) => timeOf(row, attribute) > ripe);
		const [last] = positions(page.rows.slice(-1), attribute);
		if (young.length || page.isLast || !last) {
			for (const row of young) {
				const before = stillHeld().find(([time, id]) => id === row.id && time < timeOf(row, attribute));
				// It has changed again, so the earlier change has long been written; one that never rests would not be told otherwise.
				if (before) tell(row, before[0]);
			}
			changes.sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)));
			return advance(serverTime, positions(young, attribute), [nextSecond(ripe), '']);
		}
		if (place && last[0] === place[0] && last[1] === place[1]) throw givesSameRows([options.entityType]);
		place = last;
		if (read.length >= MOST_CHANGES || client.now() >= deadline) return advance(serverTime, stillHeld());
	}
}

/** A page, or nothing after a failure when something was read that can be told first. */
async function nextPage(options: RecordPollOptions, state: RecordState, place: Position | undefined, somethingRead: boolean): Promise<RecordPage | undefined> {
	const { client, attribute } = options;
	const where = [...unreadRecords(state, attribute), ...(place ? [after(attribute, place)] : [])];
	try {
		return await recordPage(options, where, client.pageSize);
	} catch (error) {
		if (somethingRead && error instanceof EspoError) return undefined;
		throw asError(error);
	}
}

/** What was told already, of this poll and of those before it. */
function createTold({ seen, overlap }: RecordState) {
	const changes = new Set(seen.map(([time, id]) => `${time}/${id}`));
	const ids = new Set(seen.map(([, id]) => id));
	return {
		add([time, id]: Position): void {
			changes.add(`${time}/${id}`);
			ids.add(id);
		},
		has: ([time, id]: Position): boolean => changes.has(`${time}/${id}`),
		/** What was created above the overlap and never seen. */
		isNew: ({ id, createdAt }: JsonObject): boolean =>
			typeof createdAt === 'string' && !ids.has(String(id)) && isAfter([createdAt, String(id)], overlap),
	};
}

function isShort(options: RecordPollOptions, state: RecordState): boolean {
	return requestPath(recordPageRequest(options, unreadRecords(state, options.attribute), 200, 'asc')).length <= LONGEST_PATH;
}

function positions(rows: JsonObject[], attribute: string): Position[] {
	return rows.map((row) => positionOf(row, attribute));
}

function positionOf(row: JsonObject, attribute: string): Position {
	return [timeOf(row, attribute), String(row.id)];
}

function timeOf(row: JsonObject, attribute: string): string {
	return String(row[attribute]);
}

function nextSecond(time: string): string {
	return espoDateTime(momentOf(time) + 1_000);
}
