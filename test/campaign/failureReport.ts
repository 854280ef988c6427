import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { PARTS, type PlayedPart } from './parts';
import { findingsInWords, verdictOf } from './runSchedules';
import type { Schedule } from './Schedule';
import { scheduleInWords } from './scheduleInWords';
import { shrink } from './shrink';
import { kindOf, type Verdict } from './Verdict';

/** A schedule as it is kept to be played again, whatever becomes of the generator. */
export interface Recorded {
	part: string;
	seed: number;
	index: number;
	/** Of the sources that failed. */
	commit: string;
	schedule: Schedule;
}

/** In virtual time, and over HTTP, where each takes seconds. */
const MOST_RUNS = 1_500;
const MOST_RUNS_OVER_HTTP = 60;
const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, '.cache/campaign');

/**
 * Shrinks a schedule that fails, keeps it in a file and describes it.
 * @param mutant the name of the mutant that is loaded, which the commands for playing it again then name too
 * @returns lines for people; undefined if it does not fail
 */
export async function failureReport(
	part: PlayedPart,
	{ seed, index, schedule }: Omit<Recorded, 'part' | 'commit'>,
	mutant?: string,
): Promise<string | undefined> {
	const first = await verdictOf(part, schedule);
	if (!kindOf(first)) return undefined;
	const stage = await simplestStage(part, schedule, first);
	const most = stage.overHttp ? MOST_RUNS_OVER_HTTP : MOST_RUNS;
	const fails = async (candidate: Schedule) => isSameFailure(first, await verdictOf(stage, candidate));
	const { schedule: shrunk, runs, isMinimal } = await shrink(schedule, fails, most);
	const verdict = await verdictOf(stage, shrunk);
	const commit = commitOf();
	const path = keep({ part: stage.name, seed, index, commit, schedule: shrunk });
	const command = `npm run test:campaign --${mutant === undefined ? '' : ` --mutant "${mutant}"`}`;
	return [
		`${part.name} schedule ${index} failed: ${kindOf(first)}. Seed ${seed}, commit ${commit}`,
		...indented(findingsInWords(verdict.findings).split('\n')),
		`shrunk from ${schedule.steps.length} to ${shrunk.steps.length} steps in ${runs} runs${isMinimal ? '' : ', which did not suffice'}:`,
		...indented(scheduleInWords(shrunk, verdict.polls)),
		`once more:           ${command} --replay ${path}`,
		`as it was generated: ${command} --seed ${seed} --part ${part.name} --schedule ${index}`,
	].join('\n');
}

/** In virtual time, if it fails there too. */
async function simplestStage(part: PlayedPart, schedule: Schedule, first: Verdict): Promise<PlayedPart> {
	const virtual = PARTS.find(({ name, overHttp }) => !overHttp && part.name.startsWith(name)) ?? part;
	return isSameFailure(first, await verdictOf(virtual, schedule)) ? virtual : part;
}

/** Of the same class; what crashes, with the same words. */
function isSameFailure(first: Verdict, other: Verdict): boolean {
	const kind = kindOf(first);
	const words = ({ findings }: Verdict) => findings.find((finding) => finding.kind === 'crash')?.text.split('\n')[0];
	return kind === kindOf(other) && (kind !== 'crash' || words(first) === words(other));
}

function keep(recorded: Recorded): string {
	const path = join(FOLDER, `${recorded.part}-${recorded.seed}-${recorded.index}.json`);
	mkdirSync(FOLDER, { recursive: true });
	writeFileSync(path, `${JSON.stringify(recorded, null, '\t')}\n`);
	return relative(ROOT, path);
}

function commitOf(): string {
	try {
		const git = (...args: string[]) =>
			execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
		return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') ? ' with uncommitted changes' : '');
	} catch {
		return 'unknown';
	}
}

function indented(lines: string[]): string[] {
	return lines.map((line) => `  ${line}`);
}
