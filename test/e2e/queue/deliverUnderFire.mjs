import { Failure } from '../../../scripts/Failure.mjs';
import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';
import { awaitDelivery } from './awaitDelivery.mjs';
import { countEvents } from './countEvents.mjs';
import { listTraces } from './listTraces.mjs';
import { startWriters } from './startWriters.mjs';

/** A batch that is lost when n8n is killed was found by a poll just before, and is not older than the poll before that. */
const batchMs = 30_000;

const filter = (owed, accept) => Object.fromEntries(Object.entries(owed).map(([kind, events]) => [kind, events.filter(accept)]));

/**
 * Lets people write in EspoCRM while `fire` kills parts of n8n, and counts what became of every event, by kind.
 * `fire` gives back when a batch may have been lost by n8n itself, in ms since 1970.
 */
export async function deliverUnderFire({ sandbox, executions, fire }) {
	const writers = startWriters(sandbox);
	const begun = async () => (await executions.read()).some(({ ids }) => ids.some((id) => writers.written.posts.some((post) => post.id === id)));
	const act = async () => {
		await waitUntil('The first execution', begun, { seconds: 60, every: 500 });
		return await fire();
	};
	const excusedAt = await act().finally(writers.stop);
	const excused = ({ at }) => excusedAt.some((time) => at <= time && at > time - batchMs);
	try {
		await awaitDelivery(executions, filter(writers.written, (event) => !excused(event)), { seconds: 90 });
	} catch (error) {
		// What is missing is counted below.
		if (!(error instanceof Failure)) throw error;
	}
	// A poll later: whatever comes twice has come twice by then.
	const last = startWriters(sandbox, { writers: 1 });
	await last.stop();
	await awaitDelivery(executions, last.written, { seconds: 60 });
	const traces = await listTraces(sandbox);
	const all = await executions.read();
	return Object.entries(writers.written).map(([kind, owed]) => {
		const count = countEvents(kind, { owed, executions: all, traces });
		return { ...count, excused: count.lost.filter(excused) };
	});
}
