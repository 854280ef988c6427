const pageSize = 100;

/** All executions of a workflow, the newest first, without their data. */
export async function listExecutions(client, workflowId) {
	const all = [];
	for (;;) {
		const page = await client.executions(workflowId, { limit: pageSize, lastId: all.at(-1)?.id });
		all.push(...page);
		if (page.length < pageSize) return all;
	}
}
