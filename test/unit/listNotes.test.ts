import { createEspoClient } from '../../nodes/shared/api/EspoClient';
import { listNotes } from '../../nodes/shared/api/listNotes';
import type { StreamSource } from '../../nodes/shared/api/StreamSource';
import { StreamServer, type StoredNote } from './model/StreamServer';
import { VirtualClock } from './model/VirtualClock';

const clock = new VirtualClock();
const stored = (count: number, more: (number: number) => Partial<StoredNote> = () => ({})): StoredNote[] =>
	Array.from({ length: count }, (_, index) => ({ id: `n${index + 1}`, number: index + 1, createdAt: 0, visibleAt: 0, deletedAt: Infinity, ...more(index + 1) }));

async function read(notes: StoredNote[], kind: 'everything' | 'myStream' | 'record', limit?: number, wanted: (type: string) => boolean = () => true, pageLimit = 200) {
	const server = Object.assign(new StreamServer(clock, notes), { pageLimit });
	const client = createEspoClient({ send: server.send, now: clock.now, sleep: clock.sleep });
	const source: StreamSource = kind === 'record' ? { kind, entityType: 'Account', id: 'a1' } : { kind };
	const found = await listNotes(client, source, {}, limit, ({ type }) => wanted(String(type)));
	return { numbers: found.map(({ number }) => Number(number)), requests: server.requests.length };
}

const down = (from: number, to: number, step = 1) => Array.from({ length: Math.floor((from - to) / step) + 1 }, (_, index) => from - index * step);

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
		expect((await read(notes, kind, 4, (type) => type === 'Post')).numbers).toEqual([900, 800, 700, 600]);
	});

	test('a server with smaller pages', async () => {
		expect((await read(stored(130), kind, undefined, undefined, 50)).numbers).toEqual(down(130, 1));
	});
});

test('my stream needs one request for one note', async () => expect((await read(stored(1_000), 'myStream', 1)).requests).toBe(1));

describe('everything, behind more hidden notes than the server looks through', () => {
	const behind = (hiddenFrom: number, hiddenTo: number, count: number) => stored(count, (number) => ({ hidden: number >= hiddenFrom && number <= hiddenTo }));

	test('all visible notes are found', async () => {
		expect((await read(behind(101, 12_000, 12_050), 'everything')).numbers).toEqual([...down(12_050, 12_001), ...down(100, 1)]);
	});

	test('a limit finds them too', async () => {
		expect((await read(behind(101, 3_000, 3_010), 'everything', 20)).numbers).toEqual([...down(3_010, 3_001), ...down(100, 91)]);
	});
});
