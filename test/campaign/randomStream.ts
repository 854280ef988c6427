import { VirtualClock } from '../unit/model/VirtualClock';
import type { Random } from './Random';
import { draft, numbered, transaction, type Draft, type Habits } from './streamNotes';
import type { SOURCES } from './StreamSchedule';
import { type EventFilter, type Poison, type ScheduledNote, type StreamSchedule, type Turn } from './StreamSchedule';
import { HOUR, MINUTE, RARE, RARE_TYPE, randomFilter, randomTurns, SECOND } from './streamTurns';

/** The trigger is activated then. */
export const START = new VirtualClock().now();

/** A random story on stream events. */
export function randomStream(random: Random, overHttp: boolean): StreamSchedule {
	const version = random.chance(0.3) ? '7.5' : '10.0';
	// On 7.5 it is refused, which is soon told.
	const source = random.weighted([
		[version === '7.5' ? 1 : 12, 'everything'],
		[9, 'myStream'],
		[5, 'record'],
	] as Array<[number, keyof typeof SOURCES]>);
	const quietDays = source !== 'record' && random.chance(0.06);
	const hiddenMass = source === 'everything' && !quietDays && random.chance(0.1);
	const durable = random.chance(0.4);
	const filter = quietDays ? RARE : randomFilter(random);
	const turns = randomTurns(random, { quietDays, hiddenMass, overHttp, durable });
	const fullRecord = random.chance(0.25);
	const habits: Habits = {
		version,
		types: ['Account', 'Lead', 'Task'],
		longPosts: random.weighted([
			[10, 0.15],
			[1, 1],
		]),
		sparse: source !== 'everything' && random.chance(0.15),
	};
	const schedule: StreamSchedule = {
		source,
		version,
		durable,
		filter,
		fullRecord,
		turns,
		skewMs: random.weighted([
			[4, 0],
			[1, random.int(1, 90 * SECOND)],
			[1, -random.int(1, 90 * SECOND)],
			[1, random.int(1, 6) * HOUR],
			[1, -random.int(1, 6) * HOUR],
		]),
		pageLimit: random.weighted([
			[8, 200],
			[1, 50],
			[1, 20],
			[1, 10],
		]),
		poison: fullRecord ? randomPoison(random) : [],
		...randomNotes(random, { turns, habits, filter, hiddenMass, quietDays, backlog: !overHttp && random.chance(0.006) }),
	};
	if (source === 'myStream' && random.chance(0.4)) follow(random, schedule);
	if (random.chance(0.25)) changeRole(random, schedule);
	if (random.chance(0.1)) deleteRecord(random, schedule);
	return schedule;
}

interface Given {
	turns: Turn[];
	habits: Habits;
	filter: EventFilter;
	hiddenMass: boolean;
	quietDays: boolean;
	backlog: boolean;
}

function randomNotes(random: Random, given: Given): Pick<StreamSchedule, 'notes' | 'replacement' | 'end'> {
	const { turns, habits, hiddenMass, quietDays, backlog } = given;
	let time = START;
	const polls = turns.map(({ waitMs }) => (time += waitMs));
	const near = () => (random.chance(0.5) ? random.pick(polls) + random.int(-3 * SECOND, 500) : random.int(START, time));
	const drafts: Draft[] = random.list(random.int(0, 40), () => draft(random, random.int(START - 15 * MINUTE, START), habits)).flat();
	for (let bursts = random.int(1, 10); bursts > 0; bursts--) {
		const at = Math.max(START + SECOND / 10, near());
		for (
			let writers = random.weighted([
				[4, 1],
				[2, 2],
				[1, 4],
			]);
			writers > 0;
			writers--
		) {
			drafts.push(
				...transaction(
					random,
					at + random.int(0, 300),
					random.weighted([
						[5, random.int(1, 4)],
						[3, random.int(5, 15)],
						[1, random.int(20, 40)],
					]),
					habits,
				),
			);
		}
	}
	if (hiddenMass) drafts.push(...crowd(random, near(), random.int(800, 2_600), habits).map((own) => ({ ...own, hidden: true })));
	if (backlog) drafts.push(...crowd(random, near(), random.int(6_000, 8_000), habits));
	if (quietDays)
		drafts.push(
			...transaction(random, START + Math.floor(((time - START) * random.int(70, 100)) / 100), random.int(1, 5), {
				...habits,
				types: [RARE_TYPE],
			}).map((own) => ({ ...own, parentType: RARE_TYPE })),
		);
	const replacedAt = random.chance(0.12) ? random.pick(polls) - random.int(1, 20 * SECOND) : undefined;
	const before = numbered(
		drafts.filter(({ insertedAt }) => insertedAt < (replacedAt ?? Infinity)),
		0,
		'n',
	);
	const after = drafts.filter(({ insertedAt }) => insertedAt >= (replacedAt ?? Infinity));
	const replacement = replacedAt === undefined ? undefined : replaced(random, replacedAt, before, after, habits);
	const last =
		Math.max(time, ...drafts.flatMap(({ visibleAt, deletedAt }) => [visibleAt, deletedAt === Infinity ? 0 : deletedAt])) + 20 * MINUTE;
	const notes = replacement?.notes ?? before;
	notes.push(
		lastNote(
			notes,
			last,
			given.turns
				.map(({ filter }) => filter)
				.filter(Boolean)
				.pop() ?? given.filter,
		),
	);
	return { notes: before, replacement, end: last };
}

/** Many notes within a short time, one by one. */
function crowd(random: Random, at: number, count: number, habits: Habits): Draft[] {
	let createdAt = Math.max(START + SECOND, at - count);
	return random.list(count, () => {
		const own = draft(random, (createdAt += random.int(0, 2)), { ...habits, sparse: false, longPosts: 0 });
		return { ...own, skipped: random.chance(0.2) ? 1 : 0 };
	});
}

/** A backup from some time before, or another server with a history of its own. */
function replaced(random: Random, at: number, before: ScheduledNote[], after: Draft[], habits: Habits): StreamSchedule['replacement'] {
	const kind = random.pick(['restored', 'otherServer'] as const);
	const backedUp =
		at -
		random.weighted([
			[2, random.int(0, 2 * MINUTE)],
			[2, random.int(0, 3 * HOUR)],
			[1, random.int(0, 48 * HOUR)],
		]);
	const history = (): ScheduledNote[] => {
		const drafts = random
			.list(random.int(0, 80), () => draft(random, random.int(at - random.pick([20 * MINUTE, 24 * HOUR]), at - 1), habits))
			.flat();
		return numbered(
			drafts,
			random.weighted([
				[2, 0],
				[1, 5_000],
				[1, before.length],
			]),
			'o',
		);
	};
	const kept =
		kind === 'otherServer'
			? history()
			: before
					.filter(({ visibleAt }) => visibleAt < backedUp)
					.map((note) => ({ ...note, deletedAt: note.deletedAt < backedUp ? note.deletedAt : Infinity }));
	return { at, kind, notes: [...kept, ...numbered(after, Math.max(0, ...kept.map(({ number }) => number)), 'x')] };
}

function lastNote(notes: ScheduledNote[], at: number, { events, entityTypes }: EventFilter): ScheduledNote {
	const event = events[0] ?? 'post';
	const shape: Pick<ScheduledNote, 'type' | 'data' | 'tells'> =
		event === 'status'
			? { type: 'Status', data: { value: 'Done' }, tells: ['status'] }
			: event === 'update'
				? { type: 'Update', data: { fields: ['name'] }, tells: ['update'] }
				: { type: 'Post', tells: ['post'] };
	const number = Math.max(0, ...notes.map((note) => note.number)) + 1;
	return {
		id: 'last',
		number,
		createdAt: at,
		visibleAt: at,
		deletedAt: Infinity,
		parentType: entityTypes[0] ?? 'Account',
		parentId: 'a1',
		...shape,
	};
}

function follow(random: Random, { notes, replacement, turns }: StreamSchedule): void {
	const at =
		START +
		random.int(
			0,
			turns.reduce((sum, { waitMs }) => sum + waitMs, 0),
		);
	for (const note of [...notes, ...(replacement?.notes ?? [])]) {
		if (note.parentId !== 'a2' || note.visibleAt >= at) continue;
		note.visibleAt = note.followedAt = at;
		// What is deleted before it is followed is never seen.
		note.deletedAt = Math.max(note.deletedAt, at);
	}
}

/** The role loses or gets access to one type of record, or both. */
function changeRole(random: Random, { notes, replacement, turns, source }: StreamSchedule): void {
	if (source === 'record') return;
	const horizon = turns.reduce((sum, { waitMs }) => sum + waitMs, 0);
	const times = [START + random.int(0, horizon), START + random.int(0, horizon)].sort((a, b) => a - b) as [number, number];
	const hidden = random.pick<[number, number]>([[-Infinity, times[0]], [times[0], Infinity], times]);
	for (const note of [...notes, ...(replacement?.notes ?? [])]) if (note.parentType === 'Lead' && !note.hidden) note.hidden = hidden;
}

function deleteRecord(random: Random, { notes, replacement, turns }: StreamSchedule): void {
	const at =
		START +
		random.int(
			0,
			turns.reduce((sum, { waitMs }) => sum + waitMs, 0),
		);
	for (const note of [...notes, ...(replacement?.notes ?? [])])
		if (note.parentId === 'a3' && note.createdAt < at) note.deletedAt = Math.min(note.deletedAt, at);
}

function randomPoison(random: Random): Poison[] {
	return random.weighted<Poison[]>([
		[2, []],
		[1, [{ entityType: 'Lead', answer: '403' }]],
		[1, [{ entityType: 'Account', id: 'a4', answer: '403' }]],
		[
			1,
			[
				{ entityType: 'Account', id: 'a1', answer: '500' },
				{ entityType: 'Task', id: 'a5', answer: 'deleted' },
			],
		],
		[1, [{ entityType: 'Account', id: 'a1', answer: 'deleted' }]],
	]);
}
