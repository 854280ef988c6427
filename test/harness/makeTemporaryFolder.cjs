const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** All that this process and its children put into the folder for temporary files goes with it. */
module.exports = () => {
	const folder = mkdtempSync(join(tmpdir(), 'espocrm-tests-'));
	process.env.TMPDIR = folder;
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
};
