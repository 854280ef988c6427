import { Failure } from '../../../scripts/Failure.mjs';
import { waitUntil } from '../../../sandbox/n8n/waitUntil.mjs';

/** The execution that `begin` starts, when it is over. @throws Failure unless it succeeded */
export async function executionOf(client, workflowId, begin) {
	const ids = async () => (await client.executions(workflowId)).map(({ id }) => id);
	const before = await ids();
	await begin();
	const ended = async () => {
		const [id] = (await ids()).filter((each) => !before.includes(each));
		const execution = id && (await client.execution(id));
		return execution?.stoppedAt && execution;
	};
	const execution = await waitUntil('The end of the execution', ended, { seconds: 180 });
	if (execution.status !== 'success')
		throw new Failure(`the execution is ${execution.status}: ${execution.data.resultData.error?.message}`);
	return execution;
}
