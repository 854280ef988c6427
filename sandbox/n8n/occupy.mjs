import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../../scripts/Failure.mjs';

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/** Two n8n must not share one folder. The mark of one that was killed does not count. */
export function occupy(home) {
	const mark = `${home}.running`;
	const pid = existsSync(mark) ? Number(readFileSync(mark, 'utf8')) : 0;
	if (pid && isAlive(pid)) throw new Failure(`This is already running as process ${pid}. Stop it first.`);
	mkdirSync(dirname(home), { recursive: true });
	writeFileSync(mark, String(process.pid));
	process.on('exit', () => rmSync(mark, { force: true }));
}
