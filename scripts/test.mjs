import { join } from 'node:path';
import { installDependencies } from './installDependencies.mjs';
import { npm } from './npm.mjs';
import { program } from './program.mjs';
import { cache, repository } from './repository.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';

const scripts = [
	{ title: 'Lint', script: 'lint' },
	{ title: 'Check the types', script: 'typecheck' },
	{ title: 'Build', script: 'build' },
];

/** `npm test -- <arguments>` hands them to Jest. */
await program(async () => {
	await installDependencies();
	for (const { title, script } of scripts) {
		await step(title, () => npm(['run', '--silent', script], { cwd: repository, log: join(cache, 'logs', `${script}.log`), lines: 300 }));
	}
	await run(process.execPath, [join('node_modules', 'jest', 'bin', 'jest.js'), ...process.argv.slice(2)], { cwd: repository });
});
