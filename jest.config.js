const { existsSync } = require('node:fs');
const { join } = require('node:path');

/** Recordings that contributors do not have; tests of them are an extra where they are. */
const hasShared = existsSync(join(__dirname, '../shared/espocrm'));

const project = (name, extra = {}, folder = name) => ({
	displayName: name,
	testEnvironment: '<rootDir>/test/harness/NotCheckedEnvironment.cjs',
	roots: ['<rootDir>/test', '<rootDir>/nodes', '<rootDir>/credentials', '<rootDir>/sandbox/espocrm'],
	setupFiles: ['<rootDir>/test/harness/patientRegex.ts'],
	testMatch: [`<rootDir>/test/${folder}/**/*.test.ts`],
	testPathIgnorePatterns: ['/node_modules/', ...(hasShared ? [] : ['\\.shared\\.test\\.ts$'])],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
	...extra,
});

/** The engine of n8n 1.123 in the place of the newest: everything that a test loads, n8n itself included, gets its modules. Older ones of 1.x can't be installed any more: a package that they need is gone. */
const oldest = '<rootDir>/node_modules/n8n-core-oldest';
const oldestHost = {
	'^n8n-core$': oldest,
	'^@n8n/di$': `${oldest}/node_modules/@n8n/di`,
	'^n8n-workflow$': `${oldest}/node_modules/n8n-workflow`,
	'^n8n-workflow/(.*)$': `${oldest}/node_modules/n8n-workflow/$1`,
};

module.exports = {
	// Parallel files would write into each other's streams on a server that they share.
	maxWorkers: process.env.ESPOCRM_URL ? 1 : '100%',
	globalSetup: '<rootDir>/test/harness/makeTemporaryFolder.cjs',
	reporters: ['default', '<rootDir>/test/harness/NotCheckedReporter.cjs'],
	projects: [
		project('unit'),
		project('engine'),
		project('engine on n8n 1.x', { moduleNameMapper: oldestHost }, 'engine'),
		project('contract', { globalSetup: '<rootDir>/test/contract/server/prepareServer.ts' }),
	],
};
