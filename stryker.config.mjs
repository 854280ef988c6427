/** Not the tables and the random input of test/engine: minutes for each mutant. */
const FILES = {
	unit: ['test/unit/{EspoCrm*,api,n8n,operation,parameters}/**/*.test.ts', 'test/unit/{display,panels}*.test.ts'],
	engine: ['test/engine/!(properties).test.ts'],
};
const { MUTATION_FOLDERS = 'unit', MUTATION_TESTS } = process.env;
const named = (pattern) =>
	MUTATION_TESTS ? MUTATION_TESTS.split(',').map((word) => pattern.replace(/[^/]*$/, `*${word}*.test.ts`)) : pattern;

/** See docs/testing.md#mutants. @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	plugins: ['./test/mutation/TestsInOneProcess.mjs', './test/mutation/textsForPeople.mjs'],
	testRunner: 'tests in one process',
	testFiles: MUTATION_FOLDERS.split(',').flatMap((folder) => FILES[folder].flatMap(named)),
	mutate: ['nodes/shared/**/*.ts'],
	ignorers: ['texts for people'],
	coverageAnalysis: 'perTest',
	tempDirName: '.cache/stryker',
	ignorePatterns: ['.cache', 'dist', 'docs/images'],
	reporters: ['json', 'html', 'progress-append-only'],
	jsonReporter: { fileName: '.cache/mutation/report.json' },
	htmlReporter: { fileName: '.cache/mutation/report.html' },
	concurrency: 2,
	allowConsoleColors: false,
};
