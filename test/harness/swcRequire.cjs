const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');
const { loadTypeScriptBy, SWC } = require('./loadTypeScriptBy.cjs');

// Lets a plain Node process load the TypeScript of this repository the way jest does: `X.node` is `X.node.ts` before it is `X.node.json`.
loadTypeScriptBy((module, filename) => module._compile(transformSync(readFileSync(filename, 'utf8'), { filename, ...SWC }).code, filename));
