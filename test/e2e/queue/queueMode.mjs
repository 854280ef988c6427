import { Failure } from '../../../scripts/Failure.mjs';
import { activate } from '../../../sandbox/n8n/activate.mjs';
import { saveWorkflow } from '../../../sandbox/n8n/seed.mjs';
import { requireHooks } from '../requireHooks.mjs';
import { actionOnWorkers } from './actionOnWorkers.mjs';
import { deliverUnderFire } from './deliverUnderFire.mjs';
import { Executions } from './Executions.mjs';
import { killMain, killMainBefore } from './killMain.mjs';
import { killWorker } from './killWorker.mjs';
import { retryCrashed } from './retryCrashed.mjs';
import { tracingWorkflow } from './tracingWorkflow.mjs';

const durable = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};
const polls = 2;
const kinds = ['posts', 'accounts', 'webhook'];

function describe(counts) {
	const sum = (part) => counts.reduce((total, count) => total + (count[part].length ?? count[part]), 0);
	const broken = counts.flatMap((count) => count.broken);
	const reasons = [...new Set(broken.map(({ status, reason }) => `${status}${reason ? `: ${reason}` : ''}`))];
	return [
		`${sum('owed')} events, ${sum('executions')} executions, lost ${sum('lost')}, doubled ${sum('doubled')}`,
		`${broken.length} executions with ${sum('interrupted')} events broken off by the kills, as n8n says${reasons.length ? ` (${reasons.join('; ')})` : ''}`,
	].join('; ');
}

function requireExact(counts) {
	const faults = counts.flatMap(({ kind, lost, excused, doubled, foreign, vanished }) => [
		lost.length > excused.length && `${kind}: lost ${lost.filter((event) => !excused.includes(event)).map(({ id }) => id)}`,
		doubled.length && `${kind}: doubled ${doubled.map(({ id }) => id)}`,
		foreign.length && `${kind}: not owed ${foreign}`,
		vanished.length && `${kind}: executed without a trace ${vanished.map(({ id }) => id)}`,
	]);
	if (faults.some(Boolean)) throw new Failure(`${faults.filter(Boolean).join('; ')} (${describe(counts)})`);
	return describe(counts);
}

/** Events in EspoCRM while workers and the main of n8n die: every one is executed, none twice. */
export async function queueMode(checks, { cluster, sandbox, credential }) {
	const { client, worker1, worker2 } = cluster;
	const workflows = kinds.map((kind) => tracingWorkflow(kind, credential, sandbox.users.full.id));
	const executions = new Executions(client, workflows);
	const hooks = [{ url: `${cluster.url}/webhook/e2e-webhook/webhook`, events: ['Account.create'] }];
	await checks.add('The node runs on the workers, which share one session of a person', () => actionOnWorkers(cluster, sandbox));
	await checks.add('Activate the triggers in queue mode', async () => {
		for (const workflow of workflows) await saveWorkflow(client, workflow);
		await Promise.all(workflows.map(({ id }) => activate(client, id)));
		return await requireHooks(sandbox, hooks);
	});
	await checks.add('Killed in mid-flow: a worker, the main, the main between its own two writes', async () => {
		const fire = async () => {
			await killWorker(worker1, executions);
			return [await killMain(cluster), await killMainBefore('INSERT', cluster, { polls, settings: durable })];
		};
		return requireExact(await deliverUnderFire({ sandbox, executions, fire }));
	});
	await checks.add('With durable cursors: a worker, the main before an execution is there, the main before it is queued', async () => {
		const fire = async () => {
			await killWorker(worker2, executions);
			await killMainBefore('INSERT', cluster, { polls, settings: durable });
			await killMainBefore('UPDATE', cluster, { polls, settings: durable });
			return [];
		};
		return requireExact(await deliverUnderFire({ sandbox, executions, fire }));
	});
	await checks.add('What n8n lists as crashed runs when it is retried', () => retryCrashed(cluster, { sandbox, executions }));
	await checks.add('The webhooks are the same after all that, and gone after deactivation', async () => {
		await requireHooks(sandbox, hooks);
		for (const { id } of workflows) await client.request('POST', `/rest/workflows/${id}/deactivate`, {});
		return await requireHooks(sandbox, []);
	});
}
