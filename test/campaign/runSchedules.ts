import type { PlayedPart } from './parts';
import type { Schedule } from './Schedule';
import { KINDS, type Finding, type Hits, type Verdict } from './Verdict';

/** A schedule that broke promises. */
export interface Failure {
	part: string;
	index: number;
	/** Its findings in words, the gravest first. */
	text: string;
}

/** What several schedules came to. */
export interface Outcome {
	schedules: number;
	events: number;
	lost: number;
	doubled: number;
	byN8n: number;
	hits: Hits;
	failures: Failure[];
}

export interface Range {
	seed: number;
	from: number;
	/** Not included. */
	to: number;
	/** Stops at the first failure. */
	untilFailure?: boolean;
}

const MOST_SHOWN = 5;
const LONGEST_TEXT = 160;

/** @returns the outcome of no schedule */
export function emptyOutcome(): Outcome {
	return { schedules: 0, events: 0, lost: 0, doubled: 0, byN8n: 0, hits: {}, failures: [] };
}

/** Runs schedules of one part. Never rejects: what throws has failed. */
export async function runSchedules(part: PlayedPart, { seed, from, to, untilFailure = false }: Range): Promise<Outcome> {
	const outcome = emptyOutcome();
	let next = from;
	const work = async () => {
		while (next < to && !(untilFailure && outcome.failures.length)) {
			const index = next++;
			const verdict = await verdictOf(part, part.scheduleOf(seed, index));
			addOutcome(outcome, outcomeOf(verdict, part, index));
		}
	};
	await Promise.all(Array.from({ length: part.atOnce }, work));
	return outcome;
}

/** @returns the verdict on a schedule, which is a crash where playing it throws */
export async function verdictOf(part: PlayedPart, schedule: Schedule): Promise<Verdict> {
	try {
		return await part.verdictOf(schedule);
	} catch (error) {
		const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
		return { owed: 0, byN8n: 0, findings: [{ kind: 'crash', text }], polls: [], hits: {} };
	}
}

function outcomeOf({ owed, byN8n, findings, hits }: Verdict, { name }: PlayedPart, index: number): Outcome {
	const count = (kind: Finding['kind']) => findings.filter((finding) => finding.kind === kind).length;
	const failures = findings.length ? [{ part: name, index, text: findingsInWords(findings) }] : [];
	return { schedules: 1, events: owed, lost: count('lost'), doubled: count('doubled'), byN8n, hits, failures };
}

/** Adds one outcome to another, which is changed. */
export function addOutcome(sum: Outcome, more: Outcome): void {
	for (const key of ['schedules', 'events', 'lost', 'doubled', 'byN8n'] as const) sum[key] += more[key];
	for (const [name, count] of Object.entries(more.hits)) sum.hits[name] = (sum.hits[name] ?? 0) + count;
	sum.failures.push(...more.failures);
}

/** @returns findings as lines, a few of each class, the gravest first */
export function findingsInWords(findings: Finding[]): string {
	return KINDS.flatMap((kind) => {
		const texts = findings.filter((finding) => finding.kind === kind).map(({ text }) => text.slice(0, LONGEST_TEXT));
		const shown = [...new Set(texts)].slice(0, MOST_SHOWN);
		return texts.length ? [`${texts.length} ${kind}: ${shown.join(', ')}`] : [];
	}).join('\n');
}
