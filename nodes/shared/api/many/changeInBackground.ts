import type { EspoClient } from '../client/EspoClient';
import { asError } from '../values/asError';
import { inParts } from '../values/inParts';
import { byPages } from './byPages';
import { changeMany, type Changed } from './changeMany';
import { commonFailure } from './commonFailure';
import type { MassChange } from './ManyOutcome';
import { massJob } from './massJob';
import { sameOutcome } from './sameOutcome';

/** Some 20 bytes each, of the megabyte that web servers take (espocrm-api.md#mass-actions). */
const RECORDS_IN_JOB = 20_000;

/**
 * Changes many records by jobs of EspoCRM. What a job has left is done as without one, which tells why.
 * @param ids each once @param waitMs how long to wait for each job @param log gets sentences about how far it is
 * @throws Cancelled
 */
export async function changeInBackground(
	client: EspoClient,
	change: MassChange,
	ids: string[],
	{ waitMs, log }: { waitMs: number; log(text: string): void },
): Promise<Changed> {
	if (change.isSingly || ids.length < 2) return await changeMany(client, change, ids);
	const all: Changed = { outcome: new Map() };
	let failure: { error: unknown } | undefined;
	for (const part of inParts(ids, RECORDS_IN_JOB)) {
		const { outcome, refusal } = failure
			? { outcome: sameOutcome(part, { state: 'untried', error: failure.error }), refusal: undefined }
			: await byJob(part);
		for (const [id, state] of outcome) all.outcome.set(id, state);
		all.refusal ??= refusal;
		failure ??= commonFailure(outcome.values());
	}
	return all;

	async function byJob(part: string[]): Promise<Changed> {
		const doneIn = async () => await byPages(part, async (page) => await change.done(page));
		const before = change.isDoneIfMissing ? await doneIn().catch((error: unknown) => asError(error)) : [];
		if (before instanceof Error) return { outcome: sameOutcome(part, { state: 'untried', error: before }) };
		const missing = new Set(before);
		const there = part.filter((id) => !missing.has(id));
		if (!there.length) return await changeMany(client, change, part);
		const end = await massJob(client, change, there, { waitMs, log, count: async () => (await doneIn()).length - before.length });
		if (end.state === 'refused') return await changeMany(client, change, part);
		const now = await doneIn().catch((error: unknown) => asError(error));
		// Nobody knows what is left, and what is done can't be done again.
		if (now instanceof Error) return { outcome: sameOutcome(part, { state: 'unknown', error: end.state === 'over' ? now : end.error }) };
		const done = new Set(now.filter((id) => !missing.has(id)));
		const rest = part.filter((id) => !done.has(id));
		const left =
			end.state === 'over'
				? await changeMany(client, change, rest)
				: { outcome: sameOutcome(rest, { state: 'unknown', error: end.error }) };
		return { ...left, outcome: new Map(part.map((id) => [id, left.outcome.get(id) ?? { state: 'done' }])) };
	}
}
