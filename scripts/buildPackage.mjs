import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from './contentHash.mjs';
import { npm } from './npm.mjs';
import { cache, repository } from './repository.mjs';
import { step } from './step.mjs';

const inRepository = (name) => join(repository, name);
const sources = [
	'nodes',
	'credentials',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'gulpfile.js',
	'README.md',
	'CHANGELOG.md',
	'LICENSE',
].map(inRepository);
const folder = join(cache, 'package');
const stamp = join(folder, 'packed-content');

/** Builds and packs what npm would publish, unless nothing changed since. */
export async function buildPackage() {
	const { name, version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'));
	const tarball = join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
	const content = () => contentHash([...sources, inRepository('dist'), tarball]);
	if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== content()) {
		await step('Build the package', async () => {
			rmSync(folder, { recursive: true, force: true });
			mkdirSync(folder, { recursive: true });
			const log = (file) => join(cache, 'logs', file);
			await npm(['run', 'build'], { cwd: repository, log: log('build.log') });
			await npm(['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: repository, log: log('pack.log') });
			writeFileSync(stamp, content());
		});
	}
	return { name, version, tarball };
}
