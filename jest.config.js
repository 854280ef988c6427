const project = (name, extra = {}) => ({
	displayName: name,
	testEnvironment: '<rootDir>/test/harness/NotCheckedEnvironment.cjs',
	roots: ['<rootDir>/test', '<rootDir>/nodes', '<rootDir>/credentials', '<rootDir>/sandbox/espocrm'],
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' }, module: { type: 'commonjs' } }] },
	...extra,
});

module.exports = {
	// Parallel files would write into each other's streams on a server that they share.
	...(process.env.ESPOCRM_URL ? { maxWorkers: 1 } : {}),
	globalSetup: '<rootDir>/test/harness/makeTemporaryFolder.cjs',
	reporters: ['default', '<rootDir>/test/harness/NotCheckedReporter.cjs'],
	projects: [project('unit'), project('engine'), project('contract', { globalSetup: '<rootDir>/test/contract/server/prepareServer.ts' })],
};
