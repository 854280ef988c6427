import { isTooSlow } from '../../client/failures';
import { createTurns } from '../../client/turns';
import { PROBE } from '../../stream/StreamSource';
import { asError } from '../../values/asError';

/** A request that takes less does not count: any server has the time for it. In ms. */
const COUNTED_MS = 200;
/** After a request that takes less, more may be asked for the next time. In ms. */
export const QUICK_MS = 500;
/** A request that takes so long is asked for less the next time. In ms. */
export const SLOW_MS = 1_500;
/** The server's time that slow requests may take at once, in ms. */
const MOST_MS = 10_000;
/** The part of the time that they may take in the long run. */
const SHARE = 0.2;
/** Who has not asked for so long does not ask any more, in ms. */
const ASKING_MS = 180_000;

/**
 * How the triggers of one server and user that read the stream of everything share the server's time, which each note of a
 * hidden record costs there (espocrm-api.md#stream-of-everything).
 */
export interface Pace {
	/** Notes that a poll asks for first: fewer after a slow answer. */
	readonly probe: number;
	/** A first request of so many notes took so many ms. */
	probed(size: number, ms: number): void;
	/**
	 * The ms that a trigger may search now: those that search at the same time, or wait for their turn, get equal shares, and none
	 * gets another while one of them had fewer. Granted when it is not 0.
	 */
	left(trigger: string, now: number): number;
	/** A request took so many ms. */
	spent(ms: number, now: number): void;
	/** One poll after the other. When one gets no answer in time, those that waited for it fail with it instead of waiting as long again. */
	inTurn<Result>(poll: () => Promise<Result>): Promise<Result>;
}

/** The pace of one server and user, whose time is not spent yet. */
export function createPace(): Pace {
	let probe = PROBE;
	let busy = 0;
	let countedAt = 0;
	let failed: { error: Error } | undefined;
	/** When a trigger asked last, and how many searches it was granted. */
	const asking = new Map<string, { at: number; searches: number }>();
	const turn = createTurns(() => 1);
	let waiting = 0;
	const busyAt = (now: number) => {
		// A clock that was set back.
		countedAt = Math.min(countedAt, now);
		return Math.max(0, busy - (now - countedAt) * SHARE);
	};
	return {
		get probe() {
			return probe;
		},
		probed(size, ms) {
			if (ms >= SLOW_MS) probe = Math.max(1, Math.floor(size / 4));
			else if (ms < QUICK_MS) probe = Math.min(PROBE, Math.max(probe, size * 2));
		},
		left(trigger, now) {
			const known = asking.get(trigger);
			asking.delete(trigger);
			for (const [other, { at }] of asking) if (Math.abs(now - at) > ASKING_MS) asking.delete(other);
			const others = [...asking.values()].filter(({ at }) => !known || at >= known.at).map(({ searches }) => searches);
			const searches = known?.searches ?? (others.length ? Math.max(0, Math.min(...others) - 1) : 0);
			const share = Math.max(0, Math.min(MOST_MS / Math.max(asking.size + 1, waiting + 1), MOST_MS - busyAt(now)));
			// The first to ask would leave nothing for the last, each time.
			const left = others.some((other) => other < searches) ? 0 : share;
			asking.set(trigger, { at: now, searches: searches + Math.sign(left) });
			return left;
		},
		spent(ms, now) {
			if (ms < COUNTED_MS) return;
			busy = busyAt(now) + ms;
			countedAt = now;
		},
		async inTurn(poll) {
			const failedBefore = failed;
			waiting++;
			return await turn(async () => {
				waiting--;
				if (failed && failed !== failedBefore) throw failed.error;
				try {
					return await poll();
				} catch (error) {
					if (isTooSlow(error)) failed = { error: asError(error) };
					throw asError(error);
				}
			});
		},
	};
}
