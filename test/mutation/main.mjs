import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '../../scripts/Failure.mjs';
import { program } from '../../scripts/program.mjs';
import { cache, repository } from '../../scripts/repository.mjs';
import { run } from '../../scripts/run.mjs';
import { figures } from './figures.mjs';
import { sampledLines } from './sampledLines.mjs';

const HELP = `npm run test:mutation [-- room …] [options]
  room           folders of nodes/shared, e.g. api/filter n8n; all when there is none
  --sample N     only N per cent of the lines, drawn in blocks
  --seed N       others of the lines that are drawn
  --engine       the tests of test/engine too, for what n8n alone runs
  --timeout N    seconds a mutant may take beyond what its tests took at first`;

const options = {
	sample: { type: 'string' },
	seed: { type: 'string', default: '1' },
	engine: { type: 'boolean', default: false },
	timeout: { type: 'string', default: '20' },
	help: { type: 'boolean' },
};

/** The sources of a folder of nodes/shared and of those in it. */
function sourcesIn(room) {
	const files = readdirSync(join(repository, 'nodes/shared', room), { recursive: true, withFileTypes: true });
	const sources = files.filter((file) => file.name.endsWith('.ts')).map((file) => join(file.parentPath ?? file.path, file.name));
	if (!sources.length) throw new Failure(`There is nothing in nodes/shared/${room}`);
	return sources.map((path) => path.slice(repository.length + 1));
}

await program(async () => {
	const { values, positionals } = parseArgs({ options, allowPositionals: true });
	if (values.help) return console.log(HELP);
	const sources = (positionals.length ? positionals : ['']).flatMap(sourcesIn);
	const mutated = values.sample ? sampledLines(sources, Number(values.sample) / 100, values.seed) : sources;
	process.env.MUTATION_ENGINE = values.engine ? 'yes' : '';
	const given = ['--mutate', mutated.join(','), '--timeoutMS', String(1000 * Number(values.timeout))];
	await run(process.execPath, [join('node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'), 'run', ...given], {
		cwd: repository,
	});
	console.log(`\n${figures(JSON.parse(readFileSync(join(cache, 'mutation', 'report.json'), 'utf8')))}\n`);
	return 0;
});
