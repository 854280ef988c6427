/** What n8n puts in the place of the items of an execution that it found broken off: one item, which nobody delivered. */
const isReal = ({ json }) => !json.isArtificialRecoveredEventItem;

/**
 * What the trigger handed to an execution, as JSON: whether it ran, waits in the queue or was broken off; nothing if n8n deleted it.
 * `data` as in N8nClient.execution.
 */
export function triggerItems({ resultData, executionData }) {
	const ran = resultData?.runData?.Trigger?.flatMap((run) => run.data?.main?.flat() ?? []).filter(isReal);
	const waiting = executionData?.nodeExecutionStack?.filter(({ node }) => node.name === 'Trigger').flatMap(({ data }) => data.main.flat());
	return ((ran?.length ? ran : waiting) ?? []).map(({ json }) => json);
}
