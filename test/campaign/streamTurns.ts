import type { Random } from './Random';
import { randomFault } from './requestFault';
import type { EventFilter, Life, Turn } from './StreamSchedule';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

const FILTERS: EventFilter[] = [
	{ events: [], entityTypes: [], skipOwn: false },
	{ events: ['post'], entityTypes: [], skipOwn: false },
	{ events: ['status'], entityTypes: [], skipOwn: false },
	{ events: ['update', 'mention'], entityTypes: [], skipOwn: false },
	{ events: [], entityTypes: ['Account', 'Task'], skipOwn: false },
	{ events: [], entityTypes: [], skipOwn: true },
];
/** Of this type there are notes only at the end of a schedule. */
export const RARE_TYPE = 'Case';
export const RARE: EventFilter = { events: [], entityTypes: [RARE_TYPE], skipOwn: false };

export function randomFilter(random: Random): EventFilter {
	return random.chance(0.4) ? (FILTERS[0] as EventFilter) : random.pick(FILTERS);
}

export interface Pace {
	quietDays: boolean;
	hiddenMass: boolean;
	overHttp: boolean;
	durable: boolean;
}

/** The polls of a schedule. */
export function randomTurns(random: Random, pace: Pace): Turn[] {
	const turns = random.list(pace.overHttp ? random.int(4, 9) : random.int(4, 22), () => randomTurn(random, pace));
	if (!pace.quietDays && random.chance(0.1)) (random.pick(turns) as Turn).filter = randomFilter(random);
	return turns;
}

function randomTurn(random: Random, { quietDays, hiddenMass, overHttp, durable }: Pace): Turn {
	const waits: Array<readonly [number, () => number]> = quietDays
		? [[1, () => random.int(5 * HOUR, 20 * HOUR)]]
		: [
				[5, () => random.int(100, 5 * SECOND)],
				[8, () => random.int(10 * SECOND, 2 * MINUTE)],
				[5, () => random.int(MINUTE, 20 * MINUTE)],
				[1, () => random.int(HOUR, 30 * HOUR)],
			];
	const lives: Array<readonly [number, Life]> = [
		[60, 'poll'],
		[10, 'restart'],
		[8, 'killBeforeSave'],
		[7, 'killAfterSave'],
		[durable ? 8 : 0, 'lostLease'],
		[overHttp ? 12 : 0, 'overlap'],
	];
	return {
		waitMs: random.weighted(waits)(),
		life: random.weighted(lives),
		// Over HTTP the time of the polls is the real one, which is not limited.
		budgetMs: overHttp
			? Infinity
			: random.weighted([
					[8, 60_000],
					[1, 1],
					[1, 30],
					[1, 12_000],
				]),
		requestMs: overHttp
			? 20
			: random.weighted([
					[10, 20],
					[1, 1_500],
					[1, 5_000],
				]),
		hiddenMs: hiddenMass
			? random.weighted([
					[3, 1],
					[2, 4],
					[1, 40],
				])
			: 1,
		fault: randomFault(random),
	};
}
