import type { MatchingRecord, MatchingSchedule, Move } from './MatchingSchedule';
import type { Random } from './Random';
import { randomTurns } from './streamTurns';

/** What can follow each other: what went away comes back. */
const BACK: Record<Move['to'], Move['to']> = {
	matching: 'other',
	other: 'matching',
	deleted: 'restored',
	restored: 'deleted',
	hidden: 'shown',
	shown: 'hidden',
};
/** EspoCRM's IDs have 17 characters, and those of new records come between those of old ones. */
const ID_LENGTH = 17;

/** A random story on records that begin to match a filter. */
export function randomMatching(random: Random, overHttp: boolean): MatchingSchedule {
	const durable = random.chance(0.4);
	const quietDays = !overHttp && random.chance(0.08);
	const turns = randomTurns(random, { quietDays, hiddenMass: false, overHttp, durable }).map(({ filter, ...turn }) => (void filter, turn));
	const count = random.weighted([
		[10, random.int(1, 12)],
		[6, random.int(13, 80)],
		[2, random.int(201, 450)],
	]);
	const share = quietDays ? 0 : random.pick([0, 0.3, 0.9]);
	const records = random.list(count, (index): MatchingSchedule['records'][number] => [
		randomId(random, index),
		randomRecord(random, share),
	]);
	const ids = records.map(([id]) => id);
	const moves = random
		.list(random.int(2, 14), () => randomMoves(random, ids, quietDays ? [turns.length, turns.length] : [0, turns.length]))
		.flat();
	if (quietDays)
		moves.push({ turn: turns.length, request: 0, ids, to: 'restored' }, { turn: turns.length, request: 0, ids, to: 'matching' });
	return {
		durable,
		turns,
		quietDays,
		records,
		moves: moves.sort((a, b) => a.turn - b.turn || a.request - b.request),
		pageLimit: random.weighted([
			[6, 200],
			[1, 50],
			[count < 100 ? 1 : 0, 7],
		]),
		poison: random.chance(0.2) ? random.pick(ids) : undefined,
	};
}

function randomId(random: Random, index: number): string {
	return `${random.int(0, 0xffffff).toString(16).padStart(6, '0')}${String(index).padStart(ID_LENGTH - 6, '0')}`;
}

function randomRecord(random: Random, share: number): MatchingRecord {
	return { isNew: random.chance(share), deleted: random.chance(0.2), hidden: random.chance(0.05) };
}

/** Something happens to some records, and mostly comes undone later: before, between or after the requests of a poll. */
function randomMoves(random: Random, ids: string[], [first, last]: [number, number]): Move[] {
	const share = random.weighted([
		[6, 0],
		[3, 0.3],
		[2, 1],
	]);
	const some = ids.filter(() => random.chance(share));
	const moved = some.length ? some : [random.pick(ids)];
	const to = random.weighted<Move['to']>([
		[6, 'matching'],
		[4, 'other'],
		[2, 'deleted'],
		[3, 'restored'],
		[2, 'hidden'],
		[2, 'shown'],
	]);
	const move = { turn: random.int(first, last), request: randomRequest(random), ids: moved, to };
	if (random.chance(0.3)) return [move];
	const later = random.chance(0.3) ? move.turn : Math.min(last, move.turn + random.int(1, 3));
	const request = later === move.turn ? move.request + random.int(0, 2) : randomRequest(random);
	return [move, { turn: later, request, ids: moved, to: BACK[to] }];
}

function randomRequest(random: Random): number {
	return random.weighted([
		[5, 0],
		[1, 1],
		[3, 2],
		[2, 3],
		[1, 4],
	]);
}
