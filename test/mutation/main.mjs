import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '../../scripts/Failure.mjs';
import { program } from '../../scripts/program.mjs';
import { cache, repository } from '../../scripts/repository.mjs';
import { run } from '../../scripts/run.mjs';
import { figures } from './figures.mjs';
import { leftOver, only, together } from './leftOver.mjs';
import { sampledLines } from './sampledLines.mjs';

const HELP = `npm run test:mutation [-- room …] [options]
  room           folders of nodes/shared, e.g. api/filter n8n; all when there is none
  --sample N     only N per cent of the lines, drawn in blocks
  --seed N       others of the lines that are drawn
  --engine       the tests of test/engine too, for what n8n alone runs
  --left         only what the last run left over; with --engine, by the tests of test/engine alone
  --tests WORDS  only test files whose names contain one of these words, e.g. polling,secrets
  --timeout N    seconds a mutant may take beyond what its tests took at first`;

const options = {
	sample: { type: 'string' },
	seed: { type: 'string', default: '1' },
	engine: { type: 'boolean', default: false },
	left: { type: 'boolean', default: false },
	tests: { type: 'string', default: '' },
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

const report = join(cache, 'mutation', 'report.json');
const lastReport = () => JSON.parse(readFileSync(report, 'utf8'));
const shareOf = ({ sample }) => (sample ? Number(sample) / 100 : 1);

async function runStryker(mutate, { timeout }) {
	const given = ['--mutate', mutate.join(','), '--timeoutMS', String(1000 * Number(timeout))];
	const stryker = join('node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
	await run(process.execPath, [stryker, 'run', ...given], { cwd: repository });
}

async function runRooms(rooms, values) {
	const sources = (rooms.length ? rooms : ['']).flatMap(sourcesIn);
	await runStryker(values.sample ? sampledLines(sources, shareOf(values), values.seed) : sources, values);
	return lastReport();
}

/** Changes again what the last run left over. The figures are those of both runs, or with a sample those of what was drawn. */
async function runLeft(values) {
	const before = lastReport();
	const left = leftOver(before, shareOf(values), values.seed);
	process.env.MUTATION_LEFT = join(cache, 'mutation', 'left.json');
	writeFileSync(process.env.MUTATION_LEFT, JSON.stringify(Object.values(left).flat()));
	await runStryker(Object.keys(left), values);
	const after = only(lastReport(), left);
	const both = together(before, after);
	writeFileSync(report, JSON.stringify(both));
	return values.sample ? after : both;
}

await program(async () => {
	const { values, positionals } = parseArgs({ options, allowPositionals: true });
	if (values.help) return console.log(HELP);
	const folders = [...(values.left && values.engine ? [] : ['unit']), ...(values.engine ? ['engine'] : [])];
	Object.assign(process.env, { MUTATION_FOLDERS: folders.join(), MUTATION_TESTS: values.tests });
	console.log(`\n${figures(values.left ? await runLeft(values) : await runRooms(positionals, values))}\n`);
	return 0;
});
