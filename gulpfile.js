const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');

const output = 'dist';

async function clean() {
	await rm(output, { recursive: true, force: true });
}

function compile() {
	return spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });
}

function icons() {
	// gulp 5 would read them as text otherwise, which breaks every PNG.
	return src('{nodes,credentials}/**/*.{png,svg}', { encoding: false }).pipe(dest(output));
}

function descriptions() {
	return src(['nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], { base: '.' }).pipe(dest(output));
}

exports.clean = clean;
exports.copy = parallel(icons, descriptions);
exports.build = series(clean, compile, exports.copy);
exports.default = exports.build;
