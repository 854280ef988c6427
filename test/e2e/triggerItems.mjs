/** What the trigger handed to an execution, as JSON: whether it ran, waits in the queue or was broken off. `data` as in N8nClient.execution. */
export function triggerItems({ resultData, executionData }) {
	const ran = resultData?.runData?.Trigger?.flatMap((run) => run.data?.main?.flat() ?? []);
	const waiting = executionData?.nodeExecutionStack?.filter(({ node }) => node.name === 'Trigger').flatMap(({ data }) => data.main.flat());
	return ((ran?.length ? ran : waiting) ?? []).map(({ json }) => json);
}
