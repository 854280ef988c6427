import { presented } from '../api/presented/presented';
import { writeRecord } from '../api/records/writeRecord';
import { writtenText } from '../api/records/writtenText';
import type { EspoRequest } from '../api/request/EspoRequest';
import type { JsonObject } from '../api/values/Json';
import type { Task } from './inOrder';
import type { JobContext } from './JobContext';
import type { FileContext, OutputItem, Output, Plan, RunContext } from './Operation';
import { idsOf, keyOf, sharedJobs, type Job, type Shared } from './sharedJobs';

export interface Item {
	itemIndex: number;
	plan: Plan;
}

/** What has to be sent for the items, as tasks that know which records they work on. */
export function planJobs(items: Item[], context: JobContext): Task[] {
	const shared = items.flatMap(({ itemIndex, plan }): Shared[] => ('shared' in plan ? [{ itemIndex, plan }] : []));
	const own = items.flatMap(({ itemIndex, plan }): Job[] =>
		'shared' in plan ? [] : [{ first: itemIndex, task: { keys: keysOf(plan), run: async () => await settle(itemIndex, plan, context) } }],
	);
	return [...own, ...sharedJobs(shared, context)].sort((a, b) => a.first - b.first).map(({ task }) => task);
}

type OwnPlan = Exclude<Plan, { shared: EspoRequest }>;

/** The records that a plan works on. Reads may overlap. */
function keysOf(plan: OwnPlan): string[] {
	if ('steps' in plan || 'files' in plan) return (plan.touches ?? []).map(keyOf);
	const request = 'write' in plan ? plan.write : plan.request;
	if (request.method === 'GET') return [];
	return [...request.path.slice(1, 2), ...idsOf(request)].map(keyOf);
}

async function settle(itemIndex: number, plan: OwnPlan, context: JobContext): Promise<void> {
	const run = runContext(itemIndex, context);
	let output: OutputItem[];
	try {
		output =
			'files' in plan ? await plan.files({ ...run, download: downloadFor(context) }) : (await records(plan, run)).map((json) => ({ json }));
	} catch (error) {
		return await context.fail(error, itemIndex);
	}
	context.succeed(itemIndex, output);
}

type PlanOfRecords = Exclude<OwnPlan, { files: unknown }>;

async function records(plan: PlanOfRecords, run: RunContext): Promise<JsonObject[]> {
	const found = [await outputOf(plan, run)].flat();
	return plan.presents ? await presented(found, plan.presents, run.metadata, run.hint) : found;
}

async function outputOf(plan: PlanOfRecords, run: RunContext): Promise<Output> {
	if ('steps' in plan) return await plan.steps(run);
	if ('write' in plan) return await run.write(plan.write);
	const { body } = await run.client.request(plan.request);
	return plan.output(body, plan.request);
}

function downloadFor({ client, keep }: JobContext): FileContext['download'] {
	return async (request, nameOf) => await client.download(request, async (bytes) => await keep(bytes, nameOf(bytes.headers)));
}

function runContext(itemIndex: number, { client, metadata, hint }: JobContext): RunContext {
	const hintOf = (text: string) => hint(itemIndex, text);
	return {
		client,
		metadata,
		hint: hintOf,
		async write(request) {
			const written = await writeRecord(client, metadata, request);
			const text = writtenText(written);
			if (text) hintOf(text);
			return written.record;
		},
	};
}
