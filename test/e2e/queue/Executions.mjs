import { triggerItems } from '../triggerItems.mjs';

const underWay = ['new', 'running', 'waiting', 'unknown'];

/** The executions of some workflows as n8n lists them, with the events that each was started for. */
export class Executions {
	#all = new Map();

	constructor(client, workflows) {
		this.client = client;
		this.workflows = workflows;
	}

	/** Reads what is new or changed. n8n overwrites the items of an execution that it gives up, so what was read before is kept. */
	async read() {
		for (const { id: workflowId, name: kind } of this.workflows) {
			for (const { id, status, createdAt } of await this.client.executions(workflowId)) {
				const known = this.#all.get(id);
				if (known?.status === status) continue;
				const { data } = await this.client.execution(id);
				const ids = triggerItems(data).map((item) => item.id);
				const reason = data.resultData?.error?.message;
				this.#all.set(id, { id, kind, status, reason, createdAt: Date.parse(createdAt), ids: ids.length ? ids : (known?.ids ?? []) });
			}
		}
		return [...this.#all.values()];
	}

	/** Whether none is queued or running any more. */
	async settled() {
		return (await this.read()).every(({ status }) => !underWay.includes(status));
	}
}
