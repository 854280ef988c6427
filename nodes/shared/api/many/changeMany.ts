import type { EspoClient } from '../client/EspoClient';
import type { EspoError } from '../client/EspoError';
import { fewAtOnce } from '../client/fewAtOnce';
import { inParts } from '../values/inParts';
import { commonFailure } from './commonFailure';
import { doneByNow } from './doneByNow';
import type { ManyOutcome, MassChange } from './ManyOutcome';
import { massAction } from './massAction';
import { oneByOne } from './oneByOne';
import { sameOutcome } from './sameOutcome';

/** The answer tells which of so many were done, and comes long before any time-out: 3 to 30 ms a record (espocrm-api.md#mass-actions). */
const RECORDS_AT_ONCE = 200;
/** Mass actions under way at once: each keeps the server busy for seconds. */
const IN_FLIGHT = 2;

export interface Changed {
	/** In the order of the IDs. */
	outcome: ManyOutcome;
	/** Why single requests were sent, where EspoCRM would not change many records in one. */
	refusal?: EspoError;
}

/** What is known so far, of a change that is under way. */
interface Progress {
	/** That concerns all. */
	failure?: { error: unknown };
	refusal?: EspoError;
}

/**
 * Changes many records in as few requests as possible, and tells what became of each: those that a mass action leaves out without a word are asked
 * for singly, and after a lost answer the records are looked at instead of asking twice.
 * @param ids each once
 * @throws Cancelled
 */
export async function changeMany(client: EspoClient, change: MassChange, ids: string[]): Promise<Changed> {
	const progress: Progress = {};
	const parts = await fewAtOnce(inParts(ids, RECORDS_AT_ONCE), IN_FLIGHT, async (part) => {
		const outcome = await changeSome(client, change, part, progress);
		progress.failure ??= commonFailure(outcome.values());
		return [...outcome];
	});
	return { outcome: new Map(parts.flat()), refusal: progress.refusal };
}

async function changeSome(client: EspoClient, change: MassChange, ids: string[], progress: Progress): Promise<ManyOutcome> {
	if (progress.failure) return sameOutcome(ids, { state: 'untried', error: progress.failure.error });
	if (change.isSingly || progress.refusal || ids.length === 1) return await oneByOne(change, ids);
	const answer = await massAction(client, change, ids).catch((error: unknown) => ({ error }));
	if ('error' in answer) return sameOutcome(ids, { state: 'untried', error: answer.error });
	if ('refusal' in answer) {
		progress.refusal = answer.refusal;
		return await oneByOne(change, ids);
	}
	if (!('lost' in answer)) return await withRest(change, ids, answer.done);
	const done = await doneByNow(client, change, ids, answer.isOver);
	if (!done) return sameOutcome(ids, { state: 'unknown', error: answer.lost });
	// Where the server has ended by itself, the others were not done, and doing them is no second time.
	if (answer.isOver) return await withRest(change, ids, done);
	const isDone = new Set(done);
	return new Map(ids.map((id) => [id, isDone.has(id) ? { state: 'done' } : { state: 'unknown', error: answer.lost }]));
}

/** What was done, and what comes of the others singly. */
async function withRest(change: MassChange, ids: string[], done: string[]): Promise<ManyOutcome> {
	const isDone = new Set(done);
	const rest = await oneByOne(
		change,
		ids.filter((id) => !isDone.has(id)),
	);
	return new Map(ids.map((id) => [id, rest.get(id) ?? { state: 'done' }]));
}
