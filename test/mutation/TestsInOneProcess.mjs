import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, relative } from 'node:path';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, DryRunStatus, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { keyOf } from './leftOver.mjs';

const require = createRequire(import.meta.url);
const { defineGlobals, runTestFile } = require('./testFile.cjs');
const { loadTypeScript } = require('./sourceModules.cjs');

/** The keys of the mutants to run, where not all of the files are wanted. */
const LEFT = process.env.MUTATION_LEFT && new Set(JSON.parse(readFileSync(process.env.MUTATION_LEFT, 'utf8')));

const TIMES = 'mutation-times.json';
const SEPARATOR = ' > ';
/** Thousands of random cases, or whole stories in virtual time: seconds for each mutant of a room on which many others are built. */
const SLOW = ['api/cursors/', 'api/lists/listRecords.', 'api/stream/listNotes.', 'api/values/dateTime.'];
const slowIn = (file) => SLOW.find((path) => file.startsWith(`test/unit/${path}`));
const stryker = (globalThis.__stryker__ ??= {});

/** Milliseconds by test file, as the dry run in this copy of the repository measured them. */
const times = () => JSON.parse(readFileSync(TIMES, 'utf8'));

/** How many folders the paths of a test and of a source have in common, counted from their rooms. */
function nearness(test, source) {
	const from = relative('test/unit', test).split('/');
	const to = relative('nodes/shared', source).split('/');
	return from.findIndex((folder, index) => folder !== to[index]);
}

/** Slow files count for their own rooms, and for what nothing else covers. */
function withoutSlow(files, source) {
	const isOwn = (slow) => source.startsWith(`nodes/shared/${dirname(`${slow}x`)}/`);
	const others = files.filter((file) => !slowIn(file) || isOwn(slowIn(file)));
	return others.length ? others : files;
}

function byFile(ids) {
	const files = new Map();
	for (const id of ids) {
		const [file] = id.split(SEPARATOR);
		files.set(file, [...(files.get(file) ?? []), id]);
	}
	return files;
}

/** Stryker counts lines and columns from 0 here, from 1 in its reports. */
function isWanted({ location: { start, end }, ...mutant }, source) {
	const fromOne = ({ line, column }) => ({ line: line + 1, column: column + 1 });
	return !LEFT || LEFT.has(keyOf(source, { ...mutant, location: { start: fromOne(start), end: fromOne(end) } }));
}

const resultOf = ({ name, ms, failure }, file) => ({
	id: `${file}${SEPARATOR}${name}`,
	name,
	fileName: file,
	// From it Stryker derives how long a mutant may take; few have to do with the slow ones.
	timeSpentMs: slowIn(file) ? ms / 10 : ms,
	...(failure === undefined ? { status: TestStatus.Success } : { status: TestStatus.Failed, failureMessage: failure }),
});

/**
 * Runs the unit tests inside Stryker's own process. Jest would start anew for each mutant, which takes longer than all tests that
 * cover it. What is run while a file is loaded counts as covered by the "test" that bears the file's name, which stands for all its tests.
 */
class TestsInOneProcess {
	capabilities() {
		return { reloadEnvironment: true };
	}

	init() {
		loadTypeScript();
		defineGlobals();
		process.env.NODE_ENV = 'test';
		require('../harness/makeTemporaryFolder.cjs')();
		require(`${process.cwd()}/test/harness/patientRegex.ts`);
	}

	async dryRun({ testFiles }) {
		const tests = [];
		const measured = {};
		const perTest = {};
		for (const file of testFiles.map((path) => relative(process.cwd(), path))) {
			stryker.mutantCoverage = { static: {}, perTest: {} };
			const started = Date.now();
			const onTest = (name) => (stryker.currentTestId = name && `${file}${SEPARATOR}${name}`);
			const results = await runTestFile(`${process.cwd()}/${file}`, { onTest });
			measured[file] = Date.now() - started;
			tests.push(...results.map((result) => resultOf(result, file)), resultOf({ name: file, ms: 0 }, file));
			Object.assign(perTest, stryker.mutantCoverage.perTest, { [`${file}${SEPARATOR}${file}`]: stryker.mutantCoverage.static });
		}
		writeFileSync(TIMES, JSON.stringify(measured));
		return { status: DryRunStatus.Complete, tests, mutantCoverage: { static: {}, perTest } };
	}

	async mutantRun({ activeMutant, testFilter, hitLimit: hundredfold, disableBail, sandboxFileName }) {
		const source = relative(process.cwd(), sandboxFileName);
		if (!isWanted(activeMutant, source)) return toMutantRunResult({ status: DryRunStatus.Complete, tests: [] }, disableBail);
		// The tests that cover a mutant pass it a hundredth as often; what comes back much more often never ends.
		const hitLimit = hundredfold && Math.ceil(hundredfold / 20);
		Object.assign(stryker, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
		stryker.mutantCoverage = { static: {}, perTest: {} };
		stryker.currentTestId = undefined;
		const wanted = byFile(testFilter);
		const measured = times();
		const files = withoutSlow([...wanted.keys()], source).sort(
			(a, b) => nearness(b, source) - nearness(a, source) || measured[a] - measured[b],
		);
		const tests = [];
		for (const file of files) {
			tests.push(...(await this.runFile(file, wanted.get(file), !disableBail)));
			const late = determineHitLimitReached(stryker.hitCount, hitLimit);
			if (late) return toMutantRunResult(late);
			if (!disableBail && tests.some(({ status }) => status === TestStatus.Failed)) break;
		}
		return toMutantRunResult({ status: DryRunStatus.Complete, tests }, disableBail);
	}

	/** A file that can't even be loaded is a failure of the "test" that stands for it. */
	async runFile(file, ids, bail) {
		const names = ids.map((id) => id.slice(file.length + SEPARATOR.length));
		const wanted = names.includes(file) ? undefined : new Set(names);
		try {
			const results = await runTestFile(`${process.cwd()}/${file}`, { wanted, bail, onTest: () => undefined });
			return results.map((result) => resultOf(result, file));
		} catch (error) {
			return [resultOf({ name: file, ms: 0, failure: String(error) }, file)];
		}
	}
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'tests in one process', TestsInOneProcess)];
