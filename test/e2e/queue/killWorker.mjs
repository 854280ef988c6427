import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';

function underWay(worker) {
	const finished = new Set(worker.told('Worker finished'));
	return worker.told('Worker started').filter((id) => !finished.has(id));
}

/** Kills the worker while it has executions under way, and starts it again. Gives back their ids. */
export async function killWorker(worker, executions) {
	const seconds = 120;
	await waitUntil(`An execution on ${worker.name}`, () => underWay(worker).length > 0, { seconds, every: 50 });
	await worker.kill();
	const broken = underWay(worker);
	// Before n8n gives them up and forgets what they were for.
	await executions.read();
	await worker.start();
	return broken;
}
