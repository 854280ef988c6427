import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../../scripts/contentHash.mjs';
import { npm } from '../../scripts/npm.mjs';
import { cache } from '../../scripts/repository.mjs';
import { step } from '../../scripts/step.mjs';

/** Installs the packed package where n8n keeps community packages, as n8n itself would, unless that very one is there. */
export async function installPackage({ name, tarball }, home) {
	const folder = join(home, '.n8n', 'nodes');
	const stamp = join(folder, 'installed-content');
	const content = contentHash([tarball]);
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === content) return;
	await step('Install the package into n8n', async () => {
		mkdirSync(folder, { recursive: true });
		// npm would look for a package.json further up and install into this repository.
		const manifest = join(folder, 'package.json');
		if (!existsSync(manifest)) writeFileSync(manifest, '{ "name": "installed-nodes", "private": true }\n');
		rmSync(join(folder, 'node_modules', name), { recursive: true, force: true });
		const args = ['install', '--ignore-scripts', '--omit=peer', '--legacy-peer-deps', '--no-package-lock', '--loglevel=error', tarball];
		await npm(args, { cwd: folder, log: join(cache, 'logs', 'install-package.log') });
		writeFileSync(stamp, content);
	});
}
