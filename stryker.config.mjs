const UNIT = ['test/unit/{EspoCrm*,api,n8n,operation,parameters}/**/*.test.ts', 'test/unit/display*.test.ts'];

/** See docs/testing.md#mutants. @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	plugins: ['./test/mutation/TestsInOneProcess.mjs', './test/mutation/textsForPeople.mjs'],
	testRunner: 'tests in one process',
	testFiles: process.env.MUTATION_ENGINE ? [...UNIT, 'test/engine/**/*.test.ts'] : UNIT,
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
