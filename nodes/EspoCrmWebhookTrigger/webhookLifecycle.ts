import type { IHookFunctions, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { InvalidInput } from '../shared/api/values/InvalidInput';
import { planWebhooks, type WantedWebhooks } from '../shared/api/webhooks/planWebhooks';
import { registerWebhooks } from '../shared/api/webhooks/registerWebhooks';
import { deleteWebhook, listWebhooks } from '../shared/api/webhooks/webhooks';
import { nodeError } from '../shared/n8n/messages/nodeError';
import { connect } from '../shared/n8n/transport/connect';
import { chosenEvents, readWebhookTrigger } from './readWebhookTrigger';
import { forgetWebhooks, keepWebhooks, registeredWebhooks } from './registeredWebhooks';
import { undeliverable } from './undeliverable';

const LIMITS = { tries: 3, timeoutMs: 30_000 };
const NEEDS =
	'The role of the API user needs “Webhooks” enabled (Administration > Roles). EspoCRM allows webhooks only for API users and administrators.';

/** Whether EspoCRM has exactly the wanted webhooks and their secrets are known. Changes nothing. @throws NodeApiError, NodeOperationError */
export async function webhooksExist(context: IHookFunctions): Promise<boolean> {
	const known = registeredWebhooks(context);
	// Without the secrets nothing could be verified, so there is nothing to ask.
	if (!known) return false;
	return await inHook(context, async () => {
		const wanted = await wantedWebhooks(context);
		const ids = known.map(({ id }) => id);
		const plan = planWebhooks(wanted, await listWebhooks(connect(context, LIMITS).client, wanted.baseUrl, ids), ids);
		const exact = !plan.create.length && !plan.change.length && !plan.remove.length;
		return exact && plan.keep.every(({ id, event }) => known.some((hook) => hook.id === id && hook.event === event));
	});
}

/** Makes the webhooks in EspoCRM exactly the wanted ones. @throws NodeApiError, NodeOperationError */
export async function createWebhooks(context: IHookFunctions): Promise<boolean> {
	return await inHook(context, async () => {
		const known = (registeredWebhooks(context) ?? []).map(({ id }) => id);
		const wanted = await wantedWebhooks(context);
		keepWebhooks(context, await registerWebhooks(connect(context, LIMITS).client, wanted, known));
		const warning = undeliverable(wanted.baseUrl);
		if (warning) context.logger.warn(`${context.getNode().name}: ${warning}`);
		return true;
	});
}

/**
 * Removes the webhooks of this workflow: those that it registered and what else leads to its address. Without any registered
 * nothing is touched: n8n also calls this for a copy whose address is taken by the original.
 * @throws NodeApiError, NodeOperationError
 */
export async function removeWebhooks(context: IHookFunctions): Promise<boolean> {
	const known = registeredWebhooks(context);
	if (!known) return true;
	return await inHook(context, async () => {
		const { client } = connect(context, LIMITS);
		const ids = known.map(({ id }) => id);
		for (const { id } of await listWebhooks(client, baseUrlOf(context), ids)) await deleteWebhook(client, id);
		// Only now: what is left after a failure is tried again.
		forgetWebhooks(context);
		return true;
	});
}

async function wantedWebhooks(context: IHookFunctions): Promise<WantedWebhooks> {
	const settings = await readWebhookTrigger(context);
	return { baseUrl: baseUrlOf(context), events: chosenEvents(settings), skipOwn: settings.options.skipOwn };
}

function baseUrlOf(context: IHookFunctions): string {
	const url = context.getNodeWebhookUrl('default');
	if (url) return url;
	throw new InvalidInput('Webhook URL', 'n8n gave no address for the webhook', 'Save the workflow and try again.');
}

async function inHook<Result>(context: IHookFunctions, work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		throw asHookError(context, error);
	}
}

function asHookError(context: IHookFunctions, error: unknown): NodeApiError | NodeOperationError {
	return nodeError(error, { node: context.getNode(), needs: NEEDS, isMessageOnly: true });
}
