import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { isJsonObject } from '../shared/api/values/Json';
import type { Webhook } from '../shared/api/webhooks/webhooks';

/** What has to be kept of a webhook: deliveries are checked against it. */
export type RegisteredWebhook = Pick<Webhook, 'id' | 'event' | 'secretKey'>;

type Context = IHookFunctions | IWebhookFunctions;

/**
 * The webhooks that this workflow registered; undefined when it did not. What a copy of the workflow brought along from
 * another workflow or another n8n does not count: those webhooks still serve the original.
 */
export function registeredWebhooks(context: Context): RegisteredWebhook[] | undefined {
	const { webhooks } = context.getWorkflowStaticData('node');
	if (!isJsonObject(webhooks) || webhooks.owner !== ownerOf(context) || !Array.isArray(webhooks.hooks)) return undefined;
	return webhooks.hooks.filter(isRegistered);
}

/** Whole keys are assigned: n8n does not see changes within them. */
export function keepWebhooks(context: Context, hooks: RegisteredWebhook[]): void {
	const kept = hooks.map(({ id, event, secretKey }) => ({ id, event, secretKey }));
	context.getWorkflowStaticData('node').webhooks = { owner: ownerOf(context), hooks: kept } satisfies IDataObject;
}

/** Leaves nothing of the webhooks in the static data of the node. */
export function forgetWebhooks(context: Context): void {
	const data = context.getWorkflowStaticData('node');
	delete data.webhooks;
	delete data.deliveries;
}

function ownerOf(context: Context): string {
	return `${context.getInstanceId()}/${context.getWorkflow().id ?? ''}`;
}

function isRegistered(value: unknown): value is RegisteredWebhook {
	return isJsonObject(value) && [value.id, value.event, value.secretKey].every((part) => typeof part === 'string' && part !== '');
}
