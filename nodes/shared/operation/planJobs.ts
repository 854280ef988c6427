import type { INodeExecutionData } from 'n8n-workflow';

import { recordsTogether } from '../api/lists/recordsTogether';
import { presented } from '../api/presented/presented';
import { writeRecord } from '../api/records/writeRecord';
import { writtenText } from '../api/records/writtenText';
import type { EspoRequest } from '../api/request/EspoRequest';
import { onlyReads } from '../api/request/onlyReads';
import type { Task } from './inOrder';
import type { JobContext } from './JobContext';
import type { FileContext, Output, Plan, RunContext } from './Operation';
import { pairedItem } from './pairedItem';
import { idsOf, keyOf, sharedJobs, type Job, type Shared } from './sharedJobs';

export interface Item {
	itemIndex: number;
	plan: Plan;
}

/** What has to be sent for the items, as tasks that know which records they work on. */
export function planJobs(items: Item[], context: JobContext): Task[] {
	const shared = items.flatMap(({ itemIndex, plan }): Shared[] => ('shared' in plan ? [{ itemIndex, plan }] : []));
	const single = items.flatMap(({ itemIndex, plan }) => ('shared' in plan ? [] : [{ itemIndex, plan }]));
	const together = single.flatMap(({ plan }) => ('request' in plan && plan.together ? [plan.together] : []));
	const ofRun: OfRun = { ...context, fromList: recordsTogether(context.client, together) };
	const own = single.map(({ itemIndex, plan }): Job => ({
		first: itemIndex,
		task: { keys: keysOf(plan), run: async () => await settle(itemIndex, plan, ofRun) },
	}));
	return [...own, ...sharedJobs(shared, context)].sort((a, b) => a.first - b.first).map(({ task }) => task);
}

type FromList = ReturnType<typeof recordsTogether>;

/** What all items of a run have. */
interface OfRun extends JobContext {
	fromList: FromList;
}

/** What one item has. */
interface OfItem extends FileContext {
	fromList: FromList;
}

type OwnPlan = Exclude<Plan, { shared: EspoRequest }>;

/** The records that a plan works on. Reads may overlap. */
function keysOf(plan: OwnPlan): string[] {
	if ('steps' in plan || 'files' in plan) return (plan.touches ?? []).map(keyOf);
	const request = 'write' in plan ? plan.write : plan.request;
	if (onlyReads(request)) return [];
	return [...request.path.slice(1, 2), ...idsOf(request)].map(keyOf);
}

async function settle(itemIndex: number, plan: OwnPlan, context: OfRun): Promise<void> {
	const run: OfItem = { ...runContext(itemIndex, context), fromList: context.fromList, download: downloadFor(context) };
	let output: INodeExecutionData[];
	try {
		output = 'files' in plan ? (await plan.files(run)).map((item) => pairedItem(itemIndex, item)) : await records(itemIndex, plan, run);
	} catch (error) {
		return await context.fail(error, itemIndex);
	}
	context.succeed(itemIndex, output);
}

type PlanOfRecords = Exclude<OwnPlan, { files: unknown }>;

async function records(itemIndex: number, plan: PlanOfRecords, run: OfItem): Promise<INodeExecutionData[]> {
	const output = await outputOf(plan, run);
	// Not a copy, in which records would be held that were replaced by what is shown.
	const found = Array.isArray(output) ? output : [output];
	const files = plan.attaches ? await plan.attaches(found, run) : [];
	const shown = plan.presents ? await presented(found, plan.presents, run.metadata, run.hint) : found;
	return shown.map((json, index) =>
		pairedItem(itemIndex, { json, binary: Object.keys(files[index] ?? {}).length ? files[index] : undefined }),
	);
}

async function outputOf(plan: PlanOfRecords, run: OfItem): Promise<Output> {
	if ('steps' in plan) return await plan.steps(run);
	if ('write' in plan) return await run.write(plan.write);
	const row = plan.together && (await run.fromList(plan.together));
	if (row) return row;
	const { body } = await run.client.request(plan.request);
	const output = plan.output(body, plan.request);
	for (const text of [output].flat().flatMap((record) => plan.remarks?.(record) ?? [])) run.hint(text);
	return output;
}

function downloadFor({ client, keep }: JobContext): FileContext['download'] {
	return async (request, nameOf) => await client.download(request, async (bytes) => await keep(bytes, nameOf(bytes.headers)));
}

function runContext(itemIndex: number, { client, metadata, hint, log }: JobContext): RunContext {
	const hintOf = (text: string) => hint(itemIndex, text);
	return {
		client,
		metadata,
		hint: hintOf,
		log,
		async write(request) {
			const written = await writeRecord(client, metadata, request);
			const text = writtenText(written);
			if (text) hintOf(text);
			return written.record;
		},
	};
}
