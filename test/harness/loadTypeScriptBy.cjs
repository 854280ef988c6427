/** What swc makes of the TypeScript of this repository. */
exports.SWC = { jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' }, module: { type: 'commonjs' } };

/** Lets this process `require` TypeScript, by a function that gets the module and its path. */
exports.loadTypeScriptBy = (load) => {
	require.extensions['.ts'] = load;
	// Beside X.node.ts there is an X.node.json, which would be found first.
	for (const extension of ['.js', '.json', '.node']) {
		const before = require.extensions[extension];
		delete require.extensions[extension];
		require.extensions[extension] = before;
	}
};
