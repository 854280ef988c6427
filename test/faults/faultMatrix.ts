import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { FASTER, type Edit } from './faster';
import { MUTANTS, type Mutant } from './mutants';
import { addOutcome, emptyOutcome, type Outcome } from './Outcome';
import { report, type Findings } from './report';
import type { Wanted } from './runOperations';

export interface MatrixOptions extends Wanted {
	json: boolean;
	mutants: boolean;
}

const ROOT = join(__dirname, '../..');
const MOST_PROCESSES = 4;
/** Of one process. */
const LONGEST_MS = 900_000;

/** Plays everything, in several processes, and reports. @returns the exit code */
export async function faultMatrix({ json, mutants, ...wanted }: MatrixOptions): Promise<number> {
	const startedAt = Date.now();
	for (const { edits } of [{ edits: FASTER }, ...MUTANTS]) requireFitting(edits);
	const sum = emptyOutcome();
	const findings: Findings = { wanted, sum, killed: [], survivors: [], seconds: 0 };
	const jobs = sharesOf(wanted.operations, wanted.short ? 2 : 8).map(
		(operations) => async () => addOutcome(sum, await inProcess({ ...wanted, operations })),
	);
	for (const mutant of mutants ? MUTANTS : [])
		jobs.push(async () => {
			const { holes } = await inProcess({ ...wanted, ...mutant.wanted, untilHole: true }, mutant);
			(holes.length ? findings.killed : findings.survivors).push(mutant.name);
		});
	await inParallel(jobs, Math.min(MOST_PROCESSES, availableParallelism()));
	return report({ ...findings, seconds: Math.round((Date.now() - startedAt) / 1_000) }, json);
}

/** So that the long ones do not come together. */
function sharesOf(operations: string[], count: number): string[][] {
	return Array.from({ length: count }, (_, share) => operations.filter((_operation, index) => index % count === share)).filter(
		({ length }) => length,
	);
}

async function inParallel(jobs: Array<() => Promise<void>>, count: number): Promise<void> {
	const waiting = jobs.values();
	const work = async () => {
		for (const job of waiting) await job();
	};
	await Promise.all(Array.from({ length: count }, work));
}

/** The text that an edit replaces must stand there once. */
function requireFitting(edits: Edit[]): void {
	for (const { file, find } of edits)
		if (readFileSync(join(ROOT, file), 'utf8').split(find).length !== 2)
			throw new Error(`“${find}” no longer stands once in ${file}: adapt test/faults/faster.ts or test/faults/mutants.ts`);
}

async function inProcess(wanted: Wanted, mutant?: Mutant): Promise<Outcome> {
	const edits = [...FASTER, ...(mutant?.edits ?? [])];
	const args = ['--require', join(ROOT, 'test/campaign/loadTypeScript.cjs'), join(__dirname, 'process.ts'), JSON.stringify(wanted)];
	const env = { ...process.env, CAMPAIGN_MUTANT: JSON.stringify({ edits }) };
	const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'], timeout: LONGEST_MS });
	let output = '';
	child.stdout.on('data', (data) => (output += String(data)));
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	if (code !== 0) throw new Error(`A process of the matrix ended with ${code}: ${output.slice(-2_000)}`);
	return JSON.parse(output.trim().split('\n').pop() ?? '') as Outcome;
}
