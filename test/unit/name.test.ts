import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';

import { EspoCrmConnectorApi } from '../../credentials/EspoCrmConnectorApi.credentials';
import { EspoCrm } from '../../nodes/EspoCrm/EspoCrm.node';
import { EspoCrmTrigger } from '../../nodes/EspoCrmTrigger/EspoCrmTrigger.node';
import { EspoCrmWebhookTrigger } from '../../nodes/EspoCrmWebhookTrigger/EspoCrmWebhookTrigger.node';

const repository = join(__dirname, '../..');
const MADE = ['node_modules', 'dist', 'coverage', '.cache', '.git'];
/** Of n8n itself. */
const N8N = ['n8n-nodes-base', 'n8n-nodes-langchain'];
/** Of other publishers. Only the page that says why ours are others may speak of them. */
const OTHERS = ['n8n-nodes-espocrm', 'espoCrmApi', 'EspoCrmApi'];
const MAY_NAME_OTHERS = ['docs/design.md', 'test/unit/name.test.ts'];

interface Manifest {
	name: string;
	author: { email: string };
	homepage: string;
	repository: { url: string };
	bugs: { url: string };
	n8n: { nodes: string[]; credentials: string[] };
}

interface Workflow {
	nodes: Array<{ type: string; credentials?: object }>;
}

interface Codex {
	node: string;
	resources: Record<string, Array<{ url: string }>>;
}

function filesBelow(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true })
		.filter(({ name }) => !MADE.includes(name))
		.flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));
}

/** What the names are in a copy of the repository, and what it has to be made of them. */
class Names {
	readonly manifest: Manifest;
	readonly credentialType: string;
	readonly address: string;

	constructor(readonly root: string) {
		this.manifest = this.json<Manifest>('package.json');
		const file = readdirSync(join(root, 'credentials')).find((name) => name.endsWith('.credentials.ts'));
		this.credentialType = /^\tname = '(.+)';$/m.exec(this.text(`credentials/${file}`))?.[1] ?? '';
		this.address = /^git\+(.+)\.git$/.exec(this.manifest.repository.url)?.[1] ?? '';
	}

	get className(): string {
		return this.credentialType.replace(/^./, (letter) => letter.toUpperCase());
	}

	text(path: string): string {
		return readFileSync(join(this.root, path), 'utf8');
	}

	json<T>(path: string): T {
		return JSON.parse(this.text(path)) as T;
	}
}

/** What is not as the names would have it. */
function outOfStep(root: string): string[] {
	const names = new Names(root);
	return [...manifestOutOfStep(names), ...nodesOutOfStep(names), ...examplesOutOfStep(names), ...foreignNames(names)];
}

function manifestOutOfStep({ manifest, className, address, root, ...names }: Names): string[] {
	const { name, author, homepage, bugs, n8n } = manifest;
	const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
		name: string;
		packages: Record<string, { name?: string }>;
	};
	const source = `credentials/${className}.credentials.ts`;
	const text = existsSync(join(root, source)) ? readFileSync(join(root, source), 'utf8') : '';
	const shared = readFileSync(join(root, 'nodes/shared/n8n/transport/credentialType.ts'), 'utf8');
	const readme = readFileSync(join(root, 'README.md'), 'utf8');
	const facts: Record<string, boolean> = {
		'package.json: n8n.credentials': n8n.credentials.join() === `dist/credentials/${className}.credentials.js`,
		'package.json: homepage': homepage === address,
		'package.json: bugs': bugs.url === `${address}/issues`,
		'package.json: author.email': author.email === `${new URL(address).pathname.split('/')[1]}@users.noreply.github.com`,
		'package-lock.json: name': lock.name === name && lock.packages['']?.name === name,
		[`${source}: class`]: text.includes(`export class ${className} `),
		[`${source}: documentationUrl`]: text.includes(`documentationUrl = '${address}#`),
		'credentialType.ts': shared.includes(`'${names.credentialType}'`),
		'README.md: the name on npm': readme.includes(`enter \`${name}\``),
		'README.md: the packed file': readme.includes(`/${name.replace('@', '').replace('/', '-')}-*.tgz`),
		'README.md: the repository': readme.includes(`git clone ${address}.git `),
	};
	return Object.keys(facts).filter((fact) => !facts[fact]);
}

function nodesOutOfStep(names: Names): string[] {
	return names.manifest.n8n.nodes.flatMap((compiled) => {
		const source = compiled.replace(/^dist\//, '').replace(/\.js$/, '');
		const className = basename(source, '.node');
		const { node, resources } = names.json<Codex>(`${source}.json`);
		const urls = Object.values(resources).flatMap((links) => links.map(({ url }) => url));
		const facts: Record<string, boolean> = {
			[`${source}.json: node`]: node === `${names.manifest.name}.${className.replace(/^./, (letter) => letter.toLowerCase())}`,
			[`${source}.json: resources`]: urls.length > 1 && urls.every((url) => url.startsWith(`${names.address}#`)),
			[`${source}.ts: credentials`]: names
				.text(`${source}.ts`)
				.includes(`credentials: [{ name: '${names.credentialType}', required: true }]`),
		};
		return Object.keys(facts).filter((fact) => !facts[fact]);
	});
}

function examplesOutOfStep(names: Names): string[] {
	const ours = names.manifest.n8n.nodes.map(
		(file) => `${names.manifest.name}.${basename(file, '.node.js').replace(/^./, (letter) => letter.toLowerCase())}`,
	);
	return readdirSync(join(names.root, 'examples')).flatMap((file) => {
		const { nodes } = names.json<Workflow>(`examples/${file}`);
		const foreign = nodes.filter(({ type }) => !type.startsWith('n8n-nodes-base.') && !ours.includes(type)).map(({ type }) => type);
		const own = nodes.filter(({ type }) => ours.includes(type));
		const credentials = own.filter((node) => Object.keys(node.credentials ?? {}).join() !== names.credentialType);
		const missing = own.length ? [] : ['no node of ours'];
		return [...foreign, ...missing, ...credentials.map(({ type }) => `credential of ${type}`)].map((text) => `examples/${file}: ${text}`);
	});
}

/** Whatever looks like the name of a package with nodes or of a credential type of EspoCRM, and is not ours. */
function foreignNames(names: Names): string[] {
	const { manifest, credentialType, className, address } = names;
	const tarball = manifest.name.replace('@', '').replace('/', '-');
	const known = [manifest.name, tarball, credentialType, className, ...N8N];
	return filesBelow(names.root)
		.filter((path) => basename(path) !== 'package-lock.json')
		.flatMap((path) => {
			const where = relative(names.root, path).split('\\').join('/');
			if (where === 'test/unit/name.test.ts') return [];
			const text = readFileSync(path, 'utf8');
			if (text.includes('\0')) return [];
			const allowed = MAY_NAME_OTHERS.includes(where) ? [...known, ...OTHERS] : known;
			const rest = text.split(address).join('').split(manifest.author.email).join('');
			const found = rest.match(/(?:@[\w-]+\/)?(?:[a-z]+-)*n8n-nodes-[a-z0-9]+(?:-[a-z][a-z0-9]*)*|\b[Ee]spo[Cc]rm\w*Api\b/gi) ?? [];
			return [...new Set(found.map((name) => name.replace(/^(eslint-plugin-|plugin-|@n8n\/)/, '')))]
				.filter((name) => !allowed.includes(name))
				.map((name) => `${where}: ${name}`);
		});
}

test('nothing is out of step with the names; otherwise run “npm run rename”', () => {
	expect(outOfStep(repository)).toEqual([]);
});

test('the names are nobody else’s', () => {
	const { manifest, credentialType } = new Names(repository);
	expect([...OTHERS, ...N8N]).not.toContain(manifest.name);
	expect(OTHERS).not.toContain(credentialType);
	expect(manifest.name).toMatch(/^(@[a-z0-9-]+\/)?n8n-nodes-/);
});

test('what n8n loads has them too', () => {
	const { credentialType } = new Names(repository);
	const credential = new EspoCrmConnectorApi();
	expect({ name: credential.name, displayName: credential.displayName }).toEqual({ name: credentialType, displayName: 'EspoCRM API' });
	for (const { description } of [new EspoCrm(), new EspoCrmTrigger(), new EspoCrmWebhookTrigger()]) {
		expect(description.credentials?.map(({ name }) => name)).toEqual([credentialType]);
	}
});

describe('in a copy of the repository', () => {
	let copy: string;
	beforeAll(() => {
		copy = join(mkdtempSync(join(tmpdir(), 'name-')), 'copy');
		mkdirSync(copy);
		for (const entry of readdirSync(repository).filter((name) => !MADE.includes(name))) {
			cpSync(join(repository, entry), join(copy, entry), { recursive: true, filter: (path) => !MADE.includes(basename(path)) });
		}
	});
	afterAll(() => rmSync(join(copy, '..'), { recursive: true, force: true }));

	const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
	const contents = () =>
		filesBelow(copy)
			.sort()
			.map((path) => `${relative(copy, path)} ${hash(path)}`);
	const edit = (path: string, from: string, to: string) => {
		const text = readFileSync(join(copy, path), 'utf8');
		if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
		writeFileSync(join(copy, path), text.replace(from, to));
	};
	const rename = () => execFileSync(process.execPath, ['scripts/rename.mjs'], { cwd: copy, encoding: 'utf8', stdio: 'pipe' });
	const names = () => {
		const { manifest, credentialType, className, address } = new Names(copy);
		return { name: manifest.name, credentialType, className, address };
	};
	const editAll = (before: ReturnType<typeof names>, now: Partial<ReturnType<typeof names>>) => {
		if (now.name) edit('package.json', `"name": "${before.name}"`, `"name": "${now.name}"`);
		if (now.address) edit('package.json', `"git+${before.address}.git"`, `"git+${now.address}.git"`);
		if (now.credentialType)
			edit(`credentials/${before.className}.credentials.ts`, `name = '${before.credentialType}'`, `name = '${now.credentialType}'`);
	};

	// In pieces: the copy of this file is renamed too, and on the way back it would lose them.
	const [packages, type] = ['n8n-nodes', 'Api'];
	test.each([
		['a longer name', { name: `${new Names(repository).manifest.name}-trial` }],
		['a package with a scope', { name: `@trial-owner/${packages}-trial` }],
		['another credential type', { credentialType: `espoCrmTrial${type}` }],
		['another repository', { address: `https://github.com/trial-${'owner'}/espocrm-for-n8n` }],
		[
			'everything',
			{ name: `${packages}-trial`, credentialType: `trial${type}`, address: `https://git.example.com/someone/${packages}-trial` },
		],
	])(
		'%s is one edit and one command, and so is the way back',
		(_title, now) => {
			const [before, untouched] = [names(), contents()];
			editAll(before, now);
			expect(outOfStep(copy)).not.toEqual([]);
			rename();
			expect(outOfStep(copy)).toEqual([]);
			expect(names()).toMatchObject(now);
			const after = names();
			editAll(after, before);
			rename();
			expect(names()).toEqual(before);
			expect(contents()).toEqual(untouched);
		},
		60_000,
	);

	test('a name that n8n would not load is refused', () => {
		const before = names();
		editAll(before, { name: 'espocrm-nodes' });
		expect(rename).toThrow(/"espocrm-nodes" can't be used/);
		edit('package.json', '"name": "espocrm-nodes"', `"name": "${before.name}"`);
	});

	test.each([
		['docs/triggers.md', '# ', '# n8n-nodes-espocrm '],
		['docs/credentials.md', '# ', '# `espoCrmApi` '],
		['examples/4-when-something-happens.json', `${new Names(repository).manifest.name}.espoCrmTrigger`, 'n8n-nodes-espocrm.espoCrmTrigger'],
		['examples/4-when-something-happens.json', `"${new Names(repository).credentialType}"`, '"espoApi"'],
	])('an old name in %s is noticed (%s)', (path, from, to) => {
		edit(path, from, to);
		const noticed = outOfStep(copy);
		edit(path, to, from);
		expect(noticed).not.toEqual([]);
		expect(noticed.filter((text) => !text.startsWith(`${path}: `))).toEqual([]);
	});
});
