import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';

function underWay(worker) {
	const finished = new Set(worker.told('Worker finished'));
	return worker.told('Worker started').filter((id) => !finished.has(id));
}

/**
 * Kills the worker while it has executions under way, and starts it again. With `main`, one of them was queued by that main, which
 * is killed before n8n gives it up, and started again too. Gives back when the last of them was killed, in ms since 1970.
 */
export async function killWorker(worker, { executions, main }) {
	const isMeant = (id) => !main || main.told('Enqueued').includes(id);
	await waitUntil(`An execution on ${worker.name}`, () => underWay(worker).some(isMeant), { seconds: 300, every: 50 });
	await worker.kill();
	// Before n8n gives them up and forgets what they were for.
	await executions.read();
	await main?.kill();
	const at = Date.now();
	await Promise.all([worker.start(), main?.start()]);
	return at;
}
