import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { operationsPage } from '../../scripts/operationsPage';

const repository = join(__dirname, '../..');
const textOf = (path: string) => readFileSync(join(repository, path), 'utf8');
const pagesInDocs = readdirSync(join(repository, 'docs'))
	.filter((name) => name.endsWith('.md'))
	.map((name) => `docs/${name}`);
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...pagesInDocs];
const { homepage } = JSON.parse(textOf('package.json')) as { homepage: string };

/** Without what stands in it as code, where nothing is a link or a heading. */
function prose(markdown: string): string {
	return markdown
		.replace(/^[ \t]*(```+)[^\n]*\n[\s\S]*?^[ \t]*\1[ \t]*$/gm, '')
		.replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ''));
}

/** As GitHub makes them of headings. */
function anchorsOf(markdown: string): string[] {
	const seen = new Map<string, number>();
	return [...prose(markdown).matchAll(/^#{1,6}\s+(.+?)\s*$/gm)].map(([, heading = '']) => {
		const anchor = heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\-_ ]/gu, '')
			.replace(/ /g, '-');
		const before = seen.get(anchor) ?? 0;
		seen.set(anchor, before + 1);
		return before ? `${anchor}-${before}` : anchor;
	});
}

function linksIn(markdown: string): string[] {
	return [...prose(markdown).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);
}

/** Links within the repository that lead nowhere. @param read gives the text of a file, undefined where there is none */
function brokenLinks(page: string, read: (path: string) => string | undefined): string[] {
	return linksIn(read(page) ?? '').filter((link) => {
		const [address = '', anchor] = link.split('#');
		if (/^[a-z]+:/.test(address)) return false;
		const target = address ? relative(repository, resolve(repository, dirname(page), address)) : page;
		const text = read(target);
		return text === undefined || (anchor !== undefined && !anchorsOf(text).includes(anchor));
	});
}

/** Sections that a source cites, as `page.md#section`; other forms of citing come as they stand there. */
function citationsIn(source: string): string[] {
	return [...source.matchAll(/\b[\w-]+\.md\b(?:#[\w-]+)?|\bdesign(?: |, )decision\b[^)\n]{0,5}/gi)].map(([citation]) => citation);
}

function isThere(citation: string): boolean {
	const [name = '', anchor] = citation.split('#');
	const page = pages.find((path) => path === name || path === `docs/${name}`);
	return page !== undefined && (anchor === undefined || anchorsOf(textOf(page)).includes(anchor));
}

function filesBelow(folder: string): string[] {
	return readdirSync(join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = `${folder}/${entry.name}`;
		if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path);
		return /\.([cm]?[jt]s|json|yml)$/.test(path) && entry.name !== 'package-lock.json' ? [path] : [];
	});
}

const sources = ['nodes', 'credentials', 'sandbox', 'test', 'scripts', '.ci', '.github', 'examples']
	.flatMap(filesBelow)
	.filter((path) => path !== 'test/unit/docs.test.ts');

describe('links', () => {
	const read = (path: string) => (existsSync(join(repository, path)) ? (/\.md$/.test(path) ? textOf(path) : '') : undefined);

	test.each(pages)('of %s', (page) => {
		expect(brokenLinks(page, read)).toEqual([]);
	});

	test('that lead nowhere are noticed', () => {
		const files: Record<string, string> = {
			'docs/a.md': [
				'# A b: `c`!',
				'[1](b.md) [2](b.md#there) [3](#a-b-c) [4](../README.md) [5](https://x.example/#y)',
				'[6](no.md) [7](b.md#gone) [8](#no) ![9](no.png)',
				'```\n[10](no.md)\n# No\n```\n`[11](no.md)`',
			].join('\n'),
			'docs/b.md': '## There\n## There\n[1](#there-1) [2](#there-2)',
			'README.md': '',
		};
		expect(brokenLinks('docs/a.md', (path) => files[path])).toEqual(['no.md', 'b.md#gone', '#no', 'no.png']);
		expect(brokenLinks('docs/b.md', (path) => files[path])).toEqual(['#there-2']);
	});

	test('from n8n to the documentation', () => {
		const links = sources
			.flatMap((path) => [...textOf(path).matchAll(/https:\/\/github\.com\/[\w./#-]+/g)].map(([link]) => link))
			.filter((link) => link.startsWith(homepage));
		const broken = links.filter((link) => {
			const [address = '', anchor] = link.split('#');
			const page = address === homepage ? 'README.md' : address.replace(`${homepage}/blob/main/`, '');
			if (!pages.includes(page)) return !['/issues', '.git'].some((end) => address.endsWith(end));
			return anchor !== undefined && anchor !== 'readme' && !anchorsOf(textOf(page)).includes(anchor);
		});
		expect(links.length).toBeGreaterThan(3);
		expect(broken).toEqual([]);
	});

	test('the index leads to every page', () => {
		const linked = linksIn(textOf('docs/README.md')).map((link) => `docs/${link}`);
		expect(pagesInDocs.filter((page) => page !== 'docs/README.md' && !linked.includes(page))).toEqual([]);
	});

	test('of README to clone the repository are those of package.json', () => {
		const cloned = [...textOf('README.md').matchAll(/git clone (\S+)/g)].map(([, address]) => address);
		expect(new Set(cloned)).toEqual(new Set([`${homepage}.git`]));
	});
});

describe('sections that the code cites', () => {
	const cited = sources.flatMap((path) => citationsIn(textOf(path)).map((citation) => ({ path, citation })));

	test('exist', () => {
		expect(cited.filter(({ citation }) => !isThere(citation))).toEqual([]);
	});

	test('are cited at all', () => {
		expect(cited.filter(({ citation }) => citation.startsWith('espocrm-api.md#')).length).toBeGreaterThan(40);
	});

	test.each([
		['// As measured (espocrm-api.md#no-such-section).', ['espocrm-api.md#no-such-section']],
		['// Stops there (espocrm-api.md#lists and gone.md).', ['gone.md']],
		['// Ignored (api.md 3.2).', ['api.md']],
		['// Windows (design decision 11), (design, decision 9).', ['design decision 11', 'design, decision 9']],
		['/** README.md says so (design.md#polling, cursor.md#moves). */', []],
	])('%s', (source, broken) => {
		expect(citationsIn(source).filter((citation) => !isThere(citation))).toEqual(broken);
	});
});

test('the list of operations is that of the registry; otherwise run “npm run docs”', () => {
	expect(textOf('docs/operations.md')).toBe(operationsPage());
});

test('README is short', () => {
	expect(textOf('README.md').split('\n').length).toBeLessThanOrEqual(130);
});
