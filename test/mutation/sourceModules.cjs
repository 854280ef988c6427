const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, sep } = require('node:path');
const { Script } = require('node:vm');
const { transformSync } = require('@swc/core');
const { loadTypeScriptBy, SWC } = require('../harness/loadTypeScriptBy.cjs');

const compiled = new Map();

function compile(filename) {
	const { code } = transformSync(readFileSync(filename, 'utf8'), { ...SWC, filename });
	return new Script(Module.wrap(code), { filename });
}

/**
 * Lets this process load TypeScript, and compiles a file only once: it is evaluated anew after each `forgetSources()`, which takes
 * a fraction of the time.
 */
exports.loadTypeScript = () =>
	loadTypeScriptBy((module, filename) => {
		if (!compiled.has(filename)) compiled.set(filename, compile(filename));
		const load = compiled.get(filename).runInThisContext();
		load.call(module.exports, module.exports, Module.createRequire(filename), module, filename, dirname(filename));
	});

/** The next `require` evaluates the sources and tests anew, so no state of theirs outlives a test file; packages stay. */
exports.forgetSources = () => {
	for (const path of Object.keys(require.cache)) {
		if (path.endsWith('.ts') && !path.includes(`${sep}node_modules${sep}`)) delete require.cache[path];
	}
};
