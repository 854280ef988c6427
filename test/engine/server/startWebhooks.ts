import { createHmac } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Webhook } from '../../../nodes/shared/api/webhooks/webhooks';
import { sandboxUsers } from '../../../sandbox/espocrm/sandboxUsers';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/espocrm/startSandbox';
import { CredentialStore } from '../../harness/CredentialStore';
import { startFaultProxy, type FaultProxy } from '../../harness/FaultProxy';
import { N8nWebhooks } from '../../harness/N8nWebhooks';
import { WebhookWorkflow, type WebhookOptions } from '../../harness/WebhookWorkflow';

/** An EspoCRM, n8n's side that takes webhooks, and a proxy on the way from n8n to EspoCRM. */
export class WebhookBench {
	private constructor(
		readonly sandbox: Sandbox,
		readonly proxy: FaultProxy,
		readonly n8n: N8nWebhooks,
	) {}

	static async start(options: SandboxOptions = {}): Promise<WebhookBench> {
		const sandbox = await startSandbox({ webhookAllowedAddresses: 'all', sampleData: false, ...options });
		return new WebhookBench(sandbox, await startFaultProxy(sandbox.url), await N8nWebhooks.start());
	}

	async close(): Promise<void> {
		await this.n8n.close();
		await this.proxy.close();
		await this.sandbox.close();
	}

	credentials(apiKey: string = sandboxUsers.full.apiKey): CredentialStore {
		return new CredentialStore({ authentication: 'apiKey', apiKey, url: this.proxy.url });
	}

	workflow(parameters: INodeParameters = {}, more: Partial<WebhookOptions> = {}): WebhookWorkflow {
		const given = { entityTypes: ['Account'], events: ['create', 'update', 'delete'], ...parameters };
		return new WebhookWorkflow({ credentials: this.credentials(), n8n: this.n8n, parameters: given, ...more });
	}

	/** As a user, past n8n and the proxy. */
	async api(method: string, path: string, body?: IDataObject, apiKey: string = sandboxUsers.full.apiKey): Promise<IDataObject> {
		const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' };
		const response = await fetch(`${this.sandbox.url}/api/v1/${path}`, { method, headers, body: body && JSON.stringify(body) });
		if (!response.ok) throw new Error(`${response.status} ${response.headers.get('x-status-reason')}`);
		return (await response.json()) as IDataObject;
	}

	async hooks(): Promise<Webhook[]> {
		return ((await this.api('GET', 'Webhook?orderBy=id&order=asc')) as unknown as { list: Webhook[] }).list;
	}

	/** Event and address of each, in short. */
	async hookNames(): Promise<string[]> {
		const names = (await this.hooks()).map(
			({ event, url, isActive, skipOwn }) => `${event} ${new URL(url).pathname}${isActive ? '' : ' inactive'}${skipOwn ? ' skipOwn' : ''}`,
		);
		return names.sort();
	}
}

export interface Forged {
	id?: string;
	secret?: string;
	/** What is signed, if not the body. */
	signed?: string;
	headers?: Record<string, string>;
	event?: string;
	older?: boolean;
}

/** Sends a delivery as EspoCRM does. @returns the status and the text of the answer */
export async function deliver(
	workflow: WebhookWorkflow,
	event: string,
	body: string,
	forged: Forged = {},
): Promise<{ status: number; text: string }> {
	const { hooks } = workflow.staticData.webhooks as unknown as { hooks: Array<{ id: string; event: string; secretKey: string }> };
	const hook = hooks.find((candidate) => candidate.event === event);
	const { id = hook?.id ?? '', secret = hook?.secretKey ?? '', signed = body, older = false, headers } = forged;
	const digest = createHmac('sha256', secret).update(signed).digest();
	const sign = (bytes: Buffer) => Buffer.concat([Buffer.from(`${id}:`), bytes]).toString('base64');
	const given = headers ?? { ...(older ? {} : { signature: sign(Buffer.from(digest.toString('hex'))) }), 'x-signature': sign(digest) };
	const response = await fetch(`${workflow.url}?event=${forged.event ?? event}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...given },
		body,
	});
	return { status: response.status, text: await response.text() };
}
