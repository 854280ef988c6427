import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { failureReport, type Recorded } from './failureReport';
import type { Mutant } from './mutants';
import { PARTS, type PlayedPart } from './parts';
import { runSchedules, type Outcome, type Range } from './runSchedules';

/** What a process of the campaign does: many schedules, or one whose failure it describes. The mutant's name is for the description. */
export type Job =
	{ part: string; range: Range } | { part: string; report: Pick<Recorded, 'seed' | 'index'> & Partial<Recorded>; mutant?: string };

/** In ms. */
const LONGEST_MS = 900_000;

/** @throws if there is no part of this name */
export function partNamed(name: string): PlayedPart {
	const part = PARTS.find((own) => own.name === name);
	if (!part) throw new Error(`There is no part ${name}`);
	return part;
}

/** Does a job in this process. @returns what `outcomeOf` or `reportOf` gives in the process that asked for it */
export async function doJob(job: Job): Promise<Outcome | string | undefined> {
	const part = partNamed(job.part);
	if ('range' in job) return await runSchedules(part, job.range);
	const { seed, index, schedule = part.scheduleOf(seed, index) } = job.report;
	return await failureReport(part, { seed, index, schedule }, job.mutant);
}

/** Runs schedules in a process of its own, with a mutant in the place of the cursor. @throws if the process does not end well, or not at all */
export async function outcomeOf(part: string, range: Range, mutant?: Mutant): Promise<Outcome> {
	return JSON.parse(await inProcess({ part, range }, mutant)) as Outcome;
}

/** Describes a failure, likewise. @returns undefined if it is none */
export async function reportOf(
	part: string,
	report: Extract<Job, { report: unknown }>['report'],
	mutant?: Mutant,
): Promise<string | undefined> {
	return (JSON.parse(await inProcess({ part, report, mutant: mutant?.name }, mutant)) as string | null) ?? undefined;
}

/** @returns the last line of what it printed */
async function inProcess(job: Job, mutant: Mutant | undefined): Promise<string> {
	const args = ['--require', join(__dirname, 'loadTypeScript.cjs'), join(__dirname, 'main.ts'), '--job', JSON.stringify(job)];
	const env = { ...process.env, CAMPAIGN_MUTANT: JSON.stringify({ edits: mutant?.edits ?? [] }) };
	const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'], timeout: LONGEST_MS });
	let output = '';
	child.stdout.on('data', (data) => (output += String(data)));
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	if (code !== 0) throw new Error(`A process of the campaign ended with ${code}: ${output.slice(-2_000)}`);
	return output.trim().split('\n').pop() ?? '';
}
