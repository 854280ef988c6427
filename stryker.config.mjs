/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	plugins: ['./test/mutation/TestsInOneProcess.mjs', './test/mutation/textsForPeople.mjs'],
	ignorers: ['texts for people'],
	testRunner: 'tests in one process',
	testFiles: ['test/unit/{EspoCrm*,api,n8n,operation,parameters}/**/*.test.ts', 'test/unit/display*.test.ts'],
	mutate: ['nodes/shared/**/*.ts'],
	coverageAnalysis: 'perTest',
	tempDirName: '.cache/stryker',
	ignorePatterns: ['.cache', '.git', 'dist', 'docs/images'],
	reporters: ['json', 'clear-text', 'progress-append-only'],
	jsonReporter: { fileName: '.cache/mutation/report.json' },
	htmlReporter: { fileName: '.cache/mutation/report.html' },
	clearTextReporter: { logTests: false, reportTests: false, reportMutants: false },
	checkers: [],
	concurrency: 2,
	timeoutMS: 20_000,
	allowConsoleColors: false,
};
