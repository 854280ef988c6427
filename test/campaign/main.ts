import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { campaign } from './campaign';
import type { Recorded } from './failureReport';
import { doJob, outcomeOf, partNamed, reportOf, type Job } from './job';
import { MUTANTS, type Mutant } from './mutants';
import { PARTS } from './parts';

const DEFAULT_SEED = 20_261_125;

const HELP = `npm run test:campaign [-- options]
  --seed N        another campaign; the default run has always the same seed
  --schedules N   how many schedules in virtual time (as many of each kind)
  --http N        how many over HTTP, in n8n's engine
  --schedule K    only this one, of the kind that --part names
  --part NAME     ${PARTS.map(({ name }) => name).join(' | ')}
  --replay FILE   only this one, which an earlier run has shrunk
  --mutant NAME   with this mutant as the cursor; alone: until it is noticed
  --no-mutants    leaves the mutants out`;

async function main(): Promise<number> {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean' } as const;
	const { values } = parseArgs({
		options: {
			seed: text,
			schedules: text,
			http: text,
			schedule: text,
			part: { ...text, default: 'stream' },
			replay: text,
			mutant: text,
			'no-mutants': flag,
			help: flag,
			job: text,
		},
	});
	const seed = Number(values.seed ?? DEFAULT_SEED);
	if (values.help) {
		console.log(HELP);
		return 0;
	}
	if (values.job) {
		// A process of the campaign: the last line is what it found.
		console.log(`\n${JSON.stringify((await doJob(JSON.parse(values.job) as Job)) ?? null)}`);
		return 0;
	}
	const mutant = values.mutant === undefined ? undefined : mutantNamed(values.mutant);
	if (values.replay) return await showOne(JSON.parse(readFileSync(values.replay, 'utf8')) as Recorded, mutant);
	if (values.schedule) return await showOne({ part: partNamed(values.part).name, seed, index: Number(values.schedule) }, mutant);
	if (mutant) return await showMutant(mutant, seed);
	return await campaign({
		seed,
		virtual: Number(values.schedules ?? 5_000),
		http: Number(values.http ?? 120),
		mutants: !values['no-mutants'],
	});
}

function mutantNamed(name: string): Mutant {
	const mutant = MUTANTS.find((own) => own.name === name);
	if (!mutant) throw new Error(`There is no mutant ${name}`);
	return mutant;
}

/** One schedule, shrunk if it fails. @returns the exit code */
async function showOne(
	{ part, ...report }: Pick<Recorded, 'part' | 'seed' | 'index'> & Partial<Recorded>,
	mutant?: Mutant,
): Promise<number> {
	const text = await reportOf(part, report, mutant);
	console.log(text ?? `${part} schedule ${report.index}: all promises are kept`);
	return text === undefined ? 0 : 1;
}

/** The first schedule that notices a mutant. */
async function showMutant(mutant: Mutant, seed: number): Promise<number> {
	const { part, schedules } = mutant;
	const [failure] = (await outcomeOf(part, { seed, from: 0, to: schedules, untilFailure: true }, mutant)).failures;
	if (failure) return await showOne({ part, seed, index: failure.index }, mutant);
	console.log(`The mutant “${mutant.name}” was not noticed`);
	return 0;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
