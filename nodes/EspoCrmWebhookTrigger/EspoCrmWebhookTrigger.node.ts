import type { IHookFunctions, INodeType, INodeTypeDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { getWebhookEntityTypes, getWebhookFields } from '../shared/n8n/editor/webhookOptions';
import { receiveWebhook } from './receiveWebhook';
import { DELIVERED_TO } from './undeliverable';
import { createWebhooks, removeWebhooks, webhooksExist } from './webhookLifecycle';
import { webhookProperties } from './webhookProperties';

export class EspoCrmWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'EspoCRM Webhook Trigger',
		name: 'espoCrmWebhookTrigger',
		icon: { light: 'file:espoCrm.svg', dark: 'file:espoCrm.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [].concat($parameter["entityTypes"]).join(", ") + ": " + [].concat($parameter["events"]).join(", ") }}',
		description: 'Starts the workflow when EspoCRM sends a webhook for created, updated or deleted records',
		eventTriggerDescription: 'when EspoCRM sends a webhook',
		activationMessage: `EspoCRM now sends these events to this workflow, every 2 minutes. ${DELIVERED_TO} If the webhook URL of this node is not such an address, set N8N_WEBHOOK_URL (WEBHOOK_URL on older n8n) and publish the workflow again.`,
		triggerPanel: {
			header: 'Wait for a webhook from EspoCRM',
			executionsHelp: {
				inactive:
					'<b>While building</b>, start a test step, then change a record in EspoCRM. Its job sends webhooks every 2 minutes, so the event can take that long. The test registers webhooks of its own, which are removed afterwards.<br /><br /><b>Once you’re happy with it</b>, publish the workflow. Its webhooks then stay in EspoCRM.',
				active:
					'<b>While building</b>, start a test step, then change a record in EspoCRM. Its job sends webhooks every 2 minutes, so the event can take that long. The test has webhooks of its own, separate from those of the published workflow.<br /><br /><b>The published workflow</b> is started by EspoCRM. Its executions are in the executions list.',
			},
			activationHint: 'When the workflow is finished, publish it: its webhooks are then registered in EspoCRM.',
		},
		defaults: { name: 'EspoCRM Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'espoCrmConnectorApi', required: true }],
		// Without `responseData` n8n answers a word of its own, “firstEntryJson”.
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: '', path: 'webhook' }],
		properties: webhookProperties,
	};

	methods = { loadOptions: { getWebhookEntityTypes, getWebhookFields } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await webhooksExist(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await createWebhooks(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await removeWebhooks(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveWebhook(this);
	}
}
