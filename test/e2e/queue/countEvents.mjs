import { traceOf } from './tracingWorkflow.mjs';

function tally(values) {
	const counts = new Map();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}

/**
 * What became of each event of one kind.
 * `owed`: what was written; `executions`: as in Executions; `traces`: the names of all tasks in EspoCRM.
 */
export function countEvents(kind, { owed, executions, traces }) {
	const own = executions.filter((execution) => execution.kind === kind);
	const delivered = tally(own.flatMap(({ ids }) => ids));
	const left = tally(traces);
	const tracesOf = ({ id }) => left.get(traceOf(kind, id)) ?? 0;
	const broken = own.filter(({ status }) => status !== 'success');
	const interrupted = new Set(broken.flatMap(({ ids }) => ids));
	return {
		kind,
		owed: owed.length,
		executions: own.length,
		lost: owed.filter(({ id }) => !delivered.has(id)),
		doubled: owed.filter((event) => delivered.get(event.id) > 1 || tracesOf(event) > 1),
		foreign: [...delivered.keys()].filter((id) => !owed.some((event) => event.id === id)).map((id) => ({ id })),
		/** Delivered, in an execution that n8n says did not end well. */
		interrupted: owed.filter(({ id }) => interrupted.has(id)),
		/** Delivered, in an execution that n8n says ended well, but nothing is there. */
		vanished: owed.filter((event) => delivered.has(event.id) && !tracesOf(event) && !interrupted.has(event.id)),
		broken,
	};
}
