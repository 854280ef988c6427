import { fork, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { sandboxUsers } from '../../sandbox/espocrm/sandboxUsers';
import { asked, told } from './asked';
import { backlog } from './backlog/backlog';
import { bench } from './bench';
import { chart } from './chart';
import { profileOperations } from './profile/profileOperations';
import type { GatewayMessage, GatewayOptions } from './Traffic';
import { memoryTable, table } from './table';

const HELP = `npm run bench [-- options]
  --rounds N      rounds, in which all contenders take turns; 5
  --count N       single records of a round; 100
  --list N        records of the long list; 5000
  --only TEXT     only scenarios with this in their name
  --service MS    time that the server works on a request, 25; 0 with ESPOCRM_URL
  --workers N     requests that it works on at once; 2
  --network MS    time of the network there and back; 0
  --chart FILE    writes the ratios to the best raw requests as a chart (SVG) too
  --memory        what is held at the same time at most instead of the time; slow, so that 1 round does
  --json          prints figures instead of the table
  --backlog N     instead of the race: triggers poll so many events that are pending
  --profile DIR   instead of the race: where 2000 items of each operation spend the processor's time; --count and --only as above
ESPOCRM_URL and ESPOCRM_API_KEY name a real EspoCRM; the bench makes its own accounts there and removes them.`;

/** What was chosen; the help instead where that is asked for. */
function chosen() {
	const { values } = parseArgs({
		options: {
			rounds: { type: 'string' },
			count: { type: 'string' },
			list: { type: 'string', default: '5000' },
			only: { type: 'string', default: '' },
			service: { type: 'string' },
			workers: { type: 'string' },
			network: { type: 'string', default: '0' },
			json: { type: 'boolean', default: false },
			chart: { type: 'string' },
			memory: { type: 'boolean', default: false },
			backlog: { type: 'string' },
			profile: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	return values;
}

type Chosen = ReturnType<typeof chosen>;

async function main(): Promise<void> {
	const values = chosen();
	if (values.help) return console.log(HELP);
	if (values.backlog !== undefined) return console.log(await backlog(Number(values.backlog), say));
	const { ESPOCRM_URL: target, ESPOCRM_API_KEY: key } = process.env;
	const gateway = await started(gatewayOptions(values, target));
	const apiKey = target ? (key ?? '') : sandboxUsers.full.apiKey;
	const server = { url: gateway.url, apiKey };
	if (values.profile !== undefined) {
		const options = { count: Number(values.count ?? 2_000), only: values.only, say, folder: values.profile };
		console.log(await profileOperations(server, gateway.traffic, options));
	} else {
		await race({ server, behind: { url: gateway.target, apiKey }, traffic: gateway.traffic }, values);
	}
	gateway.process.disconnect();
}

function gatewayOptions({ service, workers, network, profile }: Chosen, target: string | undefined): GatewayOptions {
	const isQuick = target !== undefined || profile !== undefined;
	return {
		target,
		serviceMs: Number(service ?? (isQuick ? 0 : 25)),
		workers: Number(workers ?? (isQuick ? 1_000 : 2)),
		roundTripMs: Number(network),
	};
}

async function race(servers: Parameters<typeof bench>[0], { rounds, count, list, only, memory, json, chart: file }: Chosen): Promise<void> {
	const results = await bench(servers, {
		rounds: Number(rounds ?? (memory ? 1 : 5)),
		counts: [Number(count ?? 100), Number(list)],
		only,
		looked: memory ? 'for memory' : 'for time',
		say,
	});
	if (file !== undefined) writeFileSync(file, chart(results));
	console.log(json ? JSON.stringify(results, null, '\t') : memory ? memoryTable(results) : table(results));
}

function say(line: string): void {
	console.error(line);
}

async function started(options: GatewayOptions) {
	const process_ = fork(join(__dirname, 'gateway.ts'), [JSON.stringify(options)], { serialization: 'json' });
	const { url, target } = await told<Extract<GatewayMessage, { url: string }>>(process_);
	const traffic = async () => (await asked<Extract<GatewayMessage, { traffic: unknown }>>(process_, 'traffic')).traffic;
	return { process: process_ as ChildProcess, url, target, traffic };
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
