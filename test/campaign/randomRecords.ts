import type { StoredChange, StoredRecord } from '../unit/model/RecordServer';
import type { Random } from './Random';
import type { RecordSchedule } from './RecordSchedule';
import { START } from './randomStream';
import { HOUR, MINUTE, randomTurns, SECOND } from './streamTurns';

/** A random story on changes of records. */
export function randomRecords(random: Random, overHttp: boolean): RecordSchedule {
	const durable = random.chance(0.4);
	const quietDays = random.chance(0.05);
	const turns = randomTurns(random, { quietDays, hiddenMass: false, overHttp, durable }).map(({ filter, ...turn }) => (void filter, turn));
	let time = START;
	const polls = turns.map(({ waitMs }) => (time += waitMs));
	const near = () => (random.chance(0.6) ? random.pick(polls) + random.int(-6 * SECOND, 500) : random.int(START, time));
	const records = [
		...random.list(random.int(0, 20), () => record(random, random.int(START - 20 * MINUTE, START))),
		...random.list(random.int(1, 8), () => burst(random, Math.max(START + 1, near()))).flat(),
	].map((own, index) => ({ ...own, id: `r${String(index).padStart(5, '0')}` }));
	if (random.chance(0.5)) records.push(restless(random, Math.max(START + 1, near())));
	for (const own of records)
		if (random.chance(0.3)) for (let more = random.int(1, 4); more > 0; more--) change(random, own, Math.max(near(), last(own).at + 1));
	if (random.chance(0.2)) for (const own of records.filter(() => random.chance(0.3))) own.hidden = hiddenTime(random, time);
	const replacedAt = random.chance(0.1) ? random.pick(polls) - random.int(1, 20 * SECOND) : undefined;
	const end =
		Math.max(
			time,
			...records.map((own) => Math.max(last(own).visibleAt, own.hidden?.[1] ?? 0, own.deletedAt === Infinity ? 0 : own.deletedAt)),
		) +
		20 * MINUTE;
	return {
		watched: random.chance(0.35) ? 'createdAt' : 'modifiedAt',
		durable,
		turns,
		end,
		records,
		skews: randomSkews(random, time, overHttp),
		pageLimit: random.weighted([
			[6, 200],
			[1, 50],
			[1, 7],
		]),
		poison: random.chance(0.15) ? random.pick(records).id : undefined,
		replacement: replacedAt === undefined ? undefined : replaced(random, replacedAt, records),
	};
}

/** What writers do at about the same time. */
function burst(random: Random, at: number): StoredRecord[] {
	const count = random.weighted([
		[8, random.int(1, 5)],
		[3, random.int(6, 40)],
		[1, random.int(200, 420)],
	]);
	const within = random.weighted([
		[1, 200],
		[2, 1_500],
		[1, 8_000],
	]);
	const open = random.weighted([
		[80, 0],
		[12, random.int(1, 3 * SECOND)],
		[count < 50 ? 8 : 0, random.int(3 * SECOND, 9 * MINUTE)],
	]);
	return random.list(count, () => record(random, at + random.int(0, within), open));
}

function record(random: Random, at: number, open = 0): StoredRecord {
	const visibleAt = at + Math.max(open, random.chance(0.1) ? random.int(0, 900) : 0);
	return { id: '', changes: [{ at, visibleAt }], deletedAt: random.chance(0.05) ? visibleAt + random.int(SECOND, HOUR) : Infinity };
}

/** A record that changes again and again, so that it is hardly ever at rest. */
function restless(random: Random, from: number): StoredRecord {
	const own: StoredRecord = { ...record(random, from), id: 'restless', deletedAt: Infinity };
	const pause = random.pick([300, 900, 2_000, 4_000]);
	for (let changes = random.int(10, 200), at = from; changes > 0; changes--) change(random, own, (at += random.int(1, pause)), false);
	return own;
}

/** A row is locked until the transaction ends, so the changes of a record become visible one after the other. */
function change(random: Random, { changes }: StoredRecord, at: number, mayBeLate = true): void {
	const before = changes[changes.length - 1] as StoredChange;
	const open = mayBeLate && random.chance(0.1) ? random.int(0, 5 * MINUTE) : random.chance(0.1) ? random.int(0, 900) : 0;
	changes.push({ at: Math.max(at, before.at), visibleAt: Math.max(at + open, before.visibleAt) });
}

function hiddenTime(random: Random, until: number): [number, number] {
	const times = [random.int(START, until), random.int(START, until)].sort((a, b) => a - b) as [number, number];
	return random.chance(0.5) ? times : [-Infinity, times[1]];
}

/** The server's clock differs from ours, and may be set forward or back by less than ten minutes. */
function randomSkews(random: Random, until: number, overHttp: boolean): RecordSchedule['skews'] {
	const ms = random.weighted([
		[3, 0],
		[1, random.int(1, 90 * SECOND)],
		[1, -random.int(1, 6) * HOUR],
	]);
	const skews = [{ from: -Infinity, ms }];
	// Over HTTP n8n's clock is the real one, which tells nothing of the time between two polls.
	if (!overHttp && random.chance(0.15)) skews.push({ from: random.int(START, until), ms: ms + random.int(-8 * MINUTE, 8 * MINUTE) });
	return skews;
}

function replaced(random: Random, at: number, records: StoredRecord[]): RecordSchedule['replacement'] {
	const kind = random.pick(['restored', 'otherServer'] as const);
	const backedUp = at - random.int(0, 30 * MINUTE);
	const after = (changes: StoredChange[]) => changes.filter((one) => one.at >= at);
	const kept = records.flatMap((own): StoredRecord[] => {
		const changes =
			kind === 'restored' ? [...own.changes.filter(({ visibleAt }) => visibleAt < backedUp), ...after(own.changes)] : after(own.changes);
		const exists = own.changes[0] === changes[0];
		return changes.length && (exists || kind === 'otherServer')
			? [{ ...own, id: kind === 'restored' ? own.id : `other${own.id}`, changes }]
			: [];
	});
	const history =
		kind === 'otherServer'
			? random.list(random.int(0, 30), (index) => ({ ...record(random, at - random.int(MINUTE, 24 * HOUR)), id: `history${index}` }))
			: [];
	return { at, kind, records: [...kept, ...history] };
}

function last({ changes }: StoredRecord): StoredChange {
	return changes[changes.length - 1] as StoredChange;
}
