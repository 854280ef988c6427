const { TestEnvironment } = require('jest-environment-node');

const isNotChecked = (error) => error?.name === 'NotChecked';

/**
 * Counts a test that throws `NotChecked` (see contract/server/skipped.ts) as skipped, not as passed or failed, and puts the reason
 * into its title, where every reporter shows it. A hook that throws it skips all tests below it.
 */
module.exports = class NotCheckedEnvironment extends TestEnvironment {
	handleTestEvent({ name, test }) {
		if (name !== 'test_done' || !test.errors.length) return;
		const errors = test.errors.map((entry) => (Array.isArray(entry) ? entry[0] : entry));
		if (!errors.every(isNotChecked)) return;
		test.errors = [];
		test.status = 'skip';
		test.name = `${test.name} [not checked: ${errors[0].message}]`;
	}
};
