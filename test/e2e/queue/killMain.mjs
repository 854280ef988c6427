import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';
import { holdMain } from './holdMain.mjs';

const seconds = 120;

/** Kills the main when it has just put an execution into the queue, and starts it again. Gives back when, in ms since 1970. */
export async function killMain({ main }, settings) {
	const before = main.told('Enqueued').length;
	await waitUntil('An execution that the main enqueues', () => main.told('Enqueued').length > before, { seconds, every: 20 });
	const at = Date.now();
	await main.kill();
	await main.start(settings);
	return at;
}

/**
 * Kills the main just before its `operation` of executions for `polls` polls that found something, and starts it again:
 * before INSERT there is no execution yet, before UPDATE it is in the database and not in the queue. Gives back when, in ms since 1970.
 */
export async function killMainBefore(operation, { main, postgres }, { polls, settings }) {
	// The first poll after a start has much to find; what is lost here shall be the batch of an ordinary poll.
	await waitUntil('The polls after the start', () => main.told('Enqueued').length >= polls, { seconds });
	const hold = await holdMain(postgres, operation);
	await waitUntil('Polls that found something', async () => (await hold.waiting()) >= polls, { seconds, every: 50 });
	const at = Date.now();
	await main.kill();
	await hold.release();
	await main.start(settings);
	return at;
}
