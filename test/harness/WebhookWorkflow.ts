import './environment';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type IBinaryKeyData,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeType,
	type IWebhookData,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowActivateMode,
} from 'n8n-workflow';

import { additionalData } from './additionalData';
import type { CredentialStore } from './CredentialStore';
import type { N8nWebhooks, WebhookRequest, WebhookResponse } from './N8nWebhooks';
import { nodeCredentials } from './nodeCredentials';
import { nodeTypes } from './nodeTypes';

export interface WebhookOptions {
	credentials: CredentialStore;
	n8n: N8nWebhooks;
	parameters: INodeParameters;
	/** The workflow's. */
	id?: string;
	webhookId?: string;
	/** n8n's address as the world sees it (WEBHOOK_URL); that of `n8n` when absent. */
	publicUrl?: string;
	/** What the database holds of the workflow's static data. */
	saved?: IDataObject;
}

export interface Execution {
	items: IDataObject[];
	/** Of each item. */
	files?: Array<IBinaryKeyData | undefined>;
	error?: Error;
}

type Method = 'checkExists' | 'create' | 'delete';

/**
 * A workflow that begins with the EspoCRM Webhook Trigger, with the rules of n8n 2.41: on activation `checkExists`, then
 * `create` if that said no, then `delete` if it failed; static data is stored after each of them, and after a delivery once
 * the workflow was started. Every delivery reads it anew.
 */
export class WebhookWorkflow {
	/** The workflow's static data in n8n's database, as JSON. */
	saved: string;
	/** What deliveries started. */
	readonly executions: Execution[] = [];
	/** What was called on activations and deactivations. */
	readonly calls: Method[] = [];
	/** Makes n8n fail between the node and the execution. */
	cannotStart = false;
	/** What happens when the workflow was started and n8n has not answered yet. */
	beforeAnswer = async (): Promise<void> => undefined;
	private readonly node: INode;
	private readonly type: INodeType;
	private testData: IDataObject = {};

	constructor(private readonly options: WebhookOptions) {
		const { parameters, webhookId = 'hook-a' } = options;
		this.node = {
			id: 'webhook-trigger',
			name: 'EspoCRM Webhook Trigger',
			type: 'espoCrmWebhookTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters,
			webhookId,
			credentials: nodeCredentials,
		};
		this.type = nodeTypes.getByNameAndVersion(this.node.type) as INodeType;
		this.saved = JSON.stringify(options.saved ?? {});
	}

	/** Where the production webhooks lead. */
	get url(): string {
		return `${this.options.publicUrl ?? this.options.n8n.origin}/webhook${this.path}`;
	}

	get staticData(): IDataObject {
		return (JSON.parse(this.saved) as IDataObject)[`node:${this.node.name}`] as IDataObject;
	}

	/** The items of all executions. */
	get items(): IDataObject[] {
		return this.executions.flatMap(({ items }) => items);
	}

	async activate(mode: WorkflowActivateMode = 'activate'): Promise<void> {
		const workflow = this.load();
		this.options.n8n.paths.set(`/webhook${this.path}`, async (request, response) => await this.receive(request, response));
		try {
			if (!(await this.call(workflow, 'checkExists', mode))) await this.call(workflow, 'create', mode);
		} catch (error) {
			this.options.n8n.paths.delete(`/webhook${this.path}`);
			await this.call(workflow, 'delete', 'update').catch(() => undefined);
			this.store(workflow);
			throw error;
		}
		this.store(workflow);
	}

	async deactivate(): Promise<void> {
		const workflow = this.load();
		await this.call(workflow, 'delete', 'update');
		this.store(workflow);
		this.options.n8n.paths.delete(`/webhook${this.path}`);
	}

	/** Other parameters, another address or another copy: the static data stays. */
	changed(options: Partial<WebhookOptions>): WebhookWorkflow {
		return new WebhookWorkflow({ ...this.options, saved: JSON.parse(this.saved) as IDataObject, ...options });
	}

	/** "Listen for test event": webhooks of its own, and static data that n8n throws away. */
	async listen(): Promise<{ stop(): Promise<void> }> {
		const path = `/webhook-test${this.path}`;
		const workflow = this.load({});
		await this.call(workflow, 'create', 'manual', true);
		this.testData = plain(workflow.staticData);
		this.options.n8n.paths.set(path, async (request, response) => await this.receive(request, response, true));
		return {
			stop: async () => {
				this.options.n8n.paths.delete(path);
				await this.call(this.load(this.testData), 'delete', 'update', true);
			},
		};
	}

	async checkExists(): Promise<boolean> {
		return await this.call(this.load(), 'checkExists', 'activate');
	}

	private get path(): string {
		return `/${this.node.webhookId}/webhook`;
	}

	private load(staticData = JSON.parse(this.saved) as IDataObject): Workflow {
		return new Workflow({ id: this.options.id ?? 'wf', nodes: [this.node], connections: {}, active: true, nodeTypes, staticData });
	}

	private store(workflow: Workflow): void {
		if (workflow.staticData.__dataChanged) this.saved = JSON.stringify(workflow.staticData);
	}

	private get additionalData(): IWorkflowExecuteAdditionalData {
		const origin = this.options.publicUrl ?? this.options.n8n.origin;
		return {
			...additionalData(this.options.credentials),
			webhookBaseUrl: `${origin}/webhook`,
			webhookTestBaseUrl: `${origin}/webhook-test`,
		};
	}

	private webhookData(workflow: Workflow, isTest: boolean): IWebhookData {
		const [webhookDescription] = this.type.description.webhooks ?? [];
		if (!webhookDescription) throw new Error('The node has no webhook');
		const data = { httpMethod: 'POST', node: this.node.name, path: this.path, webhookDescription, workflowId: workflow.id, isTest };
		return { ...data, workflowExecuteAdditionalData: this.additionalData } as IWebhookData;
	}

	private async call(workflow: Workflow, method: Method, activation: WorkflowActivateMode, isTest = false): Promise<boolean> {
		this.calls.push(method);
		const node = workflow.getNode(this.node.name) as INode;
		const mode = isTest ? 'manual' : method === 'delete' ? 'internal' : 'trigger';
		const context = new HookContext(workflow, node, this.additionalData, mode, activation, this.webhookData(workflow, isTest));
		const run = this.type.webhookMethods?.default?.[method];
		if (!run) throw new Error(`The node has no ${method}`);
		return await run.call(context);
	}

	private async answer(workflow: Workflow, given: IWorkflowExecuteAdditionalData, isTest: boolean): Promise<IWebhookResponseData> {
		const node = workflow.getNode(this.node.name) as INode;
		const mode = isTest ? 'manual' : 'webhook';
		const context = new WebhookContext(workflow, node, given, mode, this.webhookData(workflow, isTest), [], null);
		return (await this.type.webhook?.call(context)) ?? {};
	}

	private async receive(request: WebhookRequest, response: WebhookResponse, isTest = false): Promise<void> {
		const workflow = this.load(isTest ? this.testData : undefined);
		const given = { ...this.additionalData, httpRequest: request, httpResponse: response } as unknown as IWorkflowExecuteAdditionalData;
		try {
			const { workflowData, webhookResponse, noWebhookResponse } = await this.answer(workflow, given, isTest);
			if (workflowData && this.cannotStart) return response.status(500).json({ message: 'There was a problem executing the workflow' });
			const output = workflowData?.[0] ?? [];
			if (workflowData) this.executions.push({ items: plain(output.map(({ json }) => json)), files: output.map(({ binary }) => binary) });
			if (!isTest) this.store(workflow);
			await this.beforeAnswer();
			if (!noWebhookResponse) response.json(webhookResponse ?? { message: 'Workflow was started' });
		} catch (error) {
			this.executions.push({ items: [], error: error as Error });
			response.status(500).json({ message: 'Error in workflow' });
		}
	}
}

function plain<Value>(value: Value): Value {
	return JSON.parse(JSON.stringify(value)) as Value;
}
