import { objectAnswer, unexpectedAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import type { EspoRequest } from '../request/EspoRequest';
import { asError } from '../values/asError';
import { isIdentifier } from '../values/identifier';
import { InvalidInput } from '../values/InvalidInput';
import type { MassChange } from './ManyOutcome';
import { massRequest } from './massRequest';

/** How a job ended. */
export type JobEnd =
	/** EspoCRM says that it has ended, successfully or not, or it is dead: nothing more comes of it. */
	| { state: 'over' }
	/** EspoCRM would not take it. */
	| { state: 'refused' }
	/** It may still be done, or go on. */
	| { state: 'open'; error: Error };

export interface JobWatch {
	/** How long to wait for it in all, in ms. */
	waitMs: number;
	/** How many records are done by now. @throws EspoError */
	count(): Promise<number>;
	/** Gets a sentence about how far it is. */
	log(text: string): void;
}

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 10_000;
/** EspoCRM's scheduled jobs begin each minute. */
const BEGINS_WITHIN_MS = 5 * 60_000;
/** A job whose process has died says that it is running for ever (espocrm-api.md#mass-actions). */
const DEAD_AFTER_MS = 10 * 60_000;
const COUNTED_EACH_MS = 30_000;

/**
 * Has EspoCRM change records in the background, and waits for it: by what it says of the job, and by the records, because a dead job says that it runs.
 * @throws Cancelled
 */
export async function massJob(client: EspoClient, change: MassChange, ids: string[], watch: JobWatch): Promise<JobEnd> {
	const request = massRequest(change, ids, true);
	let id: string;
	try {
		const body = objectAnswer(request, await client.request(request));
		if (!isIdentifier(body.id)) throw unexpectedAnswer(request, { body });
		id = String(body.id);
	} catch (error) {
		if (!(error instanceof EspoError)) throw asError(error);
		return error.ambiguous ? { state: 'open', error } : { state: 'refused' };
	}
	try {
		return await ended(client, id, ids.length, watch);
	} catch (error) {
		// It goes on although nobody can ask for it any more.
		if (error instanceof EspoError) return { state: 'open', error };
		throw asError(error);
	}
}

async function ended(client: EspoClient, id: string, total: number, { waitMs, count, log }: JobWatch): Promise<JobEnd> {
	const began = client.now();
	let [done, doneAt, countedAt] = [0, began, began];
	for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
		await client.pause(pause);
		const status = await statusOf(client, id);
		if (status === 'Success' || status === 'Failed') return { state: 'over' };
		const now = client.now();
		if (status === 'Pending' && now - began > BEGINS_WITHIN_MS)
			return open('EspoCRM has not begun the job', 'Check its scheduled jobs (cron).');
		if (now - countedAt > COUNTED_EACH_MS) {
			const seen = await count().catch(() => done);
			if (seen > done) [done, doneAt] = [seen, now];
			countedAt = now;
			log(`EspoCRM's job ${id}: ${done} of ${total} records.`);
		}
		if (status === 'Running' && now - doneAt > DEAD_AFTER_MS) return { state: 'over' };
		if (now - began > waitMs) return open('EspoCRM has not finished the job within the time to wait', 'It goes on. Raise “Wait at Most”.');
	}
}

/** What EspoCRM says of a job; undefined where it says nothing that is known. */
async function statusOf(client: EspoClient, id: string): Promise<unknown> {
	const request: EspoRequest = { method: 'GET', path: ['MassAction', id, 'status'] };
	const answer = await client.request(request).catch((error: unknown) => asError(error));
	if (!(answer instanceof Error)) return objectAnswer(request, answer).status;
	// The job goes on whether or not anybody can ask for it.
	if (answer instanceof EspoError && (answer.passes || answer.kind === 'notFound')) return undefined;
	throw answer;
}

function open(message: string, hint: string): JobEnd {
	return { state: 'open', error: new InvalidInput('Run in Background', message, hint) };
}
