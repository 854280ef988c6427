import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { Failure } from '../../../scripts/Failure.mjs';
import { activate } from '../../../sandbox/n8n/activate.mjs';
import { saveWorkflow } from '../../../sandbox/n8n/seed.mjs';
import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';
import { startProxy } from '../startProxy.mjs';
import { requireHooks } from '../requireHooks.mjs';
import { Inbox } from './Inbox.mjs';
import { webhookWorkflow } from './webhookWorkflow.mjs';

const first = { id: 'e2eHooks', webhookId: 'e2e-hooks', entityTypes: ['Account'], events: ['create', 'update'] };
const changed = { ...first, entityTypes: ['Account', 'Contact'], events: ['update', 'delete'] };
const copy = { ...changed, id: 'e2eHooksCopy', webhookId: 'e2e-hooks-copy' };

const namesOf = ({ entityTypes, events }) => entityTypes.flatMap((type) => events.map((event) => `${type}.${event}`));
const hooksOf = (url, workflow, kind = 'webhook') => ({ url: `${url}/${kind}/${workflow.webhookId}/webhook`, events: namesOf(workflow) });

function changesIn(sandbox) {
	const as = (method, path, body) => sandbox.request('colleague', { method, path, body });
	return {
		create: async () => (await as('POST', 'Account', { name: randomUUID() })).id,
		update: async (id) => await as('PUT', `Account/${id}`, { description: randomUUID() }),
		remove: async (id) => await as('DELETE', `Account/${id}`),
	};
}

/** Whatever is done to a workflow and to n8n, EspoCRM has exactly the right webhooks afterwards, and each event arrives once. */
export async function webhookLifecycle(checks, { n8n: { machine, client, url, port }, sandbox, credential, folder }) {
	const save = (workflow) => saveWorkflow(client, webhookWorkflow(workflow, credential));
	const publish = async (workflow) => {
		await save(workflow);
		await activate(client, workflow.id);
	};
	const deactivate = (id) => client.request('POST', `/rest/workflows/${id}/deactivate`, {});
	const inbox = new Inbox(client, first.id);
	const tests = new Inbox(client, first.id, 'manual');
	const { create, update, remove } = changesIn(sandbox);
	let account;

	await checks.add('Activate', async () => {
		await publish(first);
		const hooks = await requireHooks(sandbox, [hooksOf(url, first)]);
		account = await create();
		await inbox.require(`create Account ${account}`);
		await update(account);
		await inbox.require(`update Account ${account}`);
		return hooks;
	});
	await checks.add('Listen for a test event beside the published workflow', async () => {
		const answer = await client.request('POST', `/rest/workflows/${first.id}/run`, { triggerToStartFrom: { name: 'Trigger' } });
		if (!answer.waitingForWebhook) throw new Failure(`n8n does not wait for a test event: ${JSON.stringify(answer)}`);
		await requireHooks(sandbox, [hooksOf(url, first), hooksOf(url, first, 'webhook-test')]);
		await update(account);
		await tests.require(`update Account ${account}`);
		await inbox.require(`update Account ${account}`);
		return await requireHooks(sandbox, [hooksOf(url, first)]);
	});
	await checks.add('Publish other events and entity types', async () => {
		await publish(changed);
		const hooks = await requireHooks(sandbox, [hooksOf(url, changed)]);
		await create();
		await update(account);
		await inbox.require(`update Account ${account}`);
		return hooks;
	});
	await checks.add('Deactivate, and activate again', async () => {
		await deactivate(first.id);
		await requireHooks(sandbox, []);
		await activate(client, first.id);
		const hooks = await requireHooks(sandbox, [hooksOf(url, changed)]);
		await update(account);
		await inbox.require(`update Account ${account}`);
		return hooks;
	});
	await checks.add('Restart n8n', async () => {
		await machine.stop();
		await machine.start();
		const hooks = await requireHooks(sandbox, [hooksOf(url, changed)]);
		await update(account);
		await inbox.require(`update Account ${account}`);
		return hooks;
	});
	await checks.add('Import the workflow again by the command line, and publish it', async () => {
		const file = join(folder, 'workflow.json');
		writeFileSync(file, JSON.stringify([{ ...webhookWorkflow(changed, credential), active: false }]));
		await machine.run('import:workflow', `--input=${file}`);
		await activate(client, first.id);
		const hooks = await requireHooks(sandbox, [hooksOf(url, changed)]);
		await update(account);
		await inbox.require(`update Account ${account}`);
		return hooks;
	});
	await checks.add('A copy at the same address is refused and takes nothing away', async () => {
		await save({ ...copy, webhookId: changed.webhookId });
		const refused = await activate(client, copy.id).then(
			() => false,
			() => true,
		);
		if (!refused) throw new Failure('n8n activated two workflows at one address');
		const hooks = await requireHooks(sandbox, [hooksOf(url, changed)]);
		await update(account);
		await inbox.require(`update Account ${account}`);
		return hooks;
	});
	await checks.add('A copy at an address of its own', async () => {
		const other = new Inbox(client, copy.id);
		await publish(copy);
		await requireHooks(sandbox, [hooksOf(url, changed), hooksOf(url, copy)]);
		await update(account);
		await Promise.all([inbox.require(`update Account ${account}`), other.require(`update Account ${account}`)]);
		await deactivate(copy.id);
		return await requireHooks(sandbox, [hooksOf(url, changed)]);
	});
	await checks.add('Another address of n8n, and activate again', async () => {
		const { url: outside } = await startProxy({ target: () => port });
		await machine.stop();
		await machine.start({ N8N_WEBHOOK_URL: `${outside}/` });
		await deactivate(first.id);
		await activate(client, first.id);
		const hooks = await requireHooks(sandbox, [hooksOf(outside, changed)]);
		await remove(account);
		await inbox.require(`delete Account ${account}`);
		return hooks;
	});
	await checks.add('Delete the workflow', async () => {
		await client.request('POST', `/rest/workflows/${first.id}/archive`, {});
		const hooks = await requireHooks(sandbox, []);
		// n8n refuses this while it is still busy with the former.
		await waitUntil('The deletion', () => client.request('DELETE', `/rest/workflows/${first.id}`).catch(() => false), { seconds: 180 });
		await requireHooks(sandbox, []);
		return hooks;
	});
}
