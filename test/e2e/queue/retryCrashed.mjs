import { Failure } from '../../../scripts/Failure.mjs';
import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';
import { listTraces } from './listTraces.mjs';
import { traceOf } from './tracingWorkflow.mjs';

/** Runs what n8n lists as crashed again, as a person does with the button in that list, until every event has its trace. */
export async function retryCrashed({ client }, { sandbox, executions }) {
	const crashed = (await executions.read()).filter(({ status, ids }) => status === 'crashed' && ids.length);
	if (!crashed.length) throw new Failure('no execution crashed');
	for (const { id } of crashed) await client.request('POST', `/rest/executions/${id}/retry`, { loadWorkflow: false });
	const wanted = crashed.flatMap(({ kind, ids }) => ids.map((id) => traceOf(kind, id)));
	const missing = async () => {
		const traces = new Set(await listTraces(sandbox));
		return wanted.filter((name) => !traces.has(name));
	};
	await waitUntil('The traces of the retried executions', async () => !(await missing()).length, { seconds: 120, every: 1000 });
	return `${crashed.length} executions with ${wanted.length} events`;
}
