import { join } from 'node:path';
import { program } from './program.mjs';
import { repository } from './repository.mjs';
import { run } from './run.mjs';

/** Names of Jest's projects by the folder of their tests. */
const projects = { unit: ['unit'], engine: ['engine', 'engine on n8n 1.x'], contract: ['contract'] };

/**
 * `node scripts/jest.mjs <folder> [pattern …] [options of Jest …]` runs the tests of a folder, or only the files whose paths in it
 * match a pattern. Jest alone would take a pattern behind `--selectProjects` for one more project, and run everything.
 */
await program(async () => {
	const [folder, ...given] = process.argv.slice(2);
	const firstOption = given.findIndex((argument) => argument.startsWith('-'));
	const patterns = firstOption < 0 ? given : given.slice(0, firstOption);
	const inFolder = patterns.map(
		(pattern) => `test/${folder}/.*${pattern.replace(/^(\.\/)?(test\/)?/, '').replace(new RegExp(`^${folder}/`), '')}`,
	);
	const options = firstOption < 0 ? [] : given.slice(firstOption);
	const selected = ['--selectProjects', ...projects[folder], ...(inFolder.length ? ['--testPathPatterns', ...inFolder] : []), ...options];
	await run(process.execPath, [join('node_modules', 'jest', 'bin', 'jest.js'), ...selected], { cwd: repository });
});
