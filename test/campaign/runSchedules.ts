import type { Hits } from './faultNames';
import type { Part } from './Part';
import { hasFailed, type Verdict } from './Verdict';

/** What several schedules came to. */
export interface Outcome {
	schedules: number;
	events: number;
	lost: number;
	doubled: number;
	byN8n: number;
	problems: number;
	hits: Hits;
	/** Of the schedules that failed, with what was wrong. */
	failures: Array<{ part: string; index: number; text: string }>;
}

export interface Range {
	seed: number;
	from: number;
	/** Not included. */
	to: number;
	/** Stops at the first failure. */
	untilFailure?: boolean;
}

export function emptyOutcome(): Outcome {
	return { schedules: 0, events: 0, lost: 0, doubled: 0, byN8n: 0, problems: 0, hits: {}, failures: [] };
}

/** Runs schedules of one part. Never rejects: what throws has failed. */
export async function runSchedules(part: Part, { seed, from, to, untilFailure = false }: Range): Promise<Outcome> {
	const outcome = emptyOutcome();
	let next = from;
	const work = async () => {
		while (next < to && !(untilFailure && outcome.failures.length)) {
			const index = next++;
			add(outcome, part, index, await verdictOf(part, seed, index));
		}
	};
	await Promise.all(Array.from({ length: part.atOnce }, work));
	return outcome;
}

async function verdictOf(part: Part, seed: number, index: number): Promise<Verdict> {
	try {
		return await part.run(seed, index);
	} catch (error) {
		const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
		return { owed: 0, delivered: 0, lost: [], doubled: [], byN8n: 0, problems: [text], hits: {} };
	}
}

function add(outcome: Outcome, { name }: Part, index: number, verdict: Verdict): void {
	outcome.schedules++;
	outcome.events += verdict.owed;
	outcome.lost += verdict.lost.length;
	outcome.doubled += verdict.doubled.length;
	outcome.byN8n += verdict.byN8n;
	outcome.problems += verdict.problems.length;
	addHits(outcome.hits, verdict.hits);
	if (hasFailed(verdict)) outcome.failures.push({ part: name, index, text: words(verdict) });
}

export function addHits(sum: Hits, more: Hits): void {
	for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count;
}

export function addOutcome(sum: Outcome, more: Outcome): void {
	for (const key of ['schedules', 'events', 'lost', 'doubled', 'byN8n', 'problems'] as const) sum[key] += more[key];
	addHits(sum.hits, more.hits);
	sum.failures.push(...more.failures);
}

function words({ lost, doubled, problems }: Verdict): string {
	const some = (title: string, list: string[]) => (list.length ? [`${list.length} ${title}: ${list.slice(0, 5).join(', ')}`] : []);
	return [...some('lost', lost), ...some('doubled', doubled), ...problems.slice(0, 5)].join('\n  ');
}
