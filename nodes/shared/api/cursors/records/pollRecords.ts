import { EspoError } from '../../client/EspoError';
import { givesSameRows } from '../../lists/keyWalk';
import { asError } from '../../values/asError';
import { espoDateTime, momentOf } from '../../values/dateTime';
import type { JsonObject } from '../../values/Json';
import { recordPage, type RecordPage } from './recordPage';
import { isShort, type Change, type RecordPollOptions, type RecordPollResult } from './RecordPoll';
import { recordPosition } from './recordPosition';
import { advancedRecords, HOLD_MS, withRecordFilter, withServerClock, type Position, type RecordState } from './RecordState';
import { deliveredChanges } from './deliveredChanges';
import { after, unreadRecords } from './unreadRecords';

/** Changes of one poll, so that a month's backlog comes in pieces. */
const MOST_CHANGES = 5_000;

/**
 * What has changed and was not delivered yet, oldest first: pages from the overlap upward, sorted by time and id, up to the
 * second that is still being written. Usually one request.
 * @throws EspoError when nothing could be read
 */
export async function pollRecords(options: RecordPollOptions, previous: RecordState): Promise<RecordPollResult> {
	const { client, attribute, identity, deadline } = options;
	const filtered = withRecordFilter(previous, identity.filter);
	let page = await pageAfter(options, filtered);
	const state = withServerClock(filtered, page.serverTime, client.now());
	const delivered = deliveredChanges(state);
	const changes: Change[] = [];
	const read: Position[] = [];
	const deliver = (record: JsonObject, position: Position) => {
		const [time] = position;
		if (options.isWanted(record, time)) changes.push({ time, record, created: delivered.isNew(record) });
		delivered.add(position);
		read.push(position);
	};
	const advance = (held: Position[], readTo: Position): RecordPollResult => ({
		state: advancedRecords(state, { read, held, serverTime: page.serverTime, now: client.now(), readTo }, (next) => isShort(options, next)),
		changes: [...changes].sort(byTime),
	});

	for (;;) {
		const unread = page.rows
			.map((record) => ({ record, position: recordPosition(record, attribute) }))
			.filter(({ position }) => !delivered.has(position));
		const ripe = ripeTime(page);
		for (const { record, position } of unread.filter(({ position: [time] }) => time <= ripe)) deliver(record, position);
		const held = state.held.filter((position) => !delivered.has(position));
		const young = unread.filter(({ position: [time] }) => time > ripe);
		if (young.length || page.isLast) {
			for (const { record, position } of young) {
				const before = held.find(([time, id]) => id === position[1] && time < position[0]);
				// It has changed again, so the earlier change has long been written; one that never rests would not be delivered otherwise.
				if (before) deliver(record, before);
			}
			return advance(
				young.map(({ position }) => position),
				[nextSecond(ripe), ''],
			);
		}
		const place = recordPosition(page.rows[page.rows.length - 1] ?? {}, attribute);
		if (read.length >= MOST_CHANGES || client.now() >= deadline) return advance(held, place);
		const next = await pageOrNothing(options, state, place);
		if (!next) return advance(held, place);
		page = next;
	}
}

async function pageAfter(options: RecordPollOptions, state: RecordState, place?: Position): Promise<RecordPage> {
	const { client, attribute, entityType } = options;
	const where = [...unreadRecords(state, attribute), ...(place ? [after(attribute, place)] : [])];
	const page = await recordPage(options, where, client.pageSize);
	const [last] = page.rows.slice(-1).map((record) => recordPosition(record, attribute));
	if (place && last?.join() === place.join()) throw givesSameRows([entityType]);
	return page;
}

/** Nothing after a failure: what was read before is delivered first. */
async function pageOrNothing(options: RecordPollOptions, state: RecordState, place: Position): Promise<RecordPage | undefined> {
	try {
		return await pageAfter(options, state, place);
	} catch (error) {
		if (error instanceof EspoError) return undefined;
		throw asError(error);
	}
}

/** The last second that was over for certain when the page was read. */
function ripeTime({ serverTime, tookMs }: RecordPage): string {
	return espoDateTime(serverTime - tookMs - HOLD_MS);
}

function nextSecond(time: string): string {
	return espoDateTime(momentOf(time) + 1_000);
}

function byTime(a: Change, b: Change): number {
	return a.time < b.time ? -1 : Number(a.time > b.time);
}
