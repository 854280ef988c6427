import { isTooSlow } from '../../client/failures';
import { createTurns } from '../../client/turns';
import { PROBE } from '../../stream/StreamSource';
import { asError } from '../../values/asError';

/** A request that takes less does not count: any server has the time for it. In ms. */
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
	/** The ms that a trigger may search now; those that search at the same time get equal shares. */
	left(trigger: string, now: number): number;
	/** A request took so many ms. */
	spent(ms: number, now: number): void;
	/** One poll after the other. When one gets no answer in time, those that waited for it fail with it instead of waiting as long again. */
	inTurn<Result>(now: () => number, poll: () => Promise<Result>): Promise<Result>;
}

/** The pace of one server and user, whose time is not spent yet. */
export function createPace(): Pace {
	let probe = PROBE;
	let busy = 0;
	let countedAt = 0;
	let failed: { at: number; error: Error } | undefined;
	const asking = new Map<string, number>();
	const turn = createTurns(() => 1);
	const busyAt = (now: number) => Math.max(0, busy - Math.max(0, now - countedAt) * SHARE);
	return {
		get probe() {
			return probe;
		},
		probed(size, ms) {
			if (ms >= SLOW_MS) probe = Math.max(1, Math.floor(size / 4));
			else if (ms < QUICK_MS) probe = Math.min(PROBE, Math.max(probe, size * 2));
		},
		left(trigger, now) {
			asking.set(trigger, now);
			for (const [other, at] of asking) if (now - at > ASKING_MS) asking.delete(other);
			return Math.max(0, Math.min(MOST_MS / asking.size, MOST_MS - busyAt(now)));
		},
		spent(ms, now) {
			if (ms < QUICK_MS) return;
			busy = busyAt(now) + ms;
			countedAt = now;
		},
		async inTurn(now, poll) {
			const asked = now();
			return await turn(async () => {
				if (failed && failed.at > asked) throw failed.error;
				try {
					return await poll();
				} catch (error) {
					if (isTooSlow(error)) failed = { at: now(), error: asError(error) };
					throw asError(error);
				}
			});
		},
	};
}
