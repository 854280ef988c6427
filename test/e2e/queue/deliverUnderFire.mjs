import { Failure } from '../../../scripts/Failure.mjs';
import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';
import { awaitDelivery } from './awaitDelivery.mjs';
import { countEvents } from './countEvents.mjs';
import { droppedByN8n } from './droppedByN8n.mjs';
import { listTraces } from './listTraces.mjs';
import { startWriters } from './startWriters.mjs';

const seconds = 300;

/** What the workflows of each kind are owed. */
const owedOf = ({ posts, accounts }) => ({ posts, accounts, webhook: accounts });

/** A webhook is received by the webhook processor, which nobody kills. */
const isPolled = (kind) => kind !== 'webhook';

/** By kind, which events n8n itself may have dropped. */
function excuses(owed, { killedAt, executions }) {
	const never = () => false;
	return Object.fromEntries(Object.keys(owed).map((kind) => [kind, isPolled(kind) ? droppedByN8n(kind, { killedAt, executions }) : never]));
}

/**
 * Lets people write in EspoCRM while `fire` kills parts of n8n, and counts what became of every event, by kind.
 * `fire` gives back when the main was killed so that n8n itself may have dropped a batch, in ms since 1970.
 */
export async function deliverUnderFire({ sandbox, executions, fire }) {
	const before = new Set((await executions.read()).map(({ id }) => id));
	const writers = startWriters(sandbox);
	const begun = async () =>
		(await executions.read()).some(({ ids }) => ids.some((id) => writers.written.posts.some((post) => post.id === id)));
	const act = async () => {
		await waitUntil('The first execution', begun, { seconds, every: 500 });
		return await fire();
	};
	const killedAt = await act().finally(writers.stop);
	const owed = owedOf(writers.written);
	const excused = excuses(owed, { killedAt, executions: await executions.read() });
	const certain = Object.fromEntries(Object.entries(owed).map(([kind, events]) => [kind, events.filter((event) => !excused[kind](event))]));
	try {
		await awaitDelivery(executions, certain, { seconds });
	} catch (error) {
		// What is missing is counted below.
		if (!(error instanceof Failure)) throw error;
	}
	// A poll later: whatever comes twice has come twice by then.
	const last = startWriters(sandbox, { writers: 1 });
	await last.stop();
	await awaitDelivery(executions, owedOf(last.written), { seconds });
	const traces = await listTraces(sandbox);
	const all = (await executions.read()).filter(({ id }) => !before.has(id));
	return Object.entries(owedOf(last.written)).map(([kind, events]) => {
		const count = countEvents(kind, { owed: [...owed[kind], ...events], executions: all, traces });
		return { ...count, excused: count.lost.filter(excused[kind]) };
	});
}
