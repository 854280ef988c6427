import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { outcomeOf, reportOf } from './job';
import { MUTANTS, type Mutant } from './mutants';
import { PARTS, type PlayedPart } from './parts';
import { addOutcome, emptyOutcome, type Failure, type Outcome } from './runSchedules';

export interface CampaignOptions {
	seed: number;
	/** Schedules of each kind in virtual time, and over HTTP. */
	virtual: number;
	http: number;
	mutants: boolean;
}

const ROOT = join(__dirname, '../..');
const MOST_PROCESSES = 4;
/** In virtual time, of one process. */
const SHARE = 750;
/** Failures that are shrunk, and those of which no more than the findings are shown. */
const MOST_SHRUNK = 3;
const MOST_SHOWN = 10;

/** Runs everything and reports. @returns the exit code. @throws if a process of the campaign does not end well */
export async function campaign({ seed, virtual, http, mutants }: CampaignOptions): Promise<number> {
	const startedAt = Date.now();
	const [sums, killed, survivors] = [new Map<PlayedPart, Outcome>(), [] as Mutant[], [] as Mutant[]];
	const jobs: Array<() => Promise<void>> = [];
	for (const part of [...PARTS].reverse()) {
		const sum = emptyOutcome();
		sums.set(part, sum);
		const count = Math.ceil((part.overHttp ? http : virtual) * part.share);
		const share = part.overHttp ? count : SHARE;
		for (let from = 0; from < count; from += share)
			jobs.push(async () => addOutcome(sum, await outcomeOf(part.name, { seed, from, to: Math.min(from + share, count) })));
	}
	for (const mutant of mutants ? MUTANTS : []) {
		jobs.push(async () => {
			(applies(mutant) && (await isNoticed(mutant, seed)) ? killed : survivors).push(mutant);
		});
	}
	await inParallel(jobs, Math.min(MOST_PROCESSES, availableParallelism()));
	return await report({ seed, sums, killed, survivors, seconds: Math.round((Date.now() - startedAt) / 1_000) });
}

async function inParallel(jobs: Array<() => Promise<void>>, count: number): Promise<void> {
	const waiting = jobs.values();
	const work = async () => {
		for (const job of waiting) await job();
	};
	await Promise.all(Array.from({ length: count }, work));
}

/** The text that a mutant replaces must still be there, once. */
function applies({ name, edits }: Mutant): boolean {
	return edits.every(({ file, find }) => {
		if (readFileSync(join(ROOT, file), 'utf8').split(find).length === 2) return true;
		console.log(`The mutant “${name}” no longer fits ${file}: adapt test/campaign/mutants.ts`);
		return false;
	});
}

async function isNoticed(mutant: Mutant, seed: number): Promise<boolean> {
	try {
		return (await outcomeOf(mutant.part, { seed, from: 0, to: mutant.schedules, untilFailure: true }, mutant)).failures.length > 0;
	} catch (error) {
		// It runs for ever, which proves nothing.
		console.log(`The mutant “${mutant.name}”: ${String(error)}`);
		return false;
	}
}

interface Findings {
	seed: number;
	sums: Map<PlayedPart, Outcome>;
	killed: Mutant[];
	survivors: Mutant[];
	seconds: number;
}

async function report({ seed, sums, killed, survivors, seconds }: Findings): Promise<number> {
	const total = emptyOutcome();
	for (const [part, outcome] of [...sums].reverse()) {
		addOutcome(total, outcome);
		console.log(
			`${part.name}: ${outcome.schedules} schedules, ${outcome.events} events, ${outcome.byN8n} lost by n8n between its own two writes`,
		);
	}
	const names = [...new Set(PARTS.flatMap(({ faults }) => faults))];
	for (const name of names) console.log(`  ${name}: ${total.hits[name] ?? 0}`);
	const missed = [...sums].flatMap(([part, { hits }]) =>
		part.faults.filter((name) => !hits[name]).map((name) => `“${name}” never happened in ${part.name}`),
	);
	for (const [index, failure] of total.failures.slice(0, MOST_SHOWN).entries())
		console.log(`\n${(index < MOST_SHRUNK && (await reportOf(failure.part, { ...failure, seed }))) || unshrunk(failure, seed)}`);
	for (const text of missed) console.log(text);
	for (const { name } of survivors) console.log(`The mutant “${name}” was not noticed`);
	const failed = total.failures.length;
	const hit = names.filter((name) => total.hits[name]).length;
	console.log(`\nseed ${seed}, ${seconds} s\n${total.schedules - failed} passed, ${failed} failed`);
	console.log(
		`schedules ${total.schedules}, events ${total.events}, lost ${total.lost}, doubled ${total.doubled}, faults hit ${hit}/${names.length}, mutants killed ${killed.length}/${killed.length + survivors.length}`,
	);
	return failed || missed.length || survivors.length ? 1 : 0;
}

/** Also of a failure that does not come again when it is played alone. */
function unshrunk({ part, index, text }: Failure, seed: number): string {
	return `${part} schedule ${index} failed: npm run test:campaign -- --seed ${seed} --part ${part} --schedule ${index}\n${text}`;
}
