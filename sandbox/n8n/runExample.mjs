import { randomUUID } from 'node:crypto';
import { Failure } from '../../scripts/Failure.mjs';
import { activate } from './activate.mjs';
import { waitUntil } from './waitUntil.mjs';

const over = ['success', 'error', 'crashed', 'canceled'];

function reasonOf({ data }) {
	const { error } = data.resultData;
	return error ? [error.node?.name, error.message, error.description].filter(Boolean).join(': ') : 'no reason given';
}

function itemsOf(execution, node) {
	if (execution.status !== 'success') throw new Failure(`the execution ended with ${execution.status}: ${reasonOf(execution)}`);
	const runs = execution.data.resultData.runData[node];
	if (!runs) throw new Failure(`the node "${node}" did not run, only ${Object.keys(execution.data.resultData.runData).join(', ')}`);
	return runs.flatMap((run) => run.data?.main?.flat() ?? []);
}

function verifyItems(items, { expectNode, minItems = 1, contains = [] }) {
	if (items.length < minItems) throw new Failure(`"${expectNode}" returned ${items.length} items instead of at least ${minItems}`);
	const text = JSON.stringify(items.map(({ json }) => json));
	const missing = contains.filter((part) => !text.includes(part));
	if (missing.length) throw new Failure(`"${expectNode}" returned items without ${missing.join(', ')}: ${text.slice(0, 500)}`);
	return `${items.length} ${items.length === 1 ? 'item' : 'items'} from "${expectNode}"`;
}

async function ended(n8n, id) {
	return await waitUntil(
		`The end of execution ${id}`,
		async () => {
			const execution = await n8n.execution(id);
			return over.includes(execution.status) && execution;
		},
		{ seconds: 180 },
	);
}

/** Executes the workflow as a person does with the button in the editor. */
export async function runManually(n8n, { id, nodes, meta: { check } }) {
	const trigger = nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
	const { executionId } = await n8n.request('POST', `/rest/workflows/${id}/run`, { triggerToStartFrom: { name: trigger.name } });
	return verifyItems(itemsOf(await ended(n8n, executionId), check.expectNode), check);
}

/** Other events may start executions too: the first one that `verify` accepts counts. */
async function awaitExecution(n8n, workflowId, verify) {
	const refused = new Map();
	const look = async () => {
		for (const { id } of await n8n.executions(workflowId)) {
			if (refused.has(id)) continue;
			try {
				return verify(await ended(n8n, id));
			} catch (error) {
				refused.set(id, error.message);
			}
		}
		return undefined;
	};
	try {
		// n8n polls at a second of the minute that it draws by lot.
		return await waitUntil('An execution with the event', look, { seconds: 180, every: 1000 });
	} catch (error) {
		throw new Failure([error.message, ...refused.values()].join('; '));
	}
}

/** Activates the workflow, lets the event happen in EspoCRM and waits for the execution that it starts. */
export async function runByEvent(n8n, espoCrm, { id, meta: { check } }) {
	const marker = randomUUID();
	const { as = 'colleague', ...event } = check.event;
	const text = JSON.stringify(event);
	const contains = [...(check.contains ?? []), ...(text.includes('{marker}') ? [marker] : [])];
	await activate(n8n, id);
	await espoCrm.request(as, JSON.parse(text.replaceAll('{marker}', marker)));
	return await awaitExecution(n8n, id, (execution) => verifyItems(itemsOf(execution, check.expectNode), { ...check, contains }));
}
