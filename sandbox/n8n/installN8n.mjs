import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../scripts/Failure.mjs';
import { installDependencies, isInstalled } from '../../scripts/installDependencies.mjs';
import { npm } from '../../scripts/npm.mjs';
import { cache } from '../../scripts/repository.mjs';
import { step } from '../../scripts/step.mjs';
import { n8nRuntime, requireN8nRuntime } from './n8nRuntime.mjs';

const app = join(cache, 'n8n', 'app');
const sqlite = join(app, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');
const neededBytes = 4e9;

const compilers = {
	linux: { tools: ['python3', 'make', 'g++'], get: 'On Debian and Ubuntu: sudo apt-get install python3 make g++' },
	darwin: { tools: ['python3', 'make', 'c++'], get: 'Run: xcode-select --install' },
	win32: { tools: ['python'], get: 'See https://github.com/nodejs/node-gyp#on-windows' },
};

function missingTools() {
	const { tools, get } = compilers[process.platform] ?? compilers.linux;
	const missing = tools.filter((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error);
	return missing.length ? `To compile it, install ${missing.join(', ')}. ${get}` : '';
}

function requireSpace() {
	const { bavail, bsize } = statfsSync(app);
	const free = bavail * bsize;
	if (free < neededBytes)
		throw new Failure(`n8n needs ${neededBytes / 1e9} GB of disk space and ${(free / 1e9).toFixed(1)} GB are free at ${app}`);
}

async function installSqlite() {
	const { node, headers } = n8nRuntime(app);
	// The headers of the Node.js that n8n runs on, whatever npm is set to otherwise.
	const env = headers ? { ...process.env, npm_config_nodedir: headers } : process.env;
	const log = join(cache, 'logs', 'install-sqlite.log');
	try {
		await npm(['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts', '--loglevel=notice'], { node, cwd: app, env, log });
	} catch (error) {
		throw new Failure(`${error.message}\n\nn8n's SQLite could be neither downloaded ready-made nor compiled. ${missingTools()}`);
	}
}

/** The pinned n8n, installed once. Gives back how to run it. */
export async function installN8n() {
	requireN8nRuntime();
	mkdirSync(app, { recursive: true });
	for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
		copyFileSync(fileURLToPath(new URL(file, import.meta.url)), join(app, file));
	}
	if (!isInstalled(app)) requireSpace();
	if (!existsSync(sqlite) && missingTools()) {
		console.log(`n8n needs SQLite. npm downloads it ready-made where it can and compiles it otherwise. ${missingTools()}`);
	}
	await installDependencies(app, 'Install n8n, once: a few minutes and 3 GB', 'install-n8n');
	if (!existsSync(sqlite)) await step('Install SQLite for n8n, once: about a minute if it has to be compiled', installSqlite);
	return { node: n8nRuntime(app).node, script: join(app, 'node_modules', 'n8n', 'bin', 'n8n') };
}
