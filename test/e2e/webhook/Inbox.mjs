import { Failure } from '../../../scripts/Failure.mjs';
import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';
import { triggerItems } from '../triggerItems.mjs';

const seconds = 300;

/** What a workflow has been started with since the beginning: what came twice is found at the latest by the next look. */
export class Inbox {
	#expected = [];

	/** `mode` is n8n's word: "webhook" for the published workflow, "manual" for test events. */
	constructor(client, workflowId, mode = 'webhook') {
		Object.assign(this, { client, workflowId, mode });
	}

	async #items() {
		const executions = (await this.client.executions(this.workflowId)).filter(({ mode }) => mode === this.mode);
		const items = [];
		for (const { id, status } of executions) {
			if (status !== 'success') throw new Failure(`execution ${id} is ${status}`);
			items.push(
				...triggerItems((await this.client.execution(id)).data).map(
					({ event, entityType, id: record }) => `${event} ${entityType} ${record}`,
				),
			);
		}
		return items.sort();
	}

	/** Waits until these events came too, and nothing else. `events`: event, entity type and id of each, e.g. "create Account 6b0…". */
	async require(...events) {
		this.#expected.push(...events);
		const wanted = JSON.stringify(this.#expected.sort());
		let found;
		const complete = async () => {
			found = await this.#items().catch((error) => [error.message]);
			return found.length >= this.#expected.length && JSON.stringify(found) === wanted;
		};
		await waitUntil(`The delivery of ${events}`, complete, { seconds }).catch((error) => {
			throw new Failure(`${error.message}: ${JSON.stringify(found)} instead of ${wanted}`);
		});
	}
}
