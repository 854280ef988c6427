import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import { asked, told } from './asked';
import type { BenchServer } from './Contender';
import { CONTENDER_NAMES, type ContenderName } from './contenderNames';
import { FLAGS, type Looked, type Memory } from './measured';
import type { RunnerResult, RunnerTask } from './runner';
import type { Scenario } from './Scenario';
import { scenarios } from './scenarios';
import { stock, type Stock } from './stock';
import type { Traffic } from './Traffic';

export interface BenchOptions {
	rounds: number;
	counts: [single: number, list: number];
	/** Text in the names of the scenarios to run; all for ''. */
	only: string;
	looked: Looked;
	say(line: string): void;
}

/** One contender's runs of a scenario. */
export interface Runs {
	scenario: string;
	contender: ContenderName;
	/** Of each round, in its order. */
	ms: number[];
	/** Of the last round; bytes of both directions. */
	traffic: Traffic;
	/** Of the round with the highest peak, where memory is looked for. */
	memory?: Memory;
	/** Why it could not take part, or what was wrong with its outcome. */
	fault?: string;
}

interface Bench {
	server: BenchServer;
	/** The same without the distance, for what is not measured. */
	behind: BenchServer;
	traffic(): Promise<Traffic>;
}

/** Lets all contenders do all scenarios, in turns, and checks each outcome. */
export async function bench({ server, behind, traffic }: Bench, { rounds, counts, only, looked, say }: BenchOptions): Promise<Runs[]> {
	const wanted = scenarios(...counts).filter(({ name }) => name.includes(only));
	const runners = new Map(await Promise.all(CONTENDER_NAMES.map(async (name) => [name, await runner(name, looked)] as const)));
	const records = await stock(behind);
	const results: Runs[] = [];
	try {
		for (const scenario of wanted) {
			const runs = CONTENDER_NAMES.map((contender): Runs => ({
				scenario: scenario.name,
				contender,
				ms: [],
				traffic: { requests: 0, connections: 0, bytes: 0 },
			}));
			results.push(...runs);
			// The first round warms up.
			for (let round = 0; round <= rounds; round++) {
				for (const run of turned(runs, round)) await oneRun(run, scenario, round > 0);
			}
			say(
				`${scenario.name}: ${runs.map(({ contender, ms, fault }) => `${contender} ${fault ?? `${median(ms).toFixed(0)} ms`}`).join(', ')}`,
			);
		}
	} finally {
		await records.close();
		for (const process of runners.values()) process.disconnect();
	}
	return results;

	async function oneRun(run: Runs, scenario: Scenario, counts_: boolean): Promise<void> {
		if (run.fault !== undefined) return;
		const given = await givenFor(records, scenario);
		await traffic();
		const result = await asked<RunnerResult>(runners.get(run.contender) as ChildProcess, {
			scenario: scenario.name,
			counts,
			looked,
			given,
			server,
		} satisfies RunnerTask);
		const passed = await traffic();
		await records.cleared(given);
		if ('error' in result) run.fault = result.error;
		else if (result.fault !== undefined) run.fault = result.fault;
		else if (counts_) {
			run.ms.push(result.ms);
			run.traffic = passed;
			if (result.memory && result.memory.peak >= (run.memory?.peak ?? 0)) run.memory = result.memory;
		}
	}
}

async function givenFor(records: Stock, { needs, count }: Scenario) {
	if (needs === 'nothing') return records.nothing();
	return needs === 'list' ? await records.listed(count) : await records.fresh(count);
}

/** None always goes first. */
function turned<Entry>(entries: Entry[], by: number): Entry[] {
	const at = by % entries.length;
	return [...entries.slice(at), ...entries.slice(0, at)];
}

export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

async function runner(name: string, looked: Looked): Promise<ChildProcess> {
	const process = fork(join(__dirname, 'runner.ts'), [name], { execArgv: [...globalThis.process.execArgv, ...FLAGS[looked]] });
	await told(process);
	return process;
}
