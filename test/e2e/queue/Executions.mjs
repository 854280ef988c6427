const pageSize = 100;
const underWay = ['new', 'running', 'waiting', 'unknown'];

/** What the trigger handed to the execution, whether it ran, waits in the queue or was broken off. */
function triggerItems({ resultData, executionData }) {
	const ran = resultData?.runData?.Trigger?.flatMap((run) => run.data?.main?.flat() ?? []);
	const waiting = executionData?.nodeExecutionStack?.filter(({ node }) => node.name === 'Trigger').flatMap(({ data }) => data.main.flat());
	return (ran?.length ? ran : waiting) ?? [];
}

/** The executions of some workflows as n8n lists them, with the events that each was started for. */
export class Executions {
	#all = new Map();

	constructor(client, workflows) {
		this.client = client;
		this.workflows = workflows;
	}

	async #list(workflowId) {
		const all = [];
		for (;;) {
			const page = await this.client.executions(workflowId, { limit: pageSize, lastId: all.at(-1)?.id });
			all.push(...page);
			if (page.length < pageSize) return all;
		}
	}

	/** Reads what is new or changed. n8n overwrites the items of an execution that it gives up, so what was read before is kept. */
	async read() {
		for (const { id: workflowId, name: kind } of this.workflows) {
			for (const { id, status, mode } of await this.#list(workflowId)) {
				const known = this.#all.get(id);
				if (known?.status === status) continue;
				const { data } = await this.client.execution(id);
				const ids = triggerItems(data).map(({ json }) => json.id);
				const reason = data.resultData?.error?.message;
				this.#all.set(id, { id, kind, status, mode, reason, ids: ids.length ? ids : (known?.ids ?? []) });
			}
		}
		return [...this.#all.values()];
	}

	/** Whether none is queued or running any more. */
	async settled() {
		return (await this.read()).every(({ status }) => !underWay.includes(status));
	}
}
