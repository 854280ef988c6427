import { parseArgs } from 'node:util';

import { campaign } from './campaign';
import { PARTS } from './parts';
import { runSchedules } from './runSchedules';

const DEFAULT_SEED = 20_261_125;

const HELP = `npm run test:campaign [-- options]
  --seed N        another campaign; the default run has always the same seed
  --schedules N   how many schedules in virtual time (as many of each kind)
  --http N        how many over HTTP, in n8n's engine
  --schedule K    only this one, of the kind that --part names
  --part NAME     ${PARTS.map(({ name }) => name).join(' | ')}
  --no-mutants    leaves the mutants out`;

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			seed: { type: 'string' },
			schedules: { type: 'string' },
			http: { type: 'string' },
			schedule: { type: 'string' },
			part: { type: 'string' },
			'no-mutants': { type: 'boolean' },
			help: { type: 'boolean' },
			range: { type: 'string' },
		},
	});
	const seed = Number(values.seed ?? DEFAULT_SEED);
	if (values.help) {
		console.log(HELP);
		return 0;
	}
	const part = PARTS.find(({ name }) => name === (values.part ?? 'stream'));
	if (!part) throw new Error(`There is no part ${values.part}`);
	if (values.range) {
		// A process of the campaign: the last line is what it found.
		const outcome = await runSchedules(part, { seed, ...(JSON.parse(values.range) as { from: number; to: number }) });
		console.log(`\n${JSON.stringify(outcome)}`);
		return 0;
	}
	if (values.schedule !== undefined) {
		const index = Number(values.schedule);
		const { failures, ...outcome } = await runSchedules(part, { seed, from: index, to: index + 1 });
		console.log(outcome, failures.map(({ text }) => text).join('\n') || 'ok');
		return failures.length ? 1 : 0;
	}
	return await campaign({
		seed,
		virtual: Number(values.schedules ?? 5_000),
		http: Number(values.http ?? 120),
		mutants: !values['no-mutants'],
	});
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
