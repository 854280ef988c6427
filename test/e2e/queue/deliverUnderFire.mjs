import { Failure } from '../../../scripts/Failure.mjs';
import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';
import { awaitDelivery } from './awaitDelivery.mjs';
import { countEvents } from './countEvents.mjs';
import { listTraces } from './listTraces.mjs';
import { startWriters } from './startWriters.mjs';

/** A batch that is lost when n8n is killed was found by a poll just before, and happened after the poll before that. */
const batchMs = 30_000;

/** What the workflows of each kind are owed. */
const owedOf = ({ posts, accounts }) => ({ posts, accounts, webhook: accounts });
const filter = (owed, accept) => Object.fromEntries(Object.entries(owed).map(([kind, events]) => [kind, events.filter(accept)]));

/**
 * Lets people write in EspoCRM while `fire` kills parts of n8n, and counts what became of every event, by kind.
 * `fire` gives back when a batch may have been lost by n8n itself, in ms since 1970.
 */
export async function deliverUnderFire({ sandbox, executions, fire }) {
	const before = new Set((await executions.read()).map(({ id }) => id));
	const writers = startWriters(sandbox);
	const begun = async () => (await executions.read()).some(({ ids }) => ids.some((id) => writers.written.posts.some((post) => post.id === id)));
	const act = async () => {
		await waitUntil('The first execution', begun, { seconds: 120, every: 500 });
		return await fire();
	};
	const excusedAt = await act().finally(writers.stop);
	const owed = owedOf(writers.written);
	const excused = ({ at }) => excusedAt.some((time) => at <= time && at > time - batchMs);
	try {
		await awaitDelivery(executions, filter(owed, (event) => !excused(event)), { seconds: 180 });
	} catch (error) {
		// What is missing is counted below.
		if (!(error instanceof Failure)) throw error;
	}
	// A poll later: whatever comes twice has come twice by then.
	const last = startWriters(sandbox, { writers: 1 });
	await last.stop();
	await awaitDelivery(executions, owedOf(last.written), { seconds: 120 });
	const traces = await listTraces(sandbox);
	const all = (await executions.read()).filter(({ id }) => !before.has(id));
	return Object.entries(owedOf(last.written)).map(([kind, events]) => {
		const count = countEvents(kind, { owed: [...owed[kind], ...events], executions: all, traces });
		// A webhook is received by the webhook processor, which nobody kills.
		return { ...count, excused: kind === 'webhook' ? [] : count.lost.filter(excused) };
	});
}
