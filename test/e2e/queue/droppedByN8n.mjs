/**
 * So many executions earlier than a poll, nothing of what it finds had happened yet. The one before would not do: a poll reads before
 * its execution is there, and leaves out the last seconds; nor that before: two polls can be at work at once.
 */
export const earlier = 3;

/**
 * Whether n8n may have dropped an event of one kind when its main was killed: with the batch that a poll had just found.
 * `killedAt`: when it was killed, in ms since 1970; `executions`: as in Executions; the event as in startWriters.
 */
export function droppedByN8n(kind, { killedAt, executions }) {
	const created = executions.filter((execution) => execution.kind === kind).map(({ createdAt }) => createdAt);
	const windows = killedAt.map((end) => {
		const before = created.filter((time) => time < end).sort((a, b) => a - b);
		return { start: before.at(-earlier) ?? 0, end };
	});
	return ({ begun, done }) => windows.some(({ start, end }) => done > start && begun < end);
}
