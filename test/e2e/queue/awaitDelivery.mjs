import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';

/** Waits until each of the events was handed to an execution and no execution is under way. `owed`: events by kind. */
export async function awaitDelivery(executions, owed, { seconds }) {
	const delivered = async () => {
		const all = await executions.read();
		const known = (kind) => new Set(all.filter((execution) => execution.kind === kind).flatMap(({ ids }) => ids));
		return Object.entries(owed).every(([kind, events]) => events.every((event) => known(kind).has(event.id)));
	};
	await waitUntil('The delivery of all events', delivered, { seconds, every: 1000 });
	await waitUntil('The end of all executions', () => executions.settled(), { seconds, every: 1000 });
}
