import { join } from 'node:path';
import { installDependencies } from './installDependencies.mjs';
import { npm } from './npm.mjs';
import { program } from './program.mjs';
import { cache, repository } from './repository.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';

const script = async (name) =>
	await npm(['run', '--silent', name], { cwd: repository, log: join(cache, 'logs', `${name}.log`), lines: 300 });

/** `npm test -- <arguments>` hands them to Jest. */
await program(async () => {
	await installDependencies();
	// To lint takes as long as the other two together.
	await step('Lint, check the types and build', async () => {
		await Promise.all([script('lint'), script('typecheck').then(async () => await script('build'))]);
	});
	await run(process.execPath, [join('node_modules', 'jest', 'bin', 'jest.js'), ...process.argv.slice(2)], { cwd: repository });
});
