import type { IBinaryKeyData, IDataObject, INodeParameters } from 'n8n-workflow';

import type { N8nWebhooks } from '../../harness/N8nWebhooks';
import { PollingWorkflow } from '../../harness/PollingWorkflow';
import { runNode, type RunError } from '../../harness/runNode';
import { WebhookWorkflow } from '../../harness/WebhookWorkflow';
import { deliver } from '../server/startWebhooks';
import type { Observation } from './Observation';
import type { TableServer } from './startTableServer';

/** Runs a node with the parameters and tells what it did. */
export type Observe = (parameters: INodeParameters) => Promise<Observation>;

const TIMEZONE = 'America/New_York';
/** What an event has of the moment at which it is found. */
const OF_THE_MOMENT = ['time', 'eventId'];

function textOf({ message, description }: Pick<RunError, 'message' | 'description'>): string {
	return [message, description].filter(Boolean).join(' | ');
}

/** The action node, on one item. */
export function observeAction(server: TableServer, input: IDataObject = {}, binary?: IBinaryKeyData): Observe {
	return async (parameters) => {
		server.reset();
		const { credentials } = server;
		const run = runNode({ credentials, parameters, items: [{ json: input, binary }], timezone: TIMEZONE });
		// n8n itself refuses a required parameter that is empty.
		const { items, hints, error } = await run.catch((refusal: RunError) => ({ items: [], hints: [], error: refusal }));
		return {
			requests: server.requests(),
			output: JSON.stringify(items.map((item) => (item.binary ? { ...item.json, binary: item.binary } : item.json))),
			hints: hints.map(({ message }) => message),
			error: error && textOf(error),
		};
	};
}

/** The polling trigger: activation, a poll and a test event. */
export function observePolling(server: TableServer): Observe {
	return async (parameters) => {
		server.reset();
		const { credentials } = server;
		return await observed(server, async () => {
			// n8n itself refuses what no editor saves.
			const workflow = new PollingWorkflow({ credentials, parameters, timezone: TIMEZONE });
			return [await workflow.activate(), await workflow.poll(), await workflow.fetchTestEvent()];
		});
	};
}

/** The webhook trigger: activation, and a delivery to its first webhook. */
export function observeWebhooks(server: TableServer, n8n: N8nWebhooks, record: string): Observe {
	return async (parameters) => {
		server.reset();
		return await observed(server, async () => {
			const workflow = new WebhookWorkflow({ credentials: server.credentials, n8n, parameters });
			await workflow.activate();
			const { hooks } = workflow.staticData.webhooks as unknown as { hooks: Array<{ event: string }> };
			const { event = '' } = hooks[0] ?? {};
			const { status } = await deliver(workflow, event, JSON.stringify([{ id: record, modifiedAt: '2026-11-23 10:00:00' }]));
			return [status, workflow.items];
		});
	};
}

async function observed(server: TableServer, work: () => Promise<unknown>): Promise<Observation> {
	try {
		const output = JSON.stringify(await work(), (key, value: unknown) => (OF_THE_MOMENT.includes(key) ? undefined : value));
		return { requests: server.requests(), output, hints: [] };
	} catch (error) {
		return { requests: server.requests(), output: '', hints: [], error: textOf(error as RunError) };
	}
}
