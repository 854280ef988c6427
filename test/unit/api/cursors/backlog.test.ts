import { createEspoClient, type EspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { pollRecords } from '../../../../nodes/shared/api/cursors/records/pollRecords';
import type { RecordPollOptions } from '../../../../nodes/shared/api/cursors/records/RecordPoll';
import { startRecords } from '../../../../nodes/shared/api/cursors/records/startRecords';
import { createPace } from '../../../../nodes/shared/api/cursors/stream/pace';
import { pollStream } from '../../../../nodes/shared/api/cursors/stream/pollStream';
import { startPolling } from '../../../../nodes/shared/api/cursors/stream/startPolling';
import type { StreamPollOptions } from '../../../../nodes/shared/api/cursors/stream/StreamPoll';
import type { HttpRequest } from '../../../../nodes/shared/api/request/Send';
import type { WhereItem } from '../../../../nodes/shared/api/request/WhereItem';
import type { StreamSource } from '../../../../nodes/shared/api/stream/StreamSource';
import { espoDateTime, momentOf } from '../../../../nodes/shared/api/values/dateTime';
import type { Json, JsonObject } from '../../../../nodes/shared/api/values/Json';
import { compareValues, matchesWhere } from '../../model/matchesWhere';
import { json, requestParts } from '../../model/requestParts';
import { VirtualClock } from '../../model/VirtualClock';

const PENDING = 100_000;
/** New ones that come while the backlog is read, with each poll. */
const MORE = 7;
const MONTH_MS = 30 * 24 * 3_600_000;
const SPAN_MS = MONTH_MS / PENDING;
const MOST_AT_ONCE = 5_000;

/** Rows that are made when they are asked for; row n comes n spans after the start. */
class BacklogServer {
	count = 0;
	requests = 0;
	readonly begun: number;

	constructor(
		private readonly clock: VirtualClock,
		private readonly attribute: 'number' | 'modifiedAt',
	) {
		this.begun = clock.now();
	}

	readonly send = async ({ path }: HttpRequest) => {
		await Promise.resolve();
		this.requests++;
		this.clock.advance(100);
		const { where = [], maxSize = 200, order } = requestParts({ path }).params;
		const descending = this.attribute === 'number' || order === 'desc';
		const [low, high] = [this.lowest(where), this.highest(where)];
		const list: JsonObject[] = [];
		// One more tells whether there are more.
		for (let n = descending ? high : low; n >= low && n <= high && list.length <= maxSize; n += descending ? -1 : 1) {
			if (matchesWhere(this.row(n), where)) list.push(this.row(n));
		}
		return json(
			{ total: list.length > maxSize ? -1 : -2, list: list.slice(0, maxSize) },
			{ date: new Date(this.clock.now()).toUTCString() },
		);
	};

	row(n: number): JsonObject {
		const time = espoDateTime(this.begun + n * SPAN_MS);
		return {
			id: `n${String(n).padStart(7, '0')}`,
			number: n,
			createdAt: time,
			modifiedAt: time,
			type: 'Post',
			parentType: 'Account',
			parentId: 'a',
			data: {},
			post: '',
		};
	}

	/** Rows outside these bounds can't match; that saves looking at all of them. */
	private lowest(where: WhereItem[]): number {
		return Math.max(1, ...bounds(where, ['greaterThan', 'greaterThanOrEquals'], this.attribute).map((value) => this.placeOf(value) - 1));
	}

	private highest(where: WhereItem[]): number {
		return Math.min(this.count, ...bounds(where, ['lessThan', 'lessThanOrEquals'], this.attribute).map((value) => this.placeOf(value) + 1));
	}

	private placeOf(value: Json | undefined): number {
		return typeof value === 'number' ? value : Math.floor((momentOf(String(value)) - this.begun) / SPAN_MS);
	}
}

/** Values that all rows have to be above, or below; of an "or" the one that lets most through. */
function bounds(where: WhereItem[], types: string[], attribute: string): Array<Json | undefined> {
	return where.flatMap((item) => {
		if (item.attribute === attribute && types.includes(item.type)) return [item.value];
		if (item.type === 'and') return bounds(item.value as WhereItem[], types, attribute);
		if (item.type !== 'or') return [];
		const each = (item.value as WhereItem[]).map((inner) => bounds([inner], [...types, 'equals'], attribute));
		if (each.some((values) => !values.length)) return [];
		return [each.flat().sort((a, b) => (types[0] === 'greaterThan' ? 1 : -1) * compareValues(a, b))[0]];
	});
}

interface Watch {
	start(client: EspoClient): Promise<unknown>;
	next(client: EspoClient, state: unknown, deadline: number): Promise<{ state: unknown; ids: string[] }>;
}

function streamWatch(source: StreamSource): Watch {
	const pace = createPace();
	const options = (client: EspoClient, deadline: number): StreamPollOptions => ({
		client,
		source,
		filter: {},
		identity: { fingerprint: 'f', filter: '' },
		deadline,
		pace,
		trigger: 'trigger',
	});
	return {
		start: async (client) => await startPolling(options(client, Infinity)),
		async next(client, state, deadline) {
			const polled = await pollStream(options(client, deadline), state as Parameters<typeof pollStream>[1]);
			return { state: polled.state, ids: polled.notes.map(({ id }) => id) };
		},
	};
}

const recordWatch: Watch = {
	start: async (client) => (await startRecords(recordOptions(client, Infinity), 0)).state,
	async next(client, state, deadline) {
		const polled = await pollRecords(recordOptions(client, deadline), state as Parameters<typeof pollRecords>[1]);
		return { state: polled.state, ids: polled.changes.map(({ record }) => String(record.id)) };
	},
};

function recordOptions(client: EspoClient, deadline: number): RecordPollOptions {
	return {
		client,
		entityType: 'Account',
		attribute: 'modifiedAt',
		params: {},
		identity: { fingerprint: 'f', filter: '' },
		deadline,
		isWanted: () => true,
	};
}

test.each<[string, 'number' | 'modifiedAt', Watch, number]>([
	['the stream of the user', 'number', streamWatch({ kind: 'myStream' }), PENDING / 200],
	['the stream of everything', 'number', streamWatch({ kind: 'everything' }), (PENDING / 500) * 3],
	['changes of records', 'modifiedAt', recordWatch, PENDING / 200],
])(
	'100,000 that came in a month off come poll by poll, in order, before the newer ones: %s',
	async (_title, attribute, watch, requests) => {
		const clock = new VirtualClock();
		const server = new BacklogServer(clock, attribute);
		const client = () => createEspoClient({ send: server.send, now: clock.now, sleep: clock.sleep, timeoutMs: 12_000 });
		let state = await watch.start(client());
		server.count = PENDING;
		clock.advance(MONTH_MS + 60_000);
		server.requests = 0;
		let last = 0;
		let polls = 0;
		while (last < server.count && polls < 200) {
			const deadline = clock.now() + 12_000;
			const before = server.requests;
			const polled = await watch.next(client(), JSON.parse(JSON.stringify(state)), deadline);
			({ state } = polled);
			polls++;
			expect(polled.ids.length).toBeLessThanOrEqual(MOST_AT_ONCE);
			// The last request may begin just before the end of the budget.
			expect(clock.now()).toBeLessThanOrEqual(deadline + 1_000);
			expect(server.requests - before).toBeLessThanOrEqual(125);
			expect(JSON.stringify(state).length).toBeLessThan(30_000);
			const found = polled.ids.map((id) => Number(id.slice(1)));
			expect(found).toEqual(found.map((_, index) => last + 1 + index));
			last = found[found.length - 1] ?? last;
			if (polls < 10) server.count += MORE;
			clock.advance(60_000);
			if (polls < 10) clock.advance(MORE * SPAN_MS);
		}
		expect(last).toBe(server.count);
		expect(server.requests).toBeLessThan(requests * 1.15 + 3 * polls);
	},
	120_000,
);
