import { createEspoClient } from '../../../nodes/shared/api/client/EspoClient';
import { PartlyDone } from '../../../nodes/shared/api/client/partlyDone';
import { createMetadata } from '../../../nodes/shared/api/metadata/createMetadata';
import type { MetadataCache } from '../../../nodes/shared/api/metadata/metadataPart';
import type { HttpRequest, HttpResponse } from '../../../nodes/shared/api/request/Send';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import { inOrder } from '../../../nodes/shared/operation/inOrder';
import type { AnyValues, Operation } from '../../../nodes/shared/operation/Operation';
import { planJobs } from '../../../nodes/shared/operation/planJobs';

/** Runs items as the executor does, with continue-on-fail. */
export async function runJobs(operation: Operation, items: AnyValues[], answer: (request: HttpRequest) => HttpResponse) {
	const requests: string[] = [];
	const bodies: unknown[] = [];
	const results: Array<JsonObject[] | string> = [];
	const hints: string[] = [];
	const cache: MetadataCache = new Map();
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		tries: 1,
		send: async (request) => {
			await new Promise(setImmediate);
			requests.push(`${request.method} ${request.path}`);
			bodies.push(request.body);
			return answer(request);
		},
	});
	const tasks = planJobs(
		items.map((values, itemIndex) => ({ itemIndex, plan: operation.plan(values) })),
		{
			client,
			metadata: createMetadata(client, async () => await Promise.resolve(cache)),
			succeed: (itemIndex, output) => (results[itemIndex] = output.map(({ json }) => json as JsonObject)),
			keep: async () => await Promise.reject(new Error('No file is expected')),
			fail: async (failure, itemIndex) => {
				await Promise.resolve();
				const [error, note] = failure instanceof PartlyDone ? [failure.reason, failure.message] : [failure, ''];
				results[itemIndex] = [(error as Error).message, note].filter(Boolean).join(' | ');
			},
			hint: (itemIndex, text) => hints.push(`Item ${itemIndex}: ${text}`),
			log: () => undefined,
		},
	);
	await inOrder(tasks, 4);
	return { requests, bodies, results, hints, keys: tasks.map(({ keys }) => keys) };
}
