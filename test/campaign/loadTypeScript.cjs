// Loads TypeScript, and puts the mutant that the environment names into the sources as they are loaded.
const { readFileSync } = require('node:fs');
const { sep } = require('node:path');
const { transformSync } = require('@swc/core');
const { loadTypeScriptBy, SWC } = require('../harness/loadTypeScriptBy.cjs');

const { edits = [] } = JSON.parse(process.env.CAMPAIGN_MUTANT ?? '{}');

loadTypeScriptBy((module, path) => {
	const source = edits
		.filter(({ file }) => path.endsWith(file.split('/').join(sep)))
		.reduce((text, { find, replace }) => text.replace(find, () => replace), readFileSync(path, 'utf8'));
	module._compile(transformSync(source, { filename: path, ...SWC, sourceMaps: 'inline' }).code, path);
});

require('../harness/makeTemporaryFolder.cjs')();
