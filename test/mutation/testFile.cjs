const { expect } = require('expect');
const circus = require('jest-circus');
const { ModuleMocker } = require('jest-mock');
const { forgetSources } = require('./sourceModules.cjs');

const TIMEOUT = 60_000;

const mocker = new ModuleMocker(globalThis);
const jest = {
	setTimeout: () => jest,
	spyOn: mocker.spyOn.bind(mocker),
	restoreAllMocks: () => mocker.restoreAllMocks(),
};

/** What Jest's own environment puts there, as far as the unit tests use it. */
exports.defineGlobals = () => {
	const { describe, test, it, beforeAll, beforeEach, afterAll, afterEach } = circus;
	Object.assign(globalThis, { expect, jest, describe, test, it, beforeAll, beforeEach, afterAll, afterEach });
};

const testsIn = (block) => block.children.flatMap((child) => (child.type === 'test' ? [child] : testsIn(child)));

function nameOf(test) {
	const names = [];
	for (let part = test; part.parent; part = part.parent) names.unshift(part.name);
	return names.join(' › ');
}

/**
 * Loads a test file and everything that it imports anew, and runs its tests, or those whose names are in `wanted`. With `bail`, the
 * first failure ends it. `onTest` is told the name of the test that begins, and `undefined` at its end.
 *
 * Gives, for each test that ran, its name, milliseconds and the message of its failure, if it failed.
 */
exports.runTestFile = async (path, { wanted, bail, onTest }) => {
	const results = [];
	let failed = false;
	const listener = (event) => {
		const test = event.test;
		if (event.name === 'test_start') {
			if (failed && bail) test.mode = 'skip';
			else expect.setState({ assertionCalls: 0, expectedAssertionsNumber: null, isExpectingAssertions: false });
		}
		if (event.name === 'test_started') onTest(nameOf(test));
		if (event.name === 'test_fn_success') test.errors.push(...expect.extractExpectedAssertionsErrors().map(({ error }) => error));
		if (event.name !== 'test_done') return;
		onTest(undefined);
		const error = test.errors.map((entry) => (Array.isArray(entry) ? (entry[0] ?? entry[1]) : entry)).at(0);
		failed ||= Boolean(error);
		results.push({ name: nameOf(test), ms: test.duration ?? 0, ...(error && { failure: String(error.message ?? error) }) });
	};
	circus.addEventHandler(listener);
	try {
		circus.resetState();
		circus.getState().testTimeout = TIMEOUT;
		forgetSources();
		require(path);
		for (const test of testsIn(circus.getState().rootDescribeBlock)) {
			if (wanted && !wanted.has(nameOf(test))) test.mode = 'skip';
		}
		const { unhandledErrors } = await circus.run();
		if (unhandledErrors.length) throw new Error(unhandledErrors.join('\n'));
		return results;
	} finally {
		circus.removeEventHandler(listener);
	}
};
