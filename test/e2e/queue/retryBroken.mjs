import { Failure } from '../../../scripts/Failure.mjs';
import { listTraces } from './listTraces.mjs';
import { traceOf } from './tracingWorkflow.mjs';

/** Executes it again as a person does with the button in the list; n8n answers when the new execution is over. */
async function retry(client, { id }) {
	const { id: retried, status } = await client.request('POST', `/rest/executions/${id}/retry`, { loadWorkflow: false });
	return { id, retried, status };
}

function requireStatus(answers, wanted) {
	const others = answers
		.filter(({ status }) => status !== wanted)
		.map(({ id, retried, status }) => `${retried}, the retry of ${id}, is ${status}`);
	if (others.length) throw new Failure(`${others.join('; ')} instead of ${wanted}`);
}

const tracesOf = (executions) => executions.flatMap(({ kind, ids }) => ids.map((id) => traceOf(kind, id)));

async function missingTraces(sandbox, executions) {
	const traces = new Set(await listTraces(sandbox));
	return tracesOf(executions).filter((name) => !traces.has(name));
}

/**
 * Retries what n8n did not bring to its end. What it lists as crashed has its input, so that every event leaves its trace.
 * What it gave up as an error has lost it: n8n runs that again with nothing, and lists it with the same error.
 */
export async function retryBroken({ client }, { sandbox, executions }) {
	const broken = (await executions.read()).filter(({ status, ids }) => ['crashed', 'error'].includes(status) && ids.length);
	const [crashed, givenUp] = ['crashed', 'error'].map((wanted) => broken.filter(({ status }) => status === wanted));
	if (!crashed.length) throw new Failure('no execution crashed');
	const answers = await Promise.all(crashed.map((execution) => retry(client, execution)));
	requireStatus(answers, 'success');
	const missing = await missingTraces(sandbox, crashed);
	if (missing.length) throw new Failure(`no trace of ${missing.join(', ')}`);
	const before = await missingTraces(sandbox, givenUp);
	requireStatus(await Promise.all(givenUp.map((execution) => retry(client, execution))), 'error');
	const after = await missingTraces(sandbox, givenUp);
	if (after.length !== before.length)
		throw new Failure(`n8n ran what it had given up: ${before.length} traces were missing, now ${after.length}`);
	return `${crashed.length} crashed executions with ${tracesOf(crashed).length} events; ${givenUp.length} given up, which stay undone`;
}
