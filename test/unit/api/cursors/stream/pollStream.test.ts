import { EspoError } from '../../../../../nodes/shared/api/client/EspoError';
import type { StreamState } from '../../../../../nodes/shared/api/cursors/stream/StreamState';
import { NoResponse } from '../../../../../nodes/shared/api/request/Send';
import type { StreamSource } from '../../../../../nodes/shared/api/stream/StreamSource';
import { refusal, requestParts } from '../../../model/requestParts';
import { StreamServer, type StoredNote } from '../../../model/StreamServer';
import { StreamWatch, type NoteItem } from '../../../model/StreamWatch';
import { VirtualClock } from '../../../model/VirtualClock';
import { VirtualWorkflow } from '../../../model/VirtualWorkflow';

const SECOND = 1_000;
const MINUTE = 60_000;
const EVERYTHING: StreamSource = { kind: 'everything' };
const MY_STREAM: StreamSource = { kind: 'myStream' };
const RECORD: StreamSource = { kind: 'record', entityType: 'Account', id: 'a1' };

const start = new VirtualClock().now();

function note(number: number, createdAt: number, more: Partial<StoredNote> = {}): StoredNote {
	return { id: `n${number}`, number, createdAt, visibleAt: createdAt, deletedAt: Infinity, ...more };
}

function notes(count: number, first: number, at: number, more: Partial<StoredNote> = {}): StoredNote[] {
	return Array.from({ length: count }, (_, index) => note(first + index, at, more));
}

/** How many numbers a request spans. */
function byNumber(a: string, b: string): number {
	return Number(a.slice(1)) - Number(b.slice(1));
}

function windowOf(path: string): number {
	const { where = [] } = requestParts({ path }).params;
	const bound = (type: string) => Number(where.find((item) => item.type === type)?.value ?? NaN);
	return bound('lessThan') - bound('greaterThan');
}

const ids = (list: StoredNote[]) => list.map(({ id }) => id);

async function activated(stored: StoredNote[], source = EVERYTHING) {
	const clock = new VirtualClock();
	const server = new StreamServer(clock, stored);
	const workflow = new VirtualWorkflow<NoteItem, StreamWatch>(server, clock, new StreamWatch(source));
	await workflow.activate();
	const pollAt = async (at: number) => {
		clock.advanceTo(start + at);
		return await workflow.poll();
	};
	return { clock, server, workflow, pollAt };
}

describe('activation', () => {
	test.each([
		['everything', EVERYTHING, '/GlobalStream'],
		['my stream', MY_STREAM, '/Stream'],
		['a record', RECORD, '/Account/a1/stream'],
	])('%s: two requests, and what exists is never delivered', async (_, source, path) => {
		const { server, workflow, pollAt } = await activated(notes(50, 1, start - MINUTE), source);
		expect(server.requests.map((request) => requestParts(request).path)).toEqual([path, path]);
		expect((workflow.state as StreamState).cursor).toBe(50);
		await pollAt(MINUTE);
		expect(workflow.delivered()).toEqual([]);
	});

	test('a stream of everything that is slow is asked for fewer notes', async () => {
		const clock = new VirtualClock();
		const server = new StreamServer(clock, notes(50, 1, start - MINUTE));
		const workflow = new VirtualWorkflow<NoteItem, StreamWatch>(server, clock, new StreamWatch(EVERYTHING));
		server.fault = (request) => (Number(requestParts(request).params.maxSize) > 5 ? new NoResponse('timeout', 'ECONNABORTED') : undefined);
		await workflow.activate();
		expect((workflow.state as StreamState).cursor).toBe(50);
		expect(clock.now() - start).toBeLessThan(20 * SECOND);
	});

	test('the time comes from the server, not from the own clock', async () => {
		const { workflow } = await activated([]);
		expect((workflow.state as StreamState).since).toBe('2026-11-23 09:00:00');
	});

	test('a cursor is found below notes that the user may not see', async () => {
		const { server, workflow } = await activated([...notes(3, 1, start - MINUTE), ...notes(500, 4, start - MINUTE, { hidden: true })]);
		expect((workflow.state as StreamState).cursor).toBe(3);
		expect(server.requests).toHaveLength(2);
	});

	test('on an empty stream: the old notes of a record that is followed later are not owed', async () => {
		const old = notes(120, 1, start - 60 * MINUTE, { visibleAt: start + 5 * MINUTE });
		const fresh = notes(3, 121, start + 6 * MINUTE);
		const { workflow, pollAt } = await activated([...old, ...fresh], MY_STREAM);
		expect((workflow.state as StreamState).cursor).toBe(0);
		expect((await pollAt(MINUTE)).requests).toBe(1);
		expect((await pollAt(5.5 * MINUTE)).items).toEqual([]);
		await pollAt(7 * MINUTE);
		expect(workflow.delivered()).toEqual(ids(fresh));
	});
});

describe('a poll', () => {
	test.each([
		['without any note', []],
		['after one note', notes(1, 1, start - 1)],
		['after a burst', [...notes(5, 1, start - 1), ...notes(350, 6, start + SECOND)]],
		[
			'after a burst with gaps',
			[...notes(5, 1, start - 1), ...Array.from({ length: 350 }, (_, index) => note(10 + index * 7, start + SECOND))],
		],
	])('%s that finds nothing is one small request', async (_, stored) => {
		const { server, pollAt } = await activated(stored);
		await pollAt(2 * SECOND);
		for (const at of [MINUTE, 2 * MINUTE, 30 * MINUTE]) expect(await pollAt(at)).toEqual({ requests: 1, items: [] });
		const [last] = server.requests.slice(-1);
		expect(last?.path.length).toBeLessThan(7_500);
		expect(JSON.stringify((await server.send(last as never)).body).length).toBeLessThan(2_000);
	});

	test('1,000 notes of several writers while it polls: each once, in order', async () => {
		const stored = Array.from({ length: 1_000 }, (_, index) =>
			note(index + 1, start + SECOND + index * 130, { visibleAt: start + SECOND + index * 130 + ((index * 7919) % 13) * 300 }),
		);
		const { workflow, pollAt } = await activated(stored);
		for (let at = 2; at <= 180; at += 3) await pollAt(at * SECOND);
		expect(workflow.delivered().sort()).toEqual(ids(stored).sort());
	});

	test('many notes inside one second, seen while half of them are written', async () => {
		const stored = Array.from({ length: 60 }, (_, index) => note(index + 1, start + SECOND + index * 10));
		const { workflow, pollAt } = await activated(stored, MY_STREAM);
		await pollAt(SECOND + 305);
		expect(workflow.delivered()).toHaveLength(31);
		await pollAt(3 * SECOND);
		expect(workflow.delivered()).toEqual(ids(stored));
	});

	test.each([1 * SECOND, 5 * MINUTE, 10 * MINUTE])('a note that becomes visible %d ms late comes, once', async (late) => {
		const stored = [
			note(1, start - 1),
			note(2, start + 1_900, { visibleAt: start + 1_900 + late }),
			...Array.from({ length: 130 }, (_, index) => note(3 + index, start + 2_000 + index * 5_000)),
		];
		const { workflow, pollAt } = await activated(stored);
		for (let at = 3_000; at < 13 * MINUTE; at += 7_300) await pollAt(at);
		expect(workflow.delivered().filter((id) => id === 'n2')).toEqual(['n2']);
		expect(workflow.delivered()).toHaveLength(131);
	});

	test('with 900 notes read in ten minutes a late one is still found', async () => {
		const stored = notes(900, 1, start + SECOND).map((stay) => (stay.number === 450 ? { ...stay, visibleAt: start + 9 * MINUTE } : stay));
		const { workflow, pollAt } = await activated(stored);
		await pollAt(2 * SECOND);
		await pollAt(10 * MINUTE);
		expect(workflow.deliveries.map(({ items: found }) => found.length)).toEqual([899, 1]);
	});

	test('what comes late while a poll is cut by its budget is not lost', async () => {
		const late = note(500, start + SECOND, { visibleAt: start + 10 * MINUTE });
		const stored = [
			...notes(450, 1, start + SECOND),
			late,
			...notes(30, 501, start + 2 * SECOND),
			...notes(2_000, 531, start + 10 * MINUTE + SECOND),
		];
		const { workflow, pollAt } = await activated(stored, MY_STREAM);
		await pollAt(3 * SECOND);
		await pollAt(9.5 * MINUTE);
		workflow.budgetMs = 1;
		for (let at = 10 * MINUTE + 2 * SECOND; at < 40 * MINUTE; at += MINUTE) await pollAt(at);
		expect(workflow.delivered().filter((id) => id === late.id)).toEqual([late.id]);
		expect(new Set(workflow.delivered()).size).toBe(stored.length);
	});

	test('a budget that is used up leaves the rest to the next polls', async () => {
		const stored = notes(3_000, 1, start + SECOND);
		const { workflow, pollAt } = await activated(stored);
		workflow.budgetMs = 1;
		for (let at = 2; at < 30; at++) await pollAt(at * SECOND);
		expect(workflow.deliveries.length).toBeGreaterThan(3);
		expect(workflow.delivered()).toEqual(ids(stored));
	});

	test('a backlog of a month comes in pieces', async () => {
		const stored = notes(6_000, 1, start + SECOND);
		const { workflow, pollAt } = await activated(stored);
		await pollAt(2 * SECOND);
		expect(workflow.delivered().length).toBeLessThan(6_000);
		await pollAt(MINUTE);
		await pollAt(2 * MINUTE);
		expect(workflow.delivered()).toEqual(ids(stored));
	});

	test('a backlog that begins after a long time with few notes comes in pieces too', async () => {
		const sparse = Array.from({ length: 40 }, (_, index) => note(1 + index * 20_000, start + SECOND));
		const { workflow, pollAt } = await activated([...sparse, ...notes(7_000, 1_000_000, start + 2 * SECOND)], MY_STREAM);
		for (let at = 3; at < 6; at++) await pollAt(at * MINUTE);
		expect(Math.max(...workflow.deliveries.map(({ items }) => items.length))).toBeLessThanOrEqual(5_000);
		expect(new Set(workflow.delivered()).size).toBe(7_040);
		expect(workflow.delivered()).toHaveLength(7_040);
	});

	test.each([EVERYTHING, MY_STREAM])('no further window is begun when the budget is used up (%o)', async (source) => {
		const stored = [...notes(400, 1, start + SECOND), ...notes(900, 3_000, start + SECOND)];
		const { clock, server, workflow, pollAt } = await activated(stored, source);
		server.pageLimit = 20;
		server.requestMs = 1_000;
		workflow.budgetMs = 12_000;
		for (let at = 60; workflow.delivered().length < stored.length && at < 120; at++) {
			await pollAt(at * MINUTE);
			// The one under way, and the pages of the one window that every poll may read.
			expect(clock.now() - (start + at * MINUTE)).toBeLessThanOrEqual(18_000);
		}
		const delivered = workflow.delivered();
		// Numbers that are on no note look like hidden ones, above which the newest come first.
		expect(source === EVERYTHING ? delivered.sort(byNumber) : delivered).toEqual(ids(stored));
	});

	test.each([EVERYTHING, MY_STREAM])('a backlog with gaps is not looked through twice (%o)', async (source) => {
		const stored = Array.from({ length: 9_000 }, (_, index) => note(1 + index + Math.floor(index / 50), start + SECOND + index * 10));
		const { server, workflow, pollAt } = await activated(stored, source);
		for (let minute = 60; minute < 64; minute++) await pollAt(minute * MINUTE);
		expect(workflow.delivered()).toEqual(ids(stored));
		expect(server.requests.length).toBeLessThan(80);
	});

	test('on a stream with few notes and high numbers it does not walk through all the numbers between', async () => {
		const stored = notes(30, 5_000_000, start + SECOND);
		const { workflow, pollAt } = await activated(stored, MY_STREAM);
		const { requests } = await pollAt(2 * SECOND);
		expect(workflow.delivered()).toEqual(ids(stored));
		expect(requests).toBeLessThan(30);
	});
});

describe('GlobalStream', () => {
	test('what lies below more hidden notes than the server looks through comes with the next visible note', async () => {
		const stored = [
			note(1, start - 1),
			note(2, start + SECOND),
			...notes(3_000, 3, start + 2 * SECOND, { hidden: true }),
			note(3_003, start + 5 * MINUTE),
		];
		const { workflow, pollAt } = await activated(stored);
		await pollAt(3 * SECOND);
		await pollAt(6 * MINUTE);
		await pollAt(7 * MINUTE);
		expect(workflow.delivered()).toEqual(['n2', 'n3003']);
	});

	test('what is visible below more hidden notes than the server looks through comes without waiting for a newer one', async () => {
		const stored = [note(1, start - 1), note(2, start + SECOND), ...notes(3_000, 3, start + 2 * SECOND, { hidden: true })];
		const { workflow, pollAt } = await activated(stored);
		for (let minute = 1; minute < 6; minute++) await pollAt(minute * MINUTE);
		expect(workflow.delivered()).toEqual(['n2']);
	});

	test('the same, when all notes are long', async () => {
		const post = 'x'.repeat(1_000);
		const stored = [
			note(1, start - 1, { post }),
			note(2, start + SECOND, { post }),
			note(3, start + MINUTE, { post }),
			...notes(3_000, 4, start + MINUTE, { hidden: true }),
		];
		const { workflow, pollAt } = await activated(stored);
		await pollAt(2 * SECOND);
		for (let minute = 30; minute < 36; minute++) await pollAt(minute * MINUTE);
		expect(workflow.delivered()).toEqual(['n2', 'n3']);
	});

	test('the note that proves how far the server looked is deleted meanwhile', async () => {
		const gone = note(20, start - MINUTE, { deletedAt: start + 5 * MINUTE });
		const stored = [
			...notes(19, 1, start - MINUTE),
			gone,
			...notes(5, 21, start + SECOND),
			note(26, start + 8 * MINUTE),
			...notes(3_000, 27, start + 9 * MINUTE, { hidden: true }),
		];
		const { workflow, pollAt } = await activated(stored);
		for (const minute of [1, 40, 41, 42, 43]) await pollAt(minute * MINUTE);
		expect(workflow.delivered()).toEqual(['n21', 'n22', 'n23', 'n24', 'n25', 'n26']);
	});

	test('nothing was there at the activation that could prove it', async () => {
		const stored = [
			...notes(2, 1, start + MINUTE),
			...notes(3_000, 3, start + 60 * MINUTE, { hidden: true }),
			note(3_003, start + 120 * MINUTE),
		];
		const { workflow, pollAt } = await activated(stored);
		for (const minute of [90, 91, 121, 122]) await pollAt(minute * MINUTE);
		expect(workflow.delivered()).toEqual(['n1', 'n2', 'n3003']);
	});

	test('a late note below them comes too, and a quiet stream is one request again', async () => {
		const late = note(2, start + SECOND, { visibleAt: start + 3 * MINUTE });
		const stored = [note(1, start - 1), late, note(3, start + SECOND), ...notes(1_200, 4, start + 2 * MINUTE, { hidden: true })];
		const { workflow, pollAt } = await activated(stored);
		for (let minute = 1; minute < 20; minute++) await pollAt(minute * MINUTE);
		expect(workflow.delivered()).toEqual(['n3', 'n2']);
		expect((await pollAt(60 * MINUTE)).requests).toBeLessThanOrEqual(4);
	});

	test('a small page limit looks at fewer of them: the cursor never passes the newest number', async () => {
		const stored = [note(1, start - 1), ...notes(400, 2, start + SECOND, { hidden: true }), note(500, start + 40 * MINUTE)];
		const { server, workflow, pollAt } = await activated(stored);
		server.pageLimit = 5;
		for (let minute = 1; minute < 39; minute++) await pollAt(minute * MINUTE);
		expect((workflow.state as StreamState).cursor).toBeLessThanOrEqual(401);
		await pollAt(41 * MINUTE);
		expect(workflow.delivered()).toEqual(['n500']);
	});

	test('hidden notes between visible ones', async () => {
		const stored = Array.from({ length: 2_000 }, (_, index) => note(index + 1, start + SECOND, { hidden: index % 40 !== 0 }));
		const { workflow, pollAt } = await activated(stored);
		await pollAt(2 * SECOND);
		expect(workflow.delivered()).toEqual(ids(stored.filter(({ hidden }) => !hidden)));
	});

	test('windows that take too long are tried narrower', async () => {
		const stored = [...notes(900, 1, start + SECOND, { hidden: true }), ...notes(30, 901, start + 2 * SECOND)];
		const { server, workflow, pollAt } = await activated(stored);
		server.fault = ({ path }) => (windowOf(path) > 300 ? new NoResponse('timeout', 'ECONNABORTED') : undefined);
		await pollAt(3 * SECOND);
		for (let at = MINUTE; at < 20 * MINUTE; at += MINUTE) await pollAt(at);
		expect(workflow.delivered()).toHaveLength(30);
		expect(workflow.delivered().sort()).toEqual(ids(stored.slice(900)));
	});

	test.each([EVERYTHING, MY_STREAM])('a server with smaller pages is met (%o)', async (source) => {
		const stored = Array.from({ length: 3_000 }, (_, index) => note(index + 1, start + SECOND, { hidden: index % 3 === 0 }));
		const { server, workflow, pollAt } = await activated(stored, source);
		server.pageLimit = 50;
		await pollAt(2 * SECOND);
		expect(workflow.delivered()).toEqual(ids(stored.filter(({ hidden }) => !hidden)));
	});

	test('with smaller pages the windows do not grow beyond what such a page looks through', async () => {
		const stored = notes(9_060, 1, start + SECOND).map((own) => ({
			...own,
			hidden: own.number > 40 && own.number % 4_000 !== 0 && own.number <= 9_040,
		}));
		const { server, workflow, pollAt } = await activated(stored);
		server.pageLimit = 20;
		server.hiddenMs = 0.01;
		await pollAt(2 * SECOND);
		expect(workflow.delivered()).toEqual(ids(stored.filter(({ hidden }) => !hidden)));
	});
});

describe('access that comes and goes on My Stream', () => {
	const old = note(90, start - MINUTE);

	test('a record that is unfollowed and followed again brings nothing twice', async () => {
		const [kept, gone] = [note(91, start + SECOND), note(92, start + SECOND)];
		const stored = [old, kept, { ...gone, deletedAt: start + 2 * MINUTE }, { ...gone, visibleAt: start + 4 * MINUTE }];
		const { workflow, pollAt } = await activated(stored, MY_STREAM);
		for (let minute = 1; minute < 30; minute++) await pollAt(minute * MINUTE);
		expect(workflow.delivered()).toEqual(['n91', 'n92']);
	});

	test('what is hidden and shown again after a pause comes once, although n8n forgot the poll between', async () => {
		const gone = note(92, start + SECOND, { hidden: [start + 40 * MINUTE, start + 60 * MINUTE] });
		const { workflow, pollAt } = await activated([old, note(91, start + SECOND), gone], MY_STREAM);
		for (const minute of [1, 41, 61, 62]) await pollAt(minute * MINUTE);
		expect(workflow.delivered()).toEqual(['n91', 'n92']);
	});

	test('notes that a later follow reveals are not delivered, however long it was quiet', async () => {
		const stored = [old, ...notes(9, 91, start + MINUTE, { visibleAt: start + 1_800 * MINUTE }), note(100, start + 1_801 * MINUTE)];
		const { workflow, pollAt } = await activated(stored, MY_STREAM);
		for (let minute = 1; minute < 1_800; minute += 30) await pollAt(minute * MINUTE);
		await pollAt(1_800 * MINUTE);
		await pollAt(1_802 * MINUTE);
		expect(workflow.delivered()).toEqual(['n100']);
	});
});

describe('failures', () => {
	test('when nothing could be read the poll rejects, and the next one delivers all', async () => {
		const stored = notes(60, 1, start + SECOND);
		const { server, workflow, pollAt } = await activated(stored);
		let polled = 0;
		server.fault = () => (polled++ ? refusal(500, 'Out of memory') : undefined);
		await expect(pollAt(2 * SECOND)).rejects.toThrow(EspoError);
		server.fault = () => undefined;
		await pollAt(MINUTE);
		expect(workflow.delivered()).toEqual(ids(stored));
	});

	test('what was read before a failure is delivered first', async () => {
		const stored = notes(3_000, 1, start + SECOND);
		const { server, workflow, pollAt } = await activated(stored);
		let sent = 0;
		server.fault = () => (++sent > 5 ? refusal(500) : undefined);
		await pollAt(2 * SECOND);
		const first = workflow.delivered().length;
		expect(first).toBeGreaterThan(0);
		expect(first).toBeLessThan(3_000);
		server.fault = () => undefined;
		await pollAt(MINUTE);
		expect(workflow.delivered()).toEqual(ids(stored));
	});

	test('a denied log-in is sent once', async () => {
		const { server, pollAt } = await activated(notes(2, 1, start + SECOND));
		server.requests = [];
		server.fault = () => refusal(401);
		await expect(pollAt(2 * SECOND)).rejects.toMatchObject({ kind: 'denied' });
		expect(server.requests).toHaveLength(1);
	});

	test('the state goes back to the last saved one', async () => {
		const stored = [note(1, start - 1), note(2, start + SECOND), note(3, start + 10 * MINUTE), note(4, start + 40 * MINUTE)];
		const { workflow, pollAt } = await activated(stored);
		for (const at of [2, 5, 11, 20, 35, 41, 50]) {
			await pollAt(at * MINUTE);
			workflow.crash();
		}
		expect(workflow.delivered()).toEqual(['n2', 'n3', 'n4']);
	});

	test('notes that only the client can tell apart are read again after a restart, but not delivered twice', async () => {
		const stored = notes(6, 1, start + SECOND).map((own) => ({ ...own, type: own.number % 2 ? 'Post' : 'Update' }));
		const { workflow, pollAt } = await activated(stored);
		workflow.watch.isWanted = ({ type }) => type === 'Post';
		for (const at of [2, 3, 4]) {
			await pollAt(at * SECOND);
			workflow.crash();
		}
		expect(workflow.delivered()).toEqual(['n1', 'n3', 'n5']);
	});
});

describe('another filter', () => {
	test('what the older one left out is not late; what comes then is delivered', async () => {
		const stored = [
			note(1, start + SECOND),
			note(2, start + SECOND, { type: 'Update' }),
			note(3, start + 2 * SECOND),
			note(4, start + MINUTE, { type: 'Update' }),
			note(5, start + MINUTE),
		];
		const { workflow, pollAt } = await activated(stored);
		workflow.watch.filter = { where: [{ type: 'in', attribute: 'type', value: ['Post'] }] };
		await pollAt(3 * SECOND);
		workflow.watch.filter = {};
		await pollAt(30 * SECOND);
		await pollAt(2 * MINUTE);
		expect(workflow.delivered()).toEqual(['n1', 'n3', 'n4', 'n5']);
	});
});

test('while a part is still to be read, and the newest that was read is deleted: nothing comes twice', async () => {
	const stored = notes(600, 2, start + 70 * SECOND).map((own) => (own.number === 201 ? { ...own, deletedAt: start + 85 * SECOND } : own));
	const { workflow, pollAt } = await activated([note(1, start - 1), ...stored], MY_STREAM);
	await pollAt(MINUTE);
	workflow.budgetMs = 1;
	await pollAt(80 * SECOND);
	expect(workflow.delivered()).toHaveLength(200);
	workflow.budgetMs = 60_000;
	workflow.watch.filter = { where: [{ type: 'in', attribute: 'type', value: ['Post'] }] };
	for (const at of [90, 150, 210]) await pollAt(at * SECOND);
	expect(workflow.delivered()).toEqual(ids(stored));
});

test('own notes that are left out from now on do not look like another database', async () => {
	const stored = [
		...notes(3, 1, start - MINUTE),
		...notes(4, 4, start + SECOND),
		...notes(2, 8, start + SECOND, { own: true }),
		note(10, start + 3 * MINUTE),
	];
	const { workflow, pollAt } = await activated(stored, MY_STREAM);
	// Of the second in which it was polled nothing counts as old by its time.
	await pollAt(1.5 * SECOND);
	workflow.watch.filter = { skipOwn: true };
	const polls = [];
	for (let minute = 2; minute < 8; minute++) polls.push((await pollAt(minute * MINUTE)).requests);
	expect(workflow.delivered()).toEqual(ids(stored.slice(3)));
	expect(polls.slice(2)).toEqual([1, 1, 1, 1]);
});

test('the cursor does not pass what comes when own notes are left out from now on, and the newest is one', async () => {
	const stored = [...notes(3, 1, start - MINUTE), note(4, start - MINUTE, { own: true }), note(5, start + 30 * MINUTE)];
	const { workflow, pollAt } = await activated(stored, EVERYTHING);
	await pollAt(MINUTE);
	workflow.watch.filter = { skipOwn: true };
	for (const minute of [2, 20, 29, 31]) await pollAt(minute * MINUTE);
	expect(workflow.delivered()).toEqual(['n5']);
	expect((await pollAt(32 * MINUTE)).requests).toBe(1);
});

describe('deleted notes', () => {
	test.each([
		['the newest', 40, 1],
		['all that it remembers', 40, 20],
		['all', 40, 40],
	])('%s: nothing is lost and nothing comes twice', async (_, count, removed) => {
		const deletedAt = start + 2 * MINUTE;
		const stored = [
			...notes(count, 1, start + SECOND).map((own) => (own.number > count - removed ? { ...own, deletedAt } : own)),
			note(count + 1, start + SECOND, { visibleAt: start + 3 * MINUTE }),
			...notes(5, count + 2, start + 4 * MINUTE),
		];
		const { workflow, pollAt } = await activated(stored, MY_STREAM);
		for (const at of [1.5 * SECOND, MINUTE, 2.5 * MINUTE, 3.5 * MINUTE, 5 * MINUTE, 6 * MINUTE]) await pollAt(at);
		expect(workflow.delivered().sort()).toEqual(ids(stored).sort());
		expect((await pollAt(7 * MINUTE)).requests).toBe(1);
	});

	test('all that it remembers, with a part still to be read', async () => {
		const stored = [
			...notes(600, 1, start + SECOND).map((own) => (own.number > 400 ? own : { ...own, deletedAt: start + 3 * SECOND })),
			...notes(900, 601, start + SECOND),
		];
		const { workflow, pollAt } = await activated(stored, MY_STREAM);
		workflow.budgetMs = 100;
		await pollAt(2 * SECOND);
		const read = workflow.delivered().length;
		expect(read).toBeLessThan(1_200);
		for (let at = 4; at < 40; at++) await pollAt(at * SECOND);
		const delivered = workflow.delivered();
		expect(new Set(delivered).size).toBe(delivered.length);
		expect(ids(stored.slice(400)).filter((id) => !delivered.includes(id))).toEqual([]);
	});
});

describe('another database behind the address', () => {
	const own = (list: StoredNote[], prefix: string) => list.map((stored) => ({ ...stored, id: `${prefix}${stored.number}` }));
	const at = start + 16 * MINUTE;
	const before = [...notes(95, 1, start - 60 * MINUTE), ...notes(35, 96, start + SECOND)];

	test.each([
		['a backup', before.slice(0, 115), 116],
		['another server', own(notes(30, 1, start - 60 * MINUTE), 'x'), 31],
	])('%s, when all notes are long', async (_, kept, next) => {
		const long = (list: StoredNote[]) => list.map((stored) => ({ ...stored, post: 'x'.repeat(2_000) }));
		const { server, workflow, pollAt } = await activated(long(before), MY_STREAM);
		await pollAt(MINUTE);
		await pollAt(15 * MINUTE);
		const delivered = workflow.delivered().length;
		const fresh = own(notes(10, next, at + MINUTE), 'new');
		server.replaceDatabase(at, long([...kept, ...fresh]));
		await pollAt(15.5 * MINUTE);
		for (let minute = 18; minute < 40; minute += 3) expect((await pollAt(minute * MINUTE)).requests).toBeLessThan(minute === 18 ? 6 : 2);
		expect(workflow.delivered().slice(delivered)).toEqual(ids(fresh));
	});

	test('an emptied one that is polled before anything happens there, when all notes are long', async () => {
		const long = (list: StoredNote[]) => list.map((stored) => ({ ...stored, post: 'x'.repeat(2_000) }));
		const { server, workflow, pollAt } = await activated(long(before), EVERYTHING);
		await pollAt(MINUTE);
		await pollAt(15 * MINUTE);
		const fresh = long(own(notes(5, 1, at + 3 * MINUTE), 'new'));
		server.replaceDatabase(at, fresh);
		for (let minute = 17; minute < 40; minute += 4) await pollAt(minute * MINUTE);
		expect(workflow.delivered().slice(35)).toEqual(ids(fresh));
	});

	test.each([
		['short', ''],
		['long', 'x'.repeat(2_000)],
	])('a backup that has outgrown it by more than a page, with numbers that are gaps now (%s notes)', async (_, post) => {
		const texts = (list: StoredNote[]) => list.map((stored) => ({ ...stored, post }));
		const sparse = before.map((stored) => ({ ...stored, number: 3 * stored.number }));
		const { server, workflow, pollAt } = await activated(texts(sparse), MY_STREAM);
		await pollAt(MINUTE);
		await pollAt(15 * MINUTE);
		const delivered = workflow.delivered().length;
		const fresh = own([...[347, 350, 353].map((number) => note(number, at + MINUTE)), ...notes(40, 600, at + 2 * MINUTE)], 'new');
		server.replaceDatabase(at, texts([...sparse.slice(0, 115), ...fresh]));
		for (let minute = 30; minute < 40; minute += 3) await pollAt(minute * MINUTE);
		expect(workflow.delivered().slice(delivered)).toEqual(ids(fresh));
	});

	test('a late note of another server comes, although nothing else has happened there', async () => {
		const { server, workflow, pollAt } = await activated(before, RECORD);
		await pollAt(MINUTE);
		const delivered = workflow.delivered().length;
		const fresh = own([note(5_050, start + 2.5 * MINUTE, { visibleAt: start + 6 * MINUTE }), note(5_051, start + 9 * MINUTE)], 'new');
		const history = own([...notes(40, 5_000, start - 60 * MINUTE), note(5_040, start - 2 * MINUTE)], 'x');
		server.replaceDatabase(start + 1.5 * MINUTE, [...history, ...fresh]);
		for (const minute of [2, 4, 10, 11]) await pollAt(minute * MINUTE);
		expect(workflow.delivered().slice(delivered)).toEqual(ids(fresh));
	});

	test('a late note with a lower number comes, although nothing that could be read told that it is another server', async () => {
		const { server, workflow, pollAt } = await activated([note(50, start - MINUTE)], RECORD);
		const late = note(20, start + 5 * MINUTE, { visibleAt: start + 9 * MINUTE });
		const fresh = own([note(70, start + 5.5 * MINUTE), late], 'new');
		server.replaceDatabase(start + MINUTE, [...own([note(10, start - 60 * MINUTE)], 'x'), ...fresh]);
		for (const minute of [6, 10, 11]) await pollAt(minute * MINUTE);
		expect(workflow.delivered()).toEqual(ids(fresh));
	});

	test('what has a number that was a gap before is no late note', async () => {
		const long = (list: StoredNote[]) => list.map((stored) => ({ ...stored, post: 'x'.repeat(2_000) }));
		const read = Array.from({ length: 10 }, (_, index) => note(20 + 4 * index, start + SECOND));
		const { server, workflow, pollAt } = await activated(long([...notes(10, 1, start - MINUTE), ...read]), MY_STREAM);
		await pollAt(MINUTE);
		await pollAt(5 * MINUTE);
		const fresh = long(own([note(1, start + 6.4 * MINUTE, { visibleAt: start + 9 * MINUTE }), note(13, start + 6.5 * MINUTE)], 'new'));
		server.replaceDatabase(start + 6 * MINUTE, fresh);
		for (const minute of [7, 10, 11]) await pollAt(minute * MINUTE);
		expect(workflow.delivered().slice(read.length).sort()).toEqual(ids(fresh).sort());
	});

	test('clocks of several servers that differ are none', async () => {
		const ahead = [note(131, start + 10 * MINUTE, { id: 'ahead' }), ...notes(5, 132, start + 10 * MINUTE)];
		const { server, workflow, pollAt } = await activated([...before, ...ahead], MY_STREAM);
		for (let minute = 1; minute < 20; minute++) {
			// What is written by the other server is a minute ahead of the time that an answer tells.
			server.answersBehindMs = minute >= 10 ? MINUTE : 0;
			await pollAt(minute * MINUTE + SECOND);
		}
		expect(workflow.delivered().filter((id) => ids(ahead).includes(id))).toEqual(ids(ahead));
	});

	test.each([
		['a backup from before the activation', notes(90, 1, start - 60 * MINUTE), 91],
		['a backup that holds a part of what was delivered', before.slice(0, 115), 116],
		['an empty one', [], 1],
		['another server with the same numbers', own(notes(200, 1, start - 60 * MINUTE), 'x'), 201],
		['another server with lower numbers', own(notes(30, 1, start - 60 * MINUTE), 'x'), 31],
		['another server with higher numbers', own(notes(40, 5_000, start - 60 * MINUTE), 'x'), 5_040],
		['another server with higher numbers, in use since the activation', own(notes(40, 5_000, start + MINUTE / 2), 'x'), 5_040],
	])('%s: what comes after is delivered once, what it had is not', async (_, kept, next) => {
		for (const source of [EVERYTHING, MY_STREAM, RECORD]) {
			// It comes back little by little, or has outgrown the old one before it is polled again.
			for (const [pause, firstPoll] of [
				[MINUTE, 17],
				[30 * MINUTE, 17],
				[MINUTE, 50],
			] as const) {
				const { server, workflow, pollAt } = await activated(before, source);
				await pollAt(MINUTE);
				await pollAt(15 * MINUTE);
				const delivered = workflow.delivered().length;
				const fresh = own(
					Array.from({ length: 60 }, (__, index) => note(next + index, at + pause + index * 20 * SECOND)),
					'new',
				);
				server.replaceDatabase(at, [...kept, ...fresh]);
				for (let minute: number = firstPoll; minute < 70; minute += 3) await pollAt(minute * MINUTE);
				expect(workflow.delivered().slice(delivered)).toEqual(ids(fresh));
			}
		}
	});
});

test('a fault that is no answer is passed on', async () => {
	const { server, pollAt } = await activated([]);
	server.fault = () => new NoResponse('connect ECONNREFUSED', 'ECONNREFUSED', { processed: false });
	await expect(pollAt(MINUTE)).rejects.toMatchObject({ kind: 'unreachable' });
});
