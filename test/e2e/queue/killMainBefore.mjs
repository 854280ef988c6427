import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';
import { holdMain } from './holdMain.mjs';

const seconds = 300;

/**
 * Kills the main just before its `operation` of executions for polls that found something, as many as there are `kinds`, and starts it again:
 * before INSERT there is no execution yet, before UPDATE it is in the database and not in the queue. Gives back when, in ms since 1970.
 * `after`: how many polls of each kind found something since the start. The first one has much to find, and what is lost here shall be
 * the batch of an ordinary one.
 */
export async function killMainBefore(operation, { main, postgres }, { executions, kinds, after, settings }) {
	const polled = async () => {
		const queued = new Set(main.told('Enqueued'));
		const own = (await executions.read()).filter(({ id }) => queued.has(id));
		return kinds.every((kind) => own.filter((execution) => execution.kind === kind).length >= after);
	};
	await waitUntil('The polls after the start', polled, { seconds });
	const hold = await holdMain(postgres, operation);
	await waitUntil('Polls that found something', async () => (await hold.waiting()) >= kinds.length, { seconds, every: 50 });
	await main.kill();
	const at = Date.now();
	await hold.release();
	await main.start(settings);
	return at;
}
