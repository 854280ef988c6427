import type { OnError } from 'n8n-workflow';

import { Random } from '../campaign/Random';
import type { Faults } from '../harness/FaultProxy';
import type { Baseline } from './Baseline';
import { isRead } from './effects';
import type { NamedFault } from './NamedFault';

export interface PlannedRun {
	baseline: Baseline;
	fault: NamedFault;
	onError: OnError;
	/** Which request it befalls. */
	position: number;
	/** Whether it befalls all that follow as well, so that repetitions fail too. */
	lasting: boolean;
}

const MODES: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

export interface Extent {
	seed: number;
	/** Some of each instead of all. */
	short: boolean;
	/** Only this fault, of which nothing is left out. */
	fault?: string;
}

/** What is run of a call: each fault, at several requests of the run, in each mode. Of calls that are not the plain one, a part that follows from the seed. */
export function plannedRuns(baseline: Baseline, faults: NamedFault[], { seed, short, fault: only }: Extent): PlannedRun[] {
	const { call, requests, count } = baseline;
	const runs = faults.flatMap((fault) =>
		positionsOf(requests).flatMap((position) =>
			[true, false].flatMap((lasting) => MODES.map((onError): PlannedRun => ({ baseline, fault, onError, position, lasting }))),
		),
	);
	const random = new Random(seed, hashOf(`${call.operation} ${call.variant}`), count);
	const isTaken = ({ fault }: PlannedRun) => only !== undefined || random.chance(shareOf(fault, call.variant === '', short));
	const taken = runs.filter(isTaken);
	// Each fault at least once.
	const missing = faults.filter((fault) => count > 1 && call.variant === '' && !taken.some((run) => run.fault === fault));
	return [...taken, ...missing.map((fault) => random.pick(runs.filter((run) => run.fault === fault)))];
}

function shareOf({ hostile, slow }: NamedFault, isPlain: boolean, short: boolean): number {
	const share = (isPlain ? 0.7 : 0.15) * (hostile ? 0.35 : slow ? 0.6 : 1);
	return short ? share * 0.08 : share;
}

/** The first, the middle and the last request, and the first and last that writes. */
export function positionsOf(requests: Array<{ method: string; path: string }>): number[] {
	const writes = requests.flatMap((request, index) => (isRead(request) ? [] : [index]));
	const wanted = [0, Math.floor(requests.length / 2), requests.length - 1, ...writes.slice(0, 1), ...writes.slice(-1)];
	return [...new Set(wanted)].filter((index) => index >= 0);
}

/** As the proxy takes it. */
export function faultsOf({ fault, position, lasting }: Pick<PlannedRun, 'fault' | 'position' | 'lasting'>): Faults {
	return (request, index) => (index === position || (lasting && index > position) ? fault.of(request) : undefined);
}

function hashOf(text: string): number {
	return [...text].reduce((hash, char) => (Math.imul(hash, 31) + char.charCodeAt(0)) | 0, 7);
}
