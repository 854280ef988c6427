import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { sandboxUsers } from '../../sandbox/espocrm/sandboxUsers';
import { bench, type BenchOptions } from './bench';
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
  --memory        what is held at the same time at most instead of the time; slow, so that 1 round does
  --json          prints figures instead of the table
  --profile DIR   instead of the race: where 2000 items of each operation spend the processor's time; --count and --only as above
ESPOCRM_URL and ESPOCRM_API_KEY name a real EspoCRM; the bench makes its own accounts there and removes them.`;

async function main(): Promise<void> {
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
			memory: { type: 'boolean', default: false },
			profile: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return console.log(HELP);
	const { ESPOCRM_URL: target, ESPOCRM_API_KEY: key } = process.env;
	const options: BenchOptions = {
		rounds: Number(values.rounds ?? (values.memory ? 1 : 5)),
		counts: [Number(values.count ?? 100), Number(values.list)],
		only: values.only,
		looked: values.memory ? 'for memory' : 'for time',
		say: (line) => console.error(line),
	};
	const isQuick = target !== undefined || values.profile !== undefined;
	const gateway = await started({
		target,
		serviceMs: Number(values.service ?? (isQuick ? 0 : 25)),
		workers: Number(values.workers ?? (isQuick ? 1_000 : 2)),
		roundTripMs: Number(values.network),
	});
	const apiKey = target ? (key ?? '') : sandboxUsers.full.apiKey;
	if (values.profile !== undefined) {
		const { say, only } = options;
		const count = Number(values.count ?? 2_000);
		return console.log(
			await profileOperations({ url: gateway.url, apiKey }, gateway.traffic, { count, only, say, folder: values.profile }),
		);
	}
	const results = await bench(
		{ server: { url: gateway.url, apiKey }, behind: { url: gateway.target, apiKey }, traffic: gateway.traffic },
		options,
	);
	console.log(values.json ? JSON.stringify(results, null, '\t') : values.memory ? memoryTable(results) : table(results));
	gateway.process.disconnect();
}

async function started(options: GatewayOptions) {
	const process_ = fork(join(__dirname, 'gateway.ts'), [JSON.stringify(options)], { serialization: 'json' });
	const next = async <Kind extends GatewayMessage>() => ((await once(process_, 'message')) as [Kind])[0];
	const { url, target } = await next<Extract<GatewayMessage, { url: string }>>();
	const traffic = async () => {
		const answer = next<Extract<GatewayMessage, { traffic: unknown }>>();
		process_.send('traffic');
		return (await answer).traffic;
	};
	return { process: process_ as ChildProcess, url, target, traffic };
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
