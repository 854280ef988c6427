const REASON = /^([\s\S]*) \[not checked: ([\s\S]*)\]$/;
const FILES_IN_TEXT = 5;

/** Says at the end what was not checked, and why, which also says what to give the suite. */
module.exports = class NotCheckedReporter {
	onRunComplete(_contexts, { testResults }) {
		const reasons = new Map();
		for (const { title, ancestorTitles } of testResults.flatMap((file) => file.testResults)) {
			const [, name, reason] = REASON.exec(title) ?? [];
			if (reason) reasons.set(reason, [...(reasons.get(reason) ?? []), [...ancestorTitles, name].join(' › ')]);
		}
		if (!reasons.size) return;
		const count = [...reasons.values()].flat().length;
		process.stderr.write(`\nNot checked: ${count} ${count === 1 ? 'test' : 'tests'}\n`);
		for (const [reason, tests] of [...reasons].sort(([, a], [, b]) => b.length - a.length)) {
			const more = tests.length > FILES_IN_TEXT ? [`and ${tests.length - FILES_IN_TEXT} more`] : [];
			process.stderr.write(`\n  ${reason}\n${[...tests.slice(0, FILES_IN_TEXT), ...more].map((test) => `    ${test}\n`).join('')}`);
		}
	}
};
