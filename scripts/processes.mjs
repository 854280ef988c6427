import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from './Failure.mjs';

const windows = process.platform === 'win32';
const patience = 15_000;
const running = new Set();
let stopping = false;

function signal(child, name) {
	if (windows) {
		spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
		return;
	}
	try {
		process.kill(-child.pid, name);
	} catch {
		// Nobody of the group is left.
	}
}

/**
 * `log` is a file for all it prints; without it the output goes to ours.
 * The process leads a group of its own, so that what it started in turn ends with it, and Ctrl-C reaches it only through us.
 */
export function startProcess(command, args, { log, ...options } = {}) {
	if (stopping) throw new Failure('Stopped');
	let output = 'inherit';
	if (log) {
		mkdirSync(dirname(log), { recursive: true });
		output = openSync(log, 'w');
	}
	const child = spawn(command, args, { ...options, stdio: ['ignore', output, output], detached: !windows, windowsHide: true });
	if (log) closeSync(output);
	running.add(child);
	const outcome = new Promise((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('exit', (code, name) => resolve(code ?? name));
	});
	child.ended = outcome.finally(() => {
		running.delete(child);
		if (child.pid && !windows) signal(child, 'SIGKILL');
	});
	return child;
}

/** Ends the process, and what it started in turn, as a crash of its machine would. */
export async function killProcess(child) {
	signal(child, 'SIGKILL');
	await child.ended;
}

/** Asks the process to end, and ends it when it does not. */
export async function stopProcess(child) {
	signal(child, 'SIGTERM');
	const late = setTimeout(() => signal(child, 'SIGKILL'), patience);
	await child.ended;
	clearTimeout(late);
}

/** Ends everything that was started; nothing can be started any more. */
export async function stopProcesses() {
	stopping = true;
	await Promise.all([...running].map(stopProcess));
}
