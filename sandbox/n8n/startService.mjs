import { Failure } from '../../scripts/Failure.mjs';
import { startProcess } from '../../scripts/processes.mjs';
import { logTail } from '../../scripts/run.mjs';
import { waitUntil } from './waitUntil.mjs';

/**
 * Starts a program and waits until `isUp` says so.
 * The result's `ended` is fulfilled with a Failure when the program ends before we stop it; `child` is its process.
 */
export async function startService({ name, command, args, isUp, log, ...options }) {
	const child = startProcess(command, args, { ...options, log });
	const ended = child.ended.then((outcome) => new Failure(`${name} ended by itself (${outcome}). Its last lines:\n\n${logTail(log)}`));
	const up = waitUntil(`The start of ${name}`, isUp, { seconds: 300 });
	const result = await Promise.race([up, ended]).catch((error) => new Failure(`${error.message}. Its last lines:\n\n${logTail(log)}`));
	if (result instanceof Failure) throw result;
	return { child, ended };
}
