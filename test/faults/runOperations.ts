import { LoggerProxy } from 'n8n-workflow';

import { operations } from '../../nodes/EspoCrm/operations';
import { startServer } from '../engine/server/startServer';
import type { Baseline } from './Baseline';
import { HOSTILE_FAULTS } from './hostileFaults';
import { judge, type Verdict } from './judge';
import type { NamedFault } from './NamedFault';
import { networkFaults } from './networkFaults';
import type { Offered } from '../engine/table/sampleOf';
import { offeredForFaults } from './offeredForFaults';
import { emptyOutcome, type Outcome } from './Outcome';
import { faultsOf, plannedRuns, type Extent, type PlannedRun } from './plannedRuns';
import { startLane, type Lane } from './startLane';
import { usableCalls } from './usableCalls';

export interface Wanted extends Extent {
	/** E.g. entity/create. */
	operations: string[];
	/** Only runs whose description holds this text. */
	run?: string;
	/** Stops at the first hole. */
	untilHole?: boolean;
}

/** Runs that compute, and runs that mostly wait for a time-out. */
const LANES = { quick: 10, slow: 24 };

const logged: unknown[] = [];

/** What is logged or printed anywhere is looked through for secrets. */
function listen(): void {
	const keep = (...parts: unknown[]) => void logged.push(parts);
	LoggerProxy.init({ debug: keep, info: keep, warn: keep, error: keep });
	for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) console[method] = keep;
}

/** Plays the faults on some operations, in this process. */
export async function runOperations(wanted: Wanted): Promise<Outcome> {
	listen();
	const outcome = emptyOutcome();
	const other = await startServer(() => ({ body: { id: 'x', total: 0, list: [] } }));
	process.on('unhandledRejection', (error) =>
		outcome.holes.push({ operation: '', fault: '', run: '', text: `unhandled: ${String(error)}` }),
	);
	const faults = [...networkFaults(other.url), ...HOSTILE_FAULTS].filter(({ name }) => !wanted.fault || name === wanted.fault);
	const runs = (await baselines(wanted)).flatMap((baseline) => {
		outcome.calls++;
		return plannedRuns(baseline, faults, wanted).filter((run) => !wanted.run || describe(run) === wanted.run);
	});
	const isSlow = ({ fault }: PlannedRun) => fault.slow === true;
	const play = async (lane: Lane, run: PlannedRun) => {
		const [printed, strangers] = [logged.length, other.requests.length];
		const { count, call } = run.baseline;
		const again = call.effect === 'repeatable' && run.onError === 'stopWorkflow' && !run.fault.hostile;
		const observed = await lane.run({ call, count, onError: run.onError, faults: faultsOf(run), again });
		const seen = { logged: logged.slice(printed), elsewhere: other.requests.length - strangers };
		add(outcome, run, judge({ ...run, observed, ...seen }));
		return observed.result !== undefined;
	};
	const isOver = () => wanted.untilHole === true && outcome.holes.length > 0;
	await inLanes(runs.filter(isSlow), LANES.slow, play, isOver);
	await inLanes(
		runs.filter((run) => !isSlow(run)),
		LANES.quick,
		play,
		isOver,
	);
	await other.close();
	return outcome;
}

async function baselines({ operations: names, short }: Wanted): Promise<Baseline[]> {
	const lane = await startLane();
	const offered = new Map<string, Offered>();
	const found: Baseline[] = [];
	for (const operation of operations.filter(({ resource, value }) => names.includes(`${resource}/${value}`))) {
		const { resource } = operation;
		const known = offered.get(resource) ?? (await offeredForFaults(resource));
		offered.set(resource, known);
		found.push(...(await usableCalls(lane, operation, known, short)));
	}
	await lane.close();
	return found;
}

async function inLanes(
	runs: PlannedRun[],
	most: number,
	play: (lane: Lane, run: PlannedRun) => Promise<boolean>,
	isOver: () => boolean,
): Promise<void> {
	const waiting = runs.values();
	const work = async () => {
		let lane = await startLane();
		for (const run of waiting) {
			if (isOver()) break;
			if (await play(lane, run)) continue;
			// It still has something to do with the run that did not end.
			await lane.close();
			lane = await startLane();
		}
		await lane.close();
	};
	await Promise.all(Array.from({ length: Math.min(most, runs.length) }, work));
}

/** How a run is named, and found again. */
export function describe({ baseline: { call, count }, position, lasting, onError }: PlannedRun): string {
	return `${call.variant || 'plain'} | ${count} item${count > 1 ? 's' : ''} | ${onError} | request ${position}${lasting ? ' and all that follow' : ''}`;
}

function add(outcome: Outcome, run: PlannedRun, { mark, holes }: Verdict): void {
	const { operation } = run.baseline.call;
	const { name }: NamedFault = run.fault;
	outcome.runs++;
	const cell = ((outcome.marks[operation] ??= {})[name] ??= {});
	cell[mark] = (cell[mark] ?? 0) + 1;
	for (const text of holes) outcome.holes.push({ operation, fault: name, run: describe(run), text });
}
