import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';

/** Kills the main when it has just put an execution into the queue, and starts it again with `settings`. Gives back when, in ms since 1970. */
export async function killMain(main, settings) {
	const before = main.told('Enqueued').length;
	await waitUntil('An execution that the main enqueues', () => main.told('Enqueued').length > before, { seconds: 60, every: 20 });
	await main.kill();
	const at = Date.now();
	await main.start(settings);
	return at;
}
