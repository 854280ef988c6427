import { Failure } from '../../scripts/Failure.mjs';
import { startProcess } from '../../scripts/processes.mjs';
import { logTail } from '../../scripts/run.mjs';
import { waitUntil } from './waitUntil.mjs';

const preload = new URL('./endWithParent.preload.mjs', import.meta.url).href;

async function answers(url) {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(2000) })).status < 500;
	} catch {
		return false;
	}
}

/**
 * Starts a Node.js server and waits until `url` answers.
 * The result's `ended` is fulfilled with a Failure when the server ends before we stop it.
 */
export async function startServer({ name, node, args, url, log, ...options }) {
	const child = startProcess(node, ['--import', preload, ...args], { ...options, log });
	const ended = child.ended.then((outcome) => new Failure(`${name} ended by itself (${outcome}). Its last lines:\n\n${logTail(log)}`));
	const up = waitUntil(`The start of ${name}`, () => answers(url), { seconds: 180 });
	const result = await Promise.race([up, ended]).catch((error) => new Failure(`${error.message}. Its last lines:\n\n${logTail(log)}`));
	if (result instanceof Failure) throw result;
	return { ended };
}
