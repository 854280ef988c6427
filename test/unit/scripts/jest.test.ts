import { spawnSync } from 'node:child_process';
import { join, relative, sep } from 'node:path';

const root = join(__dirname, '../../..');

/** What is printed by `npm run test:<given>`. */
function printed(...given: string[]): string {
	const { stdout, stderr } = spawnSync(process.execPath, [join('scripts', 'jest.mjs'), ...given], { cwd: root, encoding: 'utf8' });
	return stdout + stderr;
}

/** The files that it would run. */
function listed(...given: string[]): string[] {
	const lines = printed(...given, '--listTests').split('\n');
	const files = lines.filter((line) => line.endsWith('.test.ts'));
	return files.map((path) => relative(root, path).split(sep).join('/')).sort();
}

jest.setTimeout(60_000);

test('a pattern selects files of the folder', () => {
	expect(listed('contract', 'stream')).toEqual(['test/contract/stream.test.ts']);
	expect(listed('contract', 'test/contract/stream', 'relation')).toEqual([
		'test/contract/relation.test.ts',
		'test/contract/stream.test.ts',
	]);
});

test('options alone select nothing', () => {
	const files = listed('engine', '--verbose');
	expect(files).toContain('test/engine/polling.test.ts');
	expect(files.every((path) => path.startsWith('test/engine/'))).toBe(true);
});

test('the tests of the engine run on both hosts', () => {
	expect(printed('engine', 'nosuch')).toMatch(/Running 2 projects:\s+- engine\s+- engine on n8n 1\.x/);
});
