import { readFileSync } from 'node:fs';
import { Failure } from './Failure.mjs';
import { startProcess } from './processes.mjs';

export function logTail(log, lines = 25) {
	const text = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
	return `${text}\n\nThe whole log: ${log}`;
}

/** Runs a command to its end; `log` as in `startProcess`, of which the last `lines` are shown when it fails. */
export async function run(command, args, { lines, ...options } = {}) {
	const outcome = await startProcess(command, args, options).ended;
	if (outcome === 0) return;
	const what = `"${[command, ...args].join(' ')}" ended with ${outcome}`;
	throw new Failure(options.log ? `${what}. Its last lines:\n\n${logTail(options.log, lines)}` : what);
}
