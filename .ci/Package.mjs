import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../scripts/Failure.mjs';
import { run } from '../scripts/run.mjs';

const atTop = ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE'];
const inDist = /^dist\/(nodes|credentials)\/.+\.(js|json|svg|png)$/;
const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;

/** The package as npm would publish it. */
export class Package {
	constructor(tarball, folder) {
		this.tarball = tarball;
		this.folder = folder;
		this.manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
		this.files = readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) =>
				join(entry.parentPath ?? entry.path, entry.name)
					.slice(folder.length + 1)
					.replaceAll('\\', '/'),
			);
	}

	static async unpack(tarball) {
		const unpacked = join(dirname(tarball), 'unpacked');
		rmSync(unpacked, { recursive: true, force: true });
		mkdirSync(unpacked, { recursive: true });
		await run('tar', ['-xzf', tarball, '-C', unpacked]);
		return new Package(tarball, join(unpacked, 'package'));
	}

	requireNoStrangers() {
		const strangers = this.files.filter((file) => !atTop.includes(file) && !inDist.test(file));
		if (strangers.length) throw new Failure(strangers.join(', '));
		return `${this.files.length} files`;
	}

	requireDeclared() {
		const { nodes, credentials } = this.manifest.n8n;
		// n8n reads a node's categories and links from the JSON file beside it.
		const expected = [...nodes, ...credentials, ...nodes.map((file) => `${file}on`), ...atTop.filter((file) => file !== 'CHANGELOG.md')];
		const missing = expected.filter((file) => !existsSync(join(this.folder, file)));
		if (missing.length) throw new Failure(`missing: ${missing.join(', ')}`);
	}

	requireSize(packedLimit, unpackedLimit) {
		const packed = statSync(this.tarball).size;
		const unpacked = this.files.reduce((sum, file) => sum + statSync(join(this.folder, file)).size, 0);
		const text = `${kilobytes(packed)} packed, ${kilobytes(unpacked)} unpacked`;
		if (packed > packedLimit || unpacked > unpackedLimit)
			throw new Failure(`${text}, at most ${kilobytes(packedLimit)} and ${kilobytes(unpackedLimit)}`);
		return text;
	}

	/** n8n's editor loads the descriptions of all nodes at its start. */
	requireLeanDescriptions(limit) {
		const load = createRequire(join(this.folder, 'package.json'));
		const sizes = this.manifest.n8n.nodes.map((file) => {
			const name = basename(file, '.node.js');
			return { name, size: Buffer.byteLength(JSON.stringify(new (load(`./${file}`)[name])().description)) };
		});
		const text = sizes.map(({ name, size }) => `${name} ${kilobytes(size)}`).join(', ');
		if (sizes.some(({ size }) => size > limit)) throw new Failure(`${text}: at most ${kilobytes(limit)} each`);
		return text;
	}

	requireNoDependencies() {
		const lists = ['dependencies', 'optionalDependencies', 'bundleDependencies', 'bundledDependencies'];
		const named = lists.flatMap((list) => Object.keys(this.manifest[list] ?? {}));
		if (named.length) throw new Failure(named.join(', '));
		const { 'n8n-workflow': host, ...others } = this.manifest.peerDependencies;
		if (host !== '*' || Object.keys(others).length)
			throw new Failure(`peerDependencies: ${JSON.stringify(this.manifest.peerDependencies)}`);
	}
}
