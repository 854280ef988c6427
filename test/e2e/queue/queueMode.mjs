import { Failure } from '../../../scripts/Failure.mjs';
import { activate } from '../../../sandbox/n8n/activate.mjs';
import { saveWorkflow } from '../../../sandbox/n8n/seed.mjs';
import { requireHooks } from '../requireHooks.mjs';
import { actionOnWorkers } from './actionOnWorkers.mjs';
import { deliverUnderFire } from './deliverUnderFire.mjs';
import { earlier } from './droppedByN8n.mjs';
import { Executions } from './Executions.mjs';
import { killMainBefore } from './killMainBefore.mjs';
import { killWorker } from './killWorker.mjs';
import { retryBroken } from './retryBroken.mjs';
import { tracingWorkflow } from './tracingWorkflow.mjs';

const durable = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};
const polled = ['posts', 'accounts'];
const kinds = [...polled, 'webhook'];

function describe(counts) {
	const sum = (part) => counts.reduce((total, count) => total + (count[part].length ?? count[part]), 0);
	const broken = counts.flatMap((count) => count.broken);
	const reasons = new Set(broken.map(({ status, reason }) => `${status}${reason ? `: ${reason.split('.')[0]}` : ''}`));
	const lost = `lost ${sum('lost')}${sum('excused') ? ` (${sum('excused')} of them in batches that n8n had stored as delivered when it was killed)` : ''}`;
	const interrupted = `${broken.length} executions with ${sum('interrupted')} events broken off by the kills, as n8n says (${[...reasons].join('; ')})`;
	return `${sum('owed')} events, ${sum('executions')} executions, ${lost}, doubled ${sum('doubled')}; ${interrupted}`;
}

/** Nothing is lost but what n8n itself loses, nothing is doubled, and every execution that n8n says ended well has left its traces. */
function requireExact(counts) {
	const faults = counts.flatMap(({ kind, lost, excused, doubled, foreign, vanished }) => [
		{ what: `${kind} lost`, events: lost.filter((event) => !excused.includes(event)) },
		{ what: `${kind} doubled`, events: doubled },
		{ what: `${kind} not owed`, events: foreign },
		{ what: `${kind} executed without a trace`, events: vanished },
	]);
	const found = faults
		.filter(({ events }) => events.length)
		.map(({ what, events }) => `${what}: ${events.map(({ id }) => id ?? 'an item without an id')}`);
	if (found.length) throw new Failure(`${found.join('; ')} (${describe(counts)})`);
	return describe(counts);
}

/** Events in EspoCRM while workers and the main of n8n die: every one is executed, none twice. */
export async function queueMode(checks, { cluster, sandbox, credential }) {
	const { client, main, worker1, worker2 } = cluster;
	const workflows = kinds.map((kind) => tracingWorkflow(kind, credential, sandbox.users.full.id));
	const executions = new Executions(client, workflows);
	const hooks = [{ url: `${cluster.url}/webhook/e2e-webhook/webhook`, events: ['Account.create'] }];
	await checks.add('The node runs on the workers, which share one session of a person', () => actionOnWorkers(cluster, sandbox));
	await checks.add('Activate the triggers in queue mode', async () => {
		for (const workflow of workflows) await saveWorkflow(client, workflow);
		await Promise.all(workflows.map(({ id }) => activate(client, id)));
		return await requireHooks(sandbox, hooks);
	});
	await checks.add('Killed in mid-flow: a worker and the main, the main between its own two writes', async () => {
		const fire = async () => {
			// With fewer polls before, everything until then might be what n8n has dropped.
			const calm = { executions, kinds: polled, after: earlier };
			return [await killWorker(worker1, { executions, main }), await killMainBefore('INSERT', cluster, { ...calm, settings: durable })];
		};
		return requireExact(await deliverUnderFire({ sandbox, executions, fire }));
	});
	await checks.add('With durable cursors: a worker, the main before an execution is there, the main before it is queued', async () => {
		const fire = async () => {
			const calm = { executions, kinds: polled, after: 1 };
			await killWorker(worker2, { executions });
			await killMainBefore('INSERT', cluster, { ...calm, settings: durable });
			await killMainBefore('UPDATE', cluster, { ...calm, settings: durable });
			return [];
		};
		return requireExact(await deliverUnderFire({ sandbox, executions, fire }));
	});
	await checks.add('What n8n lists as crashed runs when it is retried, and what it gave up does not', () =>
		retryBroken(cluster, { sandbox, executions }),
	);
	await checks.add('The webhooks are the same after all that, and gone after deactivation', async () => {
		await requireHooks(sandbox, hooks);
		for (const { id } of workflows) await client.request('POST', `/rest/workflows/${id}/deactivate`, {});
		return await requireHooks(sandbox, []);
	});
}
