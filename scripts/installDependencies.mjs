import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from './contentHash.mjs';
import { npm } from './npm.mjs';
import { cache, repository } from './repository.mjs';
import { step } from './step.mjs';

const lock = (folder) => contentHash([join(folder, 'package-lock.json')]);
// Within node_modules, which `npm ci` deletes first: an install that broke off leaves no mark.
const mark = (folder) => join(folder, 'node_modules', '.installed-lock');

export function isInstalled(folder) {
	return existsSync(mark(folder)) && readFileSync(mark(folder), 'utf8') === lock(folder);
}

/** Installs what package-lock.json lists, unless that is what was installed last. */
export async function installDependencies(folder = repository, title = 'Install the development dependencies', name = 'install') {
	if (isInstalled(folder)) return;
	await step(title, async () => {
		// NODE_ENV or a person's npm settings may say otherwise.
		const all = ['--include=dev', '--include=optional'];
		await npm(['ci', ...all, '--loglevel=error'], { cwd: folder, log: join(cache, 'logs', `${name}.log`) });
		writeFileSync(mark(folder), lock(folder));
	});
}
