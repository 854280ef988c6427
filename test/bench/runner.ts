import type { BenchServer, Contender } from './Contender';
import type { ContenderName } from './contenderNames';
import { floorContender } from './floorContender';
import { httpRequestContender } from './httpRequestContender';
import { timed, weighed, type Looked, type Measured } from './measured';
import { packageContender } from './packageContender';
import { rawContender } from './rawContender';
import type { Given } from './Scenario';
import { scenarios } from './scenarios';

/** What main asks a runner for. */
export interface RunnerTask {
	/** Name of the scenario. */
	scenario: string;
	counts: [single: number, list: number];
	looked: Looked;
	given: Given;
	server: BenchServer;
}

/** What came of it. */
export type RunnerResult = (Measured & { fault?: string }) | { error: string };

const CONTENDERS: Record<ContenderName, Contender> = {
	package: packageContender,
	floor: floorContender,
	'HTTP Request': httpRequestContender,
	'raw, 1 in flight': rawContender(1),
	'raw, 4 in flight': rawContender(4),
};

/** A process of its own for one contender, so that its memory is its own. */
function main(name: ContenderName): void {
	process.on('message', (task: RunnerTask) => {
		run(CONTENDERS[name], task).then(
			(result) => process.send?.(result),
			(error: unknown) => process.send?.({ error: String(error) } satisfies RunnerResult),
		);
	});
	process.once('disconnect', () => process.exit(0));
	process.send?.('ready');
}

async function run(contender: Contender, { scenario: name, counts, looked, given, server }: RunnerTask): Promise<RunnerResult> {
	const scenario = scenarios(...counts).find((candidate) => candidate.name === name);
	if (!scenario) throw new Error(`There is no scenario ${name}`);
	const { result, ...measure } = await (looked === 'for memory' ? weighed : timed)(async () => await contender(scenario, given, server));
	return { ...measure, fault: scenario.fault(result, given) };
}

main(process.argv[2] as ContenderName);
