const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, sep } = require('node:path');
const { Script } = require('node:vm');
const { transformSync } = require('@swc/core');

const options = { jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' }, module: { type: 'commonjs' } };
const compiled = new Map();

function compile(filename) {
	const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename });
	return new Script(Module.wrap(code), { filename });
}

/**
 * Lets this process load TypeScript, and compiles a file only once: it is evaluated anew after each `forgetSources()`, which takes
 * a fraction of the time.
 */
exports.loadTypeScript = () => {
	require.extensions['.ts'] = (module, filename) => {
		if (!compiled.has(filename)) compiled.set(filename, compile(filename));
		const load = compiled.get(filename).runInThisContext();
		load.call(module.exports, module.exports, Module.createRequire(filename), module, filename, dirname(filename));
	};
	// Beside X.node.ts there is an X.node.json, which would be found first.
	for (const extension of ['.json', '.node']) {
		const load = require.extensions[extension];
		delete require.extensions[extension];
		require.extensions[extension] = load;
	}
};

/** The next `require` evaluates the sources and tests anew, so no state of theirs outlives a test file; packages stay. */
exports.forgetSources = () => {
	for (const path of Object.keys(require.cache)) {
		if (path.endsWith('.ts') && !path.includes(`${sep}node_modules${sep}`)) delete require.cache[path];
	}
};
