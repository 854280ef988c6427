import { createPace } from '../../../../../nodes/shared/api/cursors/stream/pace';
import type { StreamState } from '../../../../../nodes/shared/api/cursors/stream/StreamState';
import { json } from '../../../model/requestParts';
import { StreamServer, type StoredNote } from '../../../model/StreamServer';
import { StreamWatch } from '../../../model/StreamWatch';
import { VirtualClock } from '../../../model/VirtualClock';
import { VirtualWorkflow } from '../../../model/VirtualWorkflow';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HIDDEN = 12_000;
const LONGEST_POLL = 20 * SECOND;

/** Triggers on the stream of everything of one user, polled each minute one after the other. */
function triggers(count: number) {
	const clock = new VirtualClock();
	const start = clock.now();
	const note = (number: number, createdAt: number, shape: Partial<StoredNote> = {}): StoredNote => ({
		id: `n${number}`,
		number,
		createdAt,
		visibleAt: createdAt,
		deletedAt: Infinity,
		...shape,
	});
	const old = Array.from({ length: 30 }, (_, index) => note(index + 1, start - MINUTE));
	const mass = (from: number, createdAt: number, size = HIDDEN) =>
		Array.from({ length: size }, (_, index) => note(from + index, createdAt + index, { hidden: true }));
	return { clock, start, note, old, mass, play };

	async function play(notes: StoredNote[], minutes: number, onServer: (server: StreamServer) => void = () => undefined, isAtOnce = false) {
		const server = new StreamServer(clock, notes);
		onServer(server);
		const pace = createPace();
		const workflows = Array.from(
			{ length: count },
			(_, index) => new VirtualWorkflow(server, clock, new StreamWatch({ kind: 'everything' }, {}, pace, `trigger ${index}`)),
		);
		for (const workflow of workflows) await workflow.activate();
		server.everythingTook.length = 0;
		const longest: number[] = [];
		const failures: unknown[] = [];
		for (let minute = 1; minute <= minutes; minute++) {
			clock.advanceTo(start + minute * MINUTE);
			const poll = async (workflow: (typeof workflows)[number]) => {
				const began = clock.now();
				await workflow.poll().catch((error: unknown) => failures.push(error));
				longest.push(clock.now() - began);
			};
			if (isAtOnce) await Promise.all(workflows.map(poll));
			else for (const workflow of workflows) await poll(workflow);
		}
		return { workflows, server, longest: Math.max(...longest), failures, busy: busyParts(server, start, minutes) };
	}
}

const numberOf = (id: string) => Number(id.slice(1));

/** Which part of each five minutes the server was busy with slow requests for us. */
function busyParts({ everythingTook }: StreamServer, start: number, minutes: number): number[] {
	return Array.from({ length: Math.floor(minutes / 5) }, (_, index) => {
		const from = start + (5 * index + 1) * MINUTE;
		const within = everythingTook.filter(({ at }) => at >= from && at < from + 5 * MINUTE);
		return within.reduce((sum, { ms }) => sum + ms, 0) / (5 * MINUTE);
	});
}

test.each([1, 5])(
	'a new event above 12,000 hidden notes is told by the first poll, and the server has time for others (%d triggers)',
	async (count) => {
		const { start, note, old, mass, play } = triggers(count);
		const event = note(20_000, start + 45 * SECOND);
		const between = note(6_000, start + 20 * SECOND);
		const later = note(20_001, start + 3.5 * MINUTE);
		const hidden = mass(100, start + SECOND).filter(({ number }) => number !== between.number);
		const { workflows, longest, failures, busy } = await play([...old, ...hidden, between, event, later], 40);
		expect(failures).toEqual([]);
		expect(longest).toBeLessThanOrEqual(LONGEST_POLL);
		for (const { deliveries } of workflows) {
			expect(deliveries.flatMap(({ items }) => items.map(({ id }) => id)).sort()).toEqual(['n20000', 'n20001', 'n6000']);
			expect(deliveries[0]?.items.map(({ id }) => id)).toContain('n20000');
			expect(deliveries.find(({ items }) => items.some(({ id }) => id === 'n20001'))?.at).toBeLessThan(start + 4 * MINUTE + LONGEST_POLL);
		}
		expect(Math.max(...busy)).toBeLessThanOrEqual(0.25);
		expect(busy[busy.length - 1]).toBeLessThan(0.01);
	},
);

test('hidden notes that keep coming do not keep a new event', async () => {
	const { start, note, old, mass, play } = triggers(2);
	const waves = Array.from({ length: 12 }, (_, index) => mass(100 + 2_000 * index, start + index * MINUTE + SECOND, 1_900));
	const events = Array.from({ length: 12 }, (_, index) => note(2_050 + 2_000 * index, start + index * MINUTE + 30 * SECOND));
	const { workflows, longest, failures, busy } = await play([...old, ...waves.flat(), ...events], 20);
	expect(failures).toEqual([]);
	expect(longest).toBeLessThanOrEqual(LONGEST_POLL);
	for (const { deliveries } of workflows) {
		expect(deliveries.flatMap(({ items }) => items)).toHaveLength(12);
		for (const { at, items } of deliveries)
			for (const { id } of items) expect(at - start).toBeLessThan(((numberOf(id) - 2_050) / 2_000 + 5) * MINUTE);
	}
	expect(Math.max(...busy)).toBeLessThanOrEqual(0.25);
});

test('a server that takes ten times as long', async () => {
	const { start, note, old, mass, play } = triggers(1);
	const event = note(20_000, start + 45 * SECOND);
	const between = note(3_500, start + 20 * SECOND, { visibleAt: start + 2 * MINUTE });
	const hidden = mass(100, start + SECOND, 4_000).filter(({ number }) => number !== between.number);
	const { workflows, longest, busy } = await play([...old, ...hidden, between, event], 90, (server) => (server.hiddenMs = 10));
	expect(longest).toBeLessThanOrEqual(LONGEST_POLL);
	const [{ deliveries } = { deliveries: [] }] = workflows;
	expect(deliveries.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(['n20000', 'n3500']);
	expect(deliveries[0]?.at).toBeLessThan(start + 5 * MINUTE);
	expect(Math.max(...busy)).toBeLessThanOrEqual(0.25);
});

test('a backup that lacks nothing but hidden notes: what comes after it is told, although its numbers were given before', async () => {
	const { start, note, old, mass, play } = triggers(1);
	const restoredAt = start + 20 * MINUTE;
	const fresh = Array.from({ length: 5 }, (_, index) => note(40 + index, restoredAt + (index + 1) * MINUTE, { id: `new${index}` }));
	const before = [...old, ...mass(31, start + SECOND, 3_000)];
	const { workflows, failures } = await play(before, 40, (server) => server.replaceDatabase(restoredAt, [...old, ...fresh]));
	expect(failures).toEqual([]);
	expect(workflows[0]?.delivered()).toEqual(['new0', 'new1', 'new2', 'new3', 'new4']);
});

test('a trigger that begins where the newest notes are hidden knows older ones by which to tell how far an answer goes', async () => {
	const { start, note, mass, play } = triggers(1);
	const older = Array.from({ length: 3 }, (_, index) => note(index + 1, start - 3 * 24 * 60 * MINUTE));
	const events = [note(9_000, start + MINUTE / 2), note(12_500, start + MINUTE / 2 + 1)];
	const notes = [...older, ...mass(100, start - 30 * MINUTE, 8_000), ...mass(9_001, start + 20 * SECOND, 3_000), ...events];
	const { workflows, longest, failures } = await play(notes, 30);
	expect(failures).toEqual([]);
	expect(longest).toBeLessThanOrEqual(LONGEST_POLL);
	expect(workflows[0]?.delivered().sort()).toEqual(['n12500', 'n9000']);
});

test.each([5, 16])('%d triggers that n8n polls at the same moment: no poll takes longer, and each tells everything', async (count) => {
	const { start, note, old, mass, play } = triggers(count);
	const events = [note(6_000, start + 20 * SECOND), note(20_000, start + 45 * SECOND), note(20_001, start + 3.5 * MINUTE)];
	const hidden = mass(4_000, start + SECOND, 4_000).filter(({ number }) => number !== 6_000);
	const { workflows, longest, failures } = await play([...old, ...hidden, ...events], 30, () => undefined, true);
	expect(failures).toEqual([]);
	expect(longest).toBeLessThanOrEqual(LONGEST_POLL);
	for (const workflow of workflows) expect(workflow.delivered().sort()).toEqual(['n20000', 'n20001', 'n6000']);
});

test('the cursor does not pass the newest number, although notes that it has passed seem to be new', async () => {
	const { start, old, mass, play } = triggers(1);
	const { workflows } = await play(
		[...old, ...mass(31, start + 30 * SECOND, 1_200)],
		12,
		(server) => (server.answersBehindMs = 5 * MINUTE),
	);
	expect((workflows[0]?.state as StreamState).cursor).toBeLessThanOrEqual(1_230);
	expect((workflows[0]?.state as StreamState).search).toBeUndefined();
});

test('a backup that is restored while a search goes on brings nothing twice', async () => {
	const { start, note, old, mass, play } = triggers(1);
	const restoredAt = start + 2.5 * MINUTE;
	const read = [note(20_000, start + 45 * SECOND), note(20_001, start + 90 * SECOND)];
	const hidden = mass(100, start + SECOND);
	const restored = [...old, ...hidden, ...read.slice(0, 1), note(20_001, restoredAt + 10 * SECOND, { id: 'new' })];
	const { workflows, failures } = await play([...old, ...hidden, ...read], 30, (server) => server.replaceDatabase(restoredAt, restored));
	expect(failures).toEqual([]);
	expect(workflows[0]?.delivered()).toEqual(['n20000', 'n20001', 'new']);
});

test('a server that answers nothing, whatever number is asked for, proves nothing', async () => {
	const { start, note, old, play } = triggers(1);
	const { workflows } = await play([...old, note(40, start + 5.5 * MINUTE)], 8, (server) => {
		server.fault = ({ path }) =>
			server.clock.now() < start + 5 * MINUTE && path.includes('%22or%22') ? json({ total: -2, list: [] }) : undefined;
	});
	expect(workflows[0]?.delivered()).toEqual(['n40']);
	expect((workflows[0]?.state as StreamState).cursor).toBe(40);
});

test('after many numbers without notes only one window of hidden notes is slow: the next ones are narrower', async () => {
	const { start, note, old, mass, play } = triggers(1);
	const notes = [...old, ...mass(20_001, start + SECOND, 6_000), note(40_000, start + 45 * SECOND)];
	const { workflows, server, failures } = await play(notes, 2);
	expect(failures).toEqual([]);
	expect(workflows[0]?.delivered()).toEqual(['n40000']);
	expect(server.everythingTook.filter(({ ms }) => ms > 3 * SECOND)).toHaveLength(1);
});
