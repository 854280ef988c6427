import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import type { HttpRequest, HttpResponse } from '../../../../nodes/shared/api/request/Send';
import { notePage, streamPath, type NoteFilter, type StreamSource } from '../../../../nodes/shared/api/stream/StreamSource';
import { streamWindow, type WindowBounds } from '../../../../nodes/shared/api/stream/streamWindow';
import { json, requestParts } from '../../model/requestParts';
import { StreamServer } from '../../model/StreamServer';
import { VirtualClock } from '../../model/VirtualClock';

const SOURCE: StreamSource = { kind: 'myStream' };

function clientOf(send: (request: HttpRequest) => Promise<HttpResponse>) {
	const clock = new VirtualClock();
	return createEspoClient({ send, now: clock.now, sleep: clock.sleep });
}

test.each<[StreamSource, string[]]>([
	[{ kind: 'everything' }, ['GlobalStream']],
	[{ kind: 'myStream' }, ['Stream']],
	[{ kind: 'record', entityType: 'Account', id: 'a1' }, ['Account', 'a1', 'stream']],
])('the path of %j', (source, path) => expect(streamPath(source)).toEqual(path));

describe('a page', () => {
	const read = async (body: unknown, filter: NoteFilter = {}, headers: Record<string, string> = {}) => {
		const sent: HttpRequest[] = [];
		const client = clientOf(async (request) => await Promise.resolve((sent.push(request), json(body, headers))));
		const page = await notePage(client, SOURCE, filter, 30);
		return { page, params: sent.map((request) => requestParts(request).params) };
	};
	const note = (number: number) => ({ id: `n${number}`, number });

	test('asks for what is wanted, with the filter of own notes only where it is on', async () => {
		const where = [{ type: 'in', attribute: 'type', value: ['Post'] }];
		expect((await read({ total: -2, list: [] }, { where, skipOwn: true })).params).toEqual([
			{ where, boolFilterList: ['skipOwn'], maxSize: 30 },
		]);
		expect((await read({ total: -2, list: [] }, { skipOwn: false })).params).toEqual([{ maxSize: 30 }]);
	});

	test.each([
		[-2, 1, true],
		[-1, 1, false],
		[1, 1, true],
		[2, 1, false],
		[0, 0, true],
		// A total that is less than what there is proves nothing.
		[2, 3, false],
	])('of total %d with %d notes is the last: %s', async (total, count, isLast) =>
		expect((await read({ total, list: Array.from({ length: count }, (_, index) => note(index)) })).page.isLast).toBe(isLast),
	);

	test('holds only what is a note, and the time of the server', async () => {
		const list = [note(2), { id: 'x' }, { number: 1 }, { id: 5, number: 1 }, { id: 'y', number: '1' }, note(1)];
		const { page } = await read({ total: -2, list }, {}, { date: 'Mon, 23 Nov 2026 10:00:00 GMT' });
		expect(page.notes).toEqual([note(2), note(1)]);
		expect(page.serverTime).toBe(Date.UTC(2026, 10, 23, 10));
	});
});

describe('a window', () => {
	const stored = (count: number) =>
		Array.from({ length: count }, (_, index) => ({
			id: `n${index + 1}`,
			number: index + 1,
			createdAt: 0,
			visibleAt: 0,
			deletedAt: Infinity,
			type: index % 2 ? 'Post' : 'Update',
		}));
	async function read(count: number, window: WindowBounds, filter: NoteFilter = {}, pageLimit = 200) {
		const server = Object.assign(new StreamServer(new VirtualClock(), stored(count)), { pageLimit });
		const client = clientOf(server.send);
		const notes = await streamWindow(client, SOURCE, filter, window);
		return { numbers: notes?.map(({ number }) => number), sizes: server.requests.map((request) => requestParts(request).params.maxSize) };
	}

	test('holds what is above its lower bound and up to the upper one, oldest first', async () =>
		expect((await read(30, { bounds: [10, 15] })).numbers).toEqual([11, 12, 13, 14, 15]));

	test('is read in pages', async () => {
		const { numbers, sizes } = await read(700, { bounds: [100, 600] });
		expect(numbers).toEqual(Array.from({ length: 500 }, (_, index) => 101 + index));
		expect(sizes).toEqual([200, 200, 200]);
		expect((await read(30, { bounds: [0, 30] }, {}, 12)).numbers).toHaveLength(30);
	});

	test('has the conditions beside its bounds', async () =>
		expect((await read(20, { bounds: [10, 15] }, { where: [{ type: 'equals', attribute: 'type', value: 'Post' }] })).numbers).toEqual([
			12, 14,
		]));

	test('that is empty', async () => expect((await read(5, { bounds: [10, 15] })).numbers).toEqual([]));

	test('is given up when it is told so, before each further page', async () => {
		const counts: number[] = [];
		const goOn = (count: number) => counts.push(count) < 2;
		const { numbers, sizes } = await read(700, { bounds: [0, 700], goOn });
		expect({ numbers, counts, requests: sizes.length }).toEqual({ numbers: undefined, counts: [200, 400], requests: 2 });
		expect((await read(150, { bounds: [0, 700], goOn: () => false })).numbers).toHaveLength(150);
	});

	test.each([10, 16])('a server that gives note %d, outside of the bounds, cannot be filtered', async (number) => {
		const client = clientOf(async () => await Promise.resolve(json({ total: -1, list: [{ id: 'n', number }] })));
		await expect(streamWindow(client, SOURCE, {}, { bounds: [10, 15] })).rejects.toMatchObject({
			details: { detail: expect.stringContaining('7.3 or newer') as string, request: { path: ['Stream'] } },
		});
	});
});
