// Loads TypeScript, and puts the mutant that the environment names into the sources as they are loaded.
const { readFileSync } = require('node:fs');
const { sep } = require('node:path');
const { transformSync } = require('@swc/core');

const { edits = [] } = JSON.parse(process.env.CAMPAIGN_MUTANT ?? '{}');

require.extensions['.ts'] = (module, path) => {
	const source = edits
		.filter(({ file }) => path.endsWith(file.split('/').join(sep)))
		.reduce((text, { find, replace }) => text.replace(find, () => replace), readFileSync(path, 'utf8'));
	const { code } = transformSync(source, {
		filename: path,
		jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' },
		module: { type: 'commonjs', ignoreDynamic: false },
		sourceMaps: 'inline',
	});
	module._compile(code, path);
};

// Beside X.node.ts there is an X.node.json, which would be found first.
for (const extension of ['.js', '.json', '.node']) {
	const load = require.extensions[extension];
	delete require.extensions[extension];
	require.extensions[extension] = load;
}

require('../harness/makeTemporaryFolder.cjs')();
