import type { INodeParameters } from 'n8n-workflow';

import { byKey } from '../../engine/server/credential';
import { PollingWorkflow } from '../../harness/PollingWorkflow';
import type { BenchServer } from '../Contender';

/** What the polls of a backlog took. */
export interface PolledBacklog {
	polls: number;
	/** Different events that came. */
	events: number;
	/** Of all polls; the longest alone. */
	ms: number;
	longestMs: number;
	/** Of the process, in bytes: before the backlog, and at most. */
	before: number;
	most: number;
	/** Why the polls ended before everything had come. */
	refusal?: string;
}

/** A process of its own for a trigger: it is activated when it starts, and polls until nothing comes when it is told to. */
async function main(server: BenchServer, parameters: INodeParameters): Promise<void> {
	const workflow = new PollingWorkflow({ credentials: byKey(server.url, { apiKey: server.apiKey }), parameters, uncopied: true });
	await workflow.activate();
	process.once('message', () => {
		polled(workflow).then(
			(result) => process.send?.(result),
			(error: unknown) => {
				console.error(error);
				process.exit(1);
			},
		);
	});
	process.once('disconnect', () => process.exit(0));
	process.send?.('ready');
}

async function polled(workflow: PollingWorkflow): Promise<PolledBacklog> {
	const seen = new Set<unknown>();
	const result: PolledBacklog = { polls: 0, events: 0, ms: 0, longestMs: 0, before: process.memoryUsage().rss, most: 0 };
	for (;;) {
		const began = performance.now();
		const items = await workflow.poll().catch((error: Error) => error);
		const ms = performance.now() - began;
		result.polls++;
		result.ms += ms;
		result.longestMs = Math.max(result.longestMs, ms);
		if (items instanceof Error) result.refusal = items.message;
		if (!items || items instanceof Error) break;
		for (const { eventId, id } of items) seen.add(eventId ?? id);
	}
	// As the operating system saw it, so that no peak is missed.
	return { ...result, events: seen.size, most: process.resourceUsage().maxRSS * 1_024 };
}

main(JSON.parse(process.argv[2] ?? '{}') as BenchServer, JSON.parse(process.argv[3] ?? '{}') as INodeParameters).catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
