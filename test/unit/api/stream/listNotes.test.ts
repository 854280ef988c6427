import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { listNotes } from '../../../../nodes/shared/api/stream/listNotes';
import type { StreamSource } from '../../../../nodes/shared/api/stream/StreamSource';
import { StreamServer, type StoredNote } from '../../model/StreamServer';
import { VirtualClock } from '../../model/VirtualClock';

const clock = new VirtualClock();
const stored = (count: number, more: (number: number) => Partial<StoredNote> = () => ({})): StoredNote[] =>
	Array.from({ length: count }, (_, index) => ({
		id: `n${index + 1}`,
		number: index + 1,
		createdAt: 0,
		visibleAt: 0,
		deletedAt: Infinity,
		...more(index + 1),
	}));

async function read(
	notes: StoredNote[],
	kind: 'everything' | 'myStream' | 'record',
	limit?: number,
	{ wanted = () => true, pageLimit = 200 }: { wanted?: (type: string) => boolean; pageLimit?: number } = {},
) {
	const server = Object.assign(new StreamServer(clock, notes), { pageLimit });
	const client = createEspoClient({ send: server.send, now: clock.now, sleep: clock.sleep });
	const source: StreamSource = kind === 'record' ? { kind, entityType: 'Account', id: 'a1' } : { kind };
	const { notes: found, endedEarly } = await listNotes(client, { source, filter: {}, limit, wanted: ({ type }) => wanted(String(type)) });
	return { numbers: found.map(({ number }) => Number(number)), endedEarly, requests: server.requests.length };
}

const down = (from: number, to: number, step = 1) =>
	Array.from({ length: Math.floor((from - to) / step) + 1 }, (_, index) => from - index * step);

describe.each(['everything', 'myStream', 'record'] as const)('%s', (kind) => {
	test.each([
		[0, undefined, 0],
		[10, undefined, 10],
		[1_000, undefined, 1_000],
		[1_000, 1, 1],
		[1_000, 200, 200],
		[1_000, 201, 201],
		[1_000, 450, 450],
		[50, 99, 50],
	])('of %d notes with the limit %s: the newest %d, newest first', async (count, limit, expected) => {
		expect((await read(stored(count), kind, limit)).numbers).toEqual(expected ? down(count, count - expected + 1) : []);
	});

	test('a limit counts the notes that are wanted', async () => {
		const notes = stored(900, (number) => ({ type: number % 100 ? 'Update' : 'Post' }));
		expect((await read(notes, kind, 4, { wanted: (type) => type === 'Post' })).numbers).toEqual([900, 800, 700, 600]);
	});

	test('a server with smaller pages', async () => {
		expect((await read(stored(130), kind, undefined, { pageLimit: 50 })).numbers).toEqual(down(130, 1));
	});
});

test.each<[limit: number, wanted: boolean, found: number, endedEarly: boolean]>([
	[11_000, true, 11_000, false],
	[1, false, 0, true],
])('my stream of 12,000 notes with the limit %d, wanted: %s', async (limit, wanted, count, endedEarly) => {
	const { numbers, ...more } = await read(stored(12_000), 'myStream', limit, { wanted: () => wanted });
	expect([numbers.length, more.endedEarly]).toEqual([count, endedEarly]);
});

test('my stream needs one request for one note', async () => expect((await read(stored(1_000), 'myStream', 1)).requests).toBe(1));

describe('everything, behind more hidden notes than the server looks through', () => {
	const behind = (hiddenFrom: number, hiddenTo: number, count: number) =>
		stored(count, (number) => ({ hidden: number >= hiddenFrom && number <= hiddenTo }));

	test('all visible notes are found', async () => {
		expect((await read(behind(101, 12_000, 12_050), 'everything')).numbers).toEqual([...down(12_050, 12_001), ...down(100, 1)]);
	});

	test('a limit finds them too', async () => {
		expect((await read(behind(101, 3_000, 3_010), 'everything', 20)).numbers).toEqual([...down(3_010, 3_001), ...down(100, 91)]);
	});
});

describe('everything, on a server that is slow with hidden notes', () => {
	const LIMIT_MS = 60_000;
	const hiddenFrom = (from: number, to: number, count: number) =>
		stored(count, (number) => ({ hidden: number >= from && number <= to, parentId: `a${number}` }));

	async function timed(notes: StoredNote[], limit: number | undefined, hiddenMs: number) {
		const time = new VirtualClock();
		const server = Object.assign(new StreamServer(time, notes), { hiddenMs });
		const client = createEspoClient({ send: server.send, now: time.now, sleep: time.sleep });
		const began = time.now();
		const { notes: found, endedEarly } = await listNotes(client, { source: { kind: 'everything' }, filter: {}, limit, wanted: () => true });
		return { numbers: found.map(({ number }) => number), endedEarly, ms: time.now() - began, requests: server.requests.length };
	}

	// More than measured (espocrm-api.md#stream-of-everything).
	test.each([1, 20, 50, 200])(
		'a limit of %d ends in time behind 30,000 hidden notes, and says that it did not see everything',
		async (limit) => {
			const { numbers, endedEarly, ms } = await timed(hiddenFrom(10_001, 40_000, 40_000), limit, 7);
			expect({ numbers, endedEarly }).toEqual({ numbers: [], endedEarly: true });
			expect(ms).toBeLessThan(LIMIT_MS);
		},
	);

	test.each([50, 200])('a limit of %d: what was found on top is kept', async (limit) => {
		const { numbers, endedEarly, ms } = await timed(hiddenFrom(10_001, 40_000, 40_007), limit, 7);
		expect({ numbers, endedEarly }).toEqual({ numbers: down(40_007, 40_001), endedEarly: true });
		expect(ms).toBeLessThan(LIMIT_MS);
	});

	test('a limit is reached behind a few thousand of them', async () => {
		const { numbers, endedEarly, ms } = await timed(hiddenFrom(1_001, 5_000, 5_003), 30, 4);
		expect({ numbers, endedEarly }).toEqual({ numbers: [...down(5_003, 5_001), ...down(1_000, 974)], endedEarly: false });
		expect(ms).toBeLessThan(LIMIT_MS);
	});

	test('the small probe finds what lies behind a thousand of them', async () => {
		expect(await timed(hiddenFrom(1_001, 2_000, 2_000), 5, 4)).toMatchObject({ numbers: down(1_000, 996), endedEarly: false, requests: 1 });
	});

	test('without a limit everything is read, in narrower windows', async () => {
		const { numbers, endedEarly } = await timed(hiddenFrom(1_001, 3_000, 3_010), undefined, 60);
		expect({ numbers, endedEarly }).toEqual({ numbers: [...down(3_010, 3_001), ...down(1_000, 1)], endedEarly: false });
	});

	test('without a limit it fails where nothing can be read, and does not wait long for it', async () => {
		const time = new VirtualClock();
		const server = Object.assign(new StreamServer(time, hiddenFrom(1, 40_000, 40_000)), { hiddenMs: 60 });
		const client = createEspoClient({ send: server.send, now: time.now, sleep: time.sleep });
		const began = time.now();
		await expect(listNotes(client, { source: { kind: 'everything' }, filter: {}, wanted: () => true })).rejects.toMatchObject({
			kind: 'noAnswer',
		});
		expect(time.now() - began).toBeLessThan(LIMIT_MS);
	});
});
