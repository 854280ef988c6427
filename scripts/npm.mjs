import { basename, dirname, delimiter } from 'node:path';
import { run } from './run.mjs';

/** Runs npm, under `node` where given. `npm start` tells where npm's own script is; else it is looked for on PATH. */
export async function npm(args, { node = process.execPath, env = process.env, ...options } = {}) {
	const script = process.env.npm_execpath;
	const ours = { ...env, PATH: `${dirname(node)}${delimiter}${env.PATH}` };
	if (script && basename(script) === 'npm-cli.js') await run(node, [script, ...args], { ...options, env: ours });
	else await run('npm', args, { ...options, env: ours, shell: process.platform === 'win32' });
}
