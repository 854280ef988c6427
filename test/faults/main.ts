import { parseArgs } from 'node:util';

import { operations } from '../../nodes/EspoCrm/operations';
import { faultMatrix } from './faultMatrix';

const DEFAULT_SEED = 20_261_127;

const HELP = `npm run test:faults [-- options]
  --operation NAME  only this operation, e.g. entity/create
  --fault NAME      only this fault, e.g. 'reset after'
  --run TEXT        only this run, as a hole names it
  --short           some runs of each operation and fault, as in CI
  --seed N          others of the runs that are drawn
  --json            everything that was found, as JSON
  --no-mutants      leaves the mutants out`;

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			operation: { type: 'string' },
			fault: { type: 'string' },
			run: { type: 'string' },
			short: { type: 'boolean' },
			seed: { type: 'string' },
			json: { type: 'boolean' },
			'no-mutants': { type: 'boolean' },
			help: { type: 'boolean' },
		},
	});
	if (values.help) {
		console.log(HELP);
		return 0;
	}
	const names = operations.map(({ resource, value }) => `${resource}/${value}`);
	if (values.operation && !names.includes(values.operation)) throw new Error(`There is no operation ${values.operation}`);
	const { fault, run, short = false, json = false } = values;
	return await faultMatrix({
		operations: values.operation ? [values.operation] : names,
		fault,
		run,
		short,
		seed: Number(values.seed ?? DEFAULT_SEED),
		json,
		mutants: !values['no-mutants'] && !short && !values.operation && !fault,
	});
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
		process.exit(1);
	},
);
