import fc from 'fast-check';

import { NoResponse } from '../../../../../nodes/shared/api/request/Send';
import type { StreamSource } from '../../../../../nodes/shared/api/stream/StreamSource';
import { refusal } from '../../../model/requestParts';
import { StreamServer, type StoredNote } from '../../../model/StreamServer';
import { StreamWatch, type NoteItem } from '../../../model/StreamWatch';
import { VirtualClock } from '../../../model/VirtualClock';
import { VirtualWorkflow } from '../../../model/VirtualWorkflow';

const MINUTE = 60_000;
const LATEST = 10 * MINUTE;

const SOURCES: Record<string, StreamSource> = {
	everything: { kind: 'everything' },
	myStream: { kind: 'myStream' },
	record: { kind: 'record', entityType: 'Account', id: 'a1' },
};

const noteShape = fc.record({
	/** From insert to the end of its transaction. */
	late: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: LATEST }) }),
	lifetime: fc.oneof(
		{ weight: 6, arbitrary: fc.constant(Infinity) },
		{ weight: 1, arbitrary: fc.integer({ min: 1_000, max: 40 * MINUTE }) },
	),
	hidden: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
	own: fc.boolean(),
	type: fc.constantFrom('Post', 'Post', 'Update'),
	longPost: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
	/** Numbers that rolled back transactions took. */
	skipped: fc.oneof(
		{ weight: 8, arbitrary: fc.constant(0) },
		{ weight: 2, arbitrary: fc.integer({ min: 1, max: 5 }) },
		{ weight: 1, arbitrary: fc.integer({ min: 300, max: 3_000 }) },
	),
	spreadMs: fc.integer({ min: 0, max: 150 }),
});

const burst = fc.record({
	pauseMs: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 12 * MINUTE })),
	notes: fc.array(noteShape, { minLength: 1, maxLength: 25 }),
});

const turn = fc.record({
	waitMs: fc.oneof(
		fc.integer({ min: 100, max: 5_000 }),
		fc.integer({ min: 10_000, max: 2 * MINUTE }),
		fc.integer({ min: MINUTE, max: 20 * MINUTE }),
	),
	budgetMs: fc.constantFrom(1, 30, 60_000),
	crash: fc.boolean(),
	fault: fc.constantFrom('none', 'none', 'none', 'reset', '503', 'timeoutLater'),
});

const scenario = fc.record({
	source: fc.constantFrom(...Object.keys(SOURCES)),
	filter: fc.constantFrom('none', 'type', 'skipOwn', 'client'),
	before: fc.array(noteShape, { maxLength: 30 }),
	bursts: fc.array(burst, { minLength: 1, maxLength: 8 }),
	turns: fc.array(turn, { minLength: 1, maxLength: 20 }),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

function storedNotes({ before, bursts }: Scenario, activation: number): StoredNote[] {
	const notes: StoredNote[] = [];
	let number = 0;
	const add = (shape: Scenario['before'][number], createdAt: number) => {
		number += 1 + shape.skipped;
		const { late, lifetime, hidden, own, type, longPost } = shape;
		const post = longPost ? 'x'.repeat(1_300) : '';
		notes.push({
			id: `n${number}`,
			number,
			createdAt,
			visibleAt: createdAt + late,
			deletedAt: createdAt + late + lifetime,
			hidden,
			own,
			type,
			post,
		});
	};
	let at = activation - 15 * MINUTE;
	for (const shape of before) add(shape, (at = Math.min(at + shape.spreadMs * 400, activation)));
	at = activation + 100;
	for (const { pauseMs, notes: shapes } of bursts) {
		at += pauseMs;
		for (const shape of shapes) add(shape, (at += shape.spreadMs));
	}
	return notes;
}

function faultFor(kind: string, requestIndex: () => number): StreamServer['fault'] {
	switch (kind) {
		case 'reset':
			return () => (requestIndex() < 2 ? new NoResponse('socket hang up', 'ECONNRESET') : undefined);
		case '503':
			return () => refusal(503);
		case 'timeoutLater':
			return () => (requestIndex() === 1 || requestIndex() === 2 ? new NoResponse('timeout', 'ECONNABORTED') : undefined);
		default:
			return () => undefined;
	}
}

async function played(given: Scenario) {
	const clock = new VirtualClock();
	const start = clock.now();
	const notes = storedNotes(given, start);
	const end = Math.max(...notes.map(({ visibleAt }) => visibleAt)) + 20 * MINUTE;
	// Hidden notes on top can keep what lies below them until the next visible one.
	const marker: StoredNote = {
		id: 'marker',
		number: (notes[notes.length - 1]?.number ?? 0) + 1,
		createdAt: end,
		visibleAt: end,
		deletedAt: Infinity,
	};
	const server = new StreamServer(clock, [...notes, marker]);
	const where = given.filter === 'type' ? [{ type: 'in', attribute: 'type', value: ['Post'] }] : [];
	const watch = new StreamWatch(SOURCES[given.source] as StreamSource, { where, skipOwn: given.filter === 'skipOwn' });
	const workflow = new VirtualWorkflow<NoteItem>(server, clock, watch);
	if (given.filter === 'client') watch.isWanted = ({ type }) => type === 'Post';
	await workflow.activate();
	const activated = clock.now();

	for (const { waitMs, budgetMs, crash, fault } of given.turns) {
		clock.advance(waitMs);
		const before = server.requests.length;
		server.fault = faultFor(fault, () => server.requests.length - 1 - before);
		workflow.budgetMs = budgetMs;
		await workflow.poll().catch(() => undefined);
		if (crash) workflow.crash();
	}
	server.fault = () => undefined;
	workflow.budgetMs = 60_000;
	clock.advanceTo(end);
	for (let last = 0; last < 3; last++) {
		clock.advance(1_000);
		await workflow.poll();
	}
	const isMatch = ({ hidden, own, type = 'Post' }: StoredNote) =>
		!hidden && (given.filter === 'skipOwn' ? !own : given.filter === 'none' || type === 'Post');
	const owed = [...notes, marker].filter(
		(note) => isMatch(note) && note.createdAt > activated && note.visibleAt - note.createdAt <= LATEST && note.deletedAt === Infinity,
	);
	return { workflow, owed, notes, start, quiet: (clock.advance(1_000), await workflow.poll()) };
}

describe('pollStream, with everything that can happen at once', () => {
	test('delivers all that is owed, nothing twice, nothing older, in order', async () => {
		await fc.assert(
			fc.asyncProperty(scenario, async (given) => {
				const { workflow, owed, notes, start, quiet } = await played(given);
				const delivered = workflow.delivered();
				expect(delivered.filter((id, index) => delivered.indexOf(id) !== index)).toEqual([]);
				expect(owed.map(({ id }) => id).filter((id) => !delivered.includes(id))).toEqual([]);
				expect(notes.filter(({ id, createdAt }) => delivered.includes(id) && createdAt < start)).toEqual([]);
				for (const { items: poll } of workflow.deliveries) {
					const numbers = poll.map(({ number }) => number);
					expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
				}
				expect(quiet).toEqual({ requests: 1, items: [] });
			}),
			{ seed: 20_261_123, numRuns: 400, endOnFailure: true },
		);
	});
});
