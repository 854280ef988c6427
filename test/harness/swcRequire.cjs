const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

// Lets a plain Node process load the TypeScript of this repository the way jest does: `X.node` is `X.node.ts` before it is `X.node.json`.
const { '.json': json } = require.extensions;
delete require.extensions['.json'];
require.extensions['.ts'] = (module, filename) => {
	const options = { filename, jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' }, module: { type: 'commonjs' } };
	module._compile(transformSync(readFileSync(filename, 'utf8'), options).code, filename);
};
require.extensions['.json'] = json;
