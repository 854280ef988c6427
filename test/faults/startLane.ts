import type { OnError } from 'n8n-workflow';

import { startSandbox } from '../../sandbox/espocrm/startSandbox';
import { byKey } from '../engine/server/credential';
import { startFaultProxy, type Faults, type LoggedRequest } from '../harness/FaultProxy';
import { runNode, type NodeResult } from '../harness/runNode';
import type { Call } from './Call';
import { TIMEOUT_MS } from './faster';
import { API_KEY, filesOf, ITEMS, makeWorld, stateOf, strayFiles } from './world';

export interface LaneRun {
	call: Call;
	/** How many items. */
	count: number;
	onError?: OnError;
	faults?: Faults;
	/** Runs it once more without faults, as n8n's Retry On Fail does, before looking at the state. */
	again?: boolean;
}

/** What a run told, and what really happened. */
export interface Observed {
	/** Undefined when it did not end. */
	result?: NodeResult;
	requests: LoggedRequest[];
	/** What was sent after the run had ended. */
	late: LoggedRequest[];
	/** What EspoCRM holds after it. */
	state: string;
	/** The files that it left there, and that no record has: their IDs. */
	strays: string[];
	/** The same after it was run once more. */
	stateAgain?: string;
}

/** An EspoCRM and a way to it that breaks; one run at a time. */
export interface Lane {
	run(run: LaneRun): Promise<Observed>;
	/** What EspoCRM holds between the runs. */
	state(): string;
	close(): Promise<void>;
}

/** Several requests may have to wait for their time-out, one after the other. */
const HUNG_AFTER_MS = TIMEOUT_MS * 8;
/** Longer than the longest wait before a repetition, see `faster`. */
const QUIET_MS = 60;

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

export async function startLane(): Promise<Lane> {
	const sandbox = await startSandbox({ sampleData: false, racePauseMs: 0 });
	await makeWorld(sandbox);
	const proxy = await startFaultProxy(sandbox.url);
	const credentials = byKey(proxy.url, { apiKey: API_KEY });

	const once = async ({ call, count, onError }: LaneRun): Promise<NodeResult | undefined> => {
		const items = ITEMS.slice(0, count).map((item) => ({ json: { ...item }, binary: filesOf(item) }));
		const ended = runNode({ credentials, parameters: call.parameters, items, onError });
		return await Promise.race([ended, pause(HUNG_AFTER_MS).then(() => undefined)]);
	};
	// What nobody waits for any more may still be carried out.
	const settled = async () => {
		const since = Date.now();
		while (proxy.underWay && Date.now() - since < TIMEOUT_MS * 3) await pause(10);
	};
	return {
		async run(run) {
			sandbox.store.run('SAVEPOINT run');
			proxy.reset(run.faults);
			const { requests } = proxy;
			const result = await once(run);
			const sent = requests.length;
			if (run.faults) await pause(QUIET_MS);
			await settled();
			const left = { state: stateOf(sandbox), strays: strayFiles(sandbox) };
			const observed = { result, requests: requests.slice(0, sent), late: requests.slice(sent), ...left };
			proxy.reset();
			if (run.again) await once({ ...run, onError: 'continueRegularOutput' });
			const stateAgain = run.again ? stateOf(sandbox) : undefined;
			sandbox.store.run('ROLLBACK TO run');
			sandbox.store.run('RELEASE run');
			return { ...observed, stateAgain };
		},
		state: () => stateOf(sandbox),
		async close() {
			await proxy.close();
			await sandbox.close();
		},
	};
}
