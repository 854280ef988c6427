import type { EspoClient } from '../client/EspoClient';
import type { MassChange } from './ManyOutcome';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 8_000;
/** How often the records are looked at without anything new before the server is believed to have ended. */
const LOOKS_IN_VAIN = 2;

/**
 * Which records are as they are to be, after an answer was lost: EspoCRM goes on with what it was asked for, so the records are looked at for as long as
 * more of them are done each time (espocrm-api.md#mass-actions).
 * @param isOver whether the server is known to have ended, so that one look is enough
 * @returns undefined where the records can't be read
 */
export async function doneByNow(client: EspoClient, change: MassChange, ids: string[], isOver: boolean): Promise<string[] | undefined> {
	let done = await look(change, ids);
	for (let inVain = 0, pause = FIRST_PAUSE_MS; !isOver && done && done.length < ids.length && inVain < LOOKS_IN_VAIN;) {
		await client.pause(pause);
		const next = await look(change, ids);
		if (!next) return undefined;
		inVain = next.length > done.length ? 0 : inVain + 1;
		pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
		done = next;
	}
	return done;
}

async function look(change: MassChange, ids: string[]): Promise<string[] | undefined> {
	return await change.done(ids).catch(() => undefined);
}
