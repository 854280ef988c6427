import type { EspoRequest } from '../api/EspoRequest';
import type { JsonObject } from '../api/Json';
import { presented } from '../api/presented';
import { writeRecord } from '../api/writeRecord';
import { writtenText } from './writtenText';
import type { AnyValues, Operation, Output, RequestOperation, RunContext } from './Operation';
import type { Parameter } from './Parameter';
import type { Task } from './inOrder';
import { failureOf, PartlyDone, sendIds } from './sendIds';

export interface Item {
	itemIndex: number;
	values: AnyValues;
}

export interface JobContext extends Pick<RunContext, 'client' | 'metadata'> {
	succeed(itemIndex: number, output: JsonObject[]): void;
	/** Rejects when the run is to stop. @param note what has been done nevertheless */
	fail(error: unknown, itemIndex: number, note?: string): Promise<void>;
	hint(itemIndex: number, text: string): void;
}

type SingleRequest = RequestOperation<readonly Parameter[]>;

/** What has to be sent for the items, as tasks that know which records they work on. */
export function planJobs(operation: Operation, items: Item[], context: JobContext): Task[] {
	const requests: PlannedItem[] = [];
	const steps: Item[] = [];
	for (const item of items) {
		const request = 'request' in operation ? operation.request(item.values) : undefined;
		if (request) requests.push({ ...item, request });
		else steps.push(item);
	}
	const jobs = [...stepJobs(operation, steps, context), ...('request' in operation ? requestJobs(operation, requests, context) : [])];
	return jobs.sort((a, b) => a.first - b.first).map(({ task }) => task);
}

/** A task with the index of its first item, which tells when its turn is. */
interface Job {
	first: number;
	task: Task;
}

function stepJobs(operation: Operation, items: Item[], context: JobContext): Job[] {
	const { run, touches } = operation;
	return items.map((item) => ({
		first: item.itemIndex,
		task: {
			keys: (touches?.(item.values) ?? []).map(keyOf),
			run: async () => await settle(operation, item, context, async () => await (run as Steps)(item.values, contextOf(item.itemIndex, context))),
		},
	}));
}

type Steps = NonNullable<Operation['run']>;

function contextOf(itemIndex: number, { client, metadata, hint }: JobContext): RunContext {
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

function requestJobs(operation: SingleRequest, items: PlannedItem[], context: JobContext): Job[] {
	if (operation.gathersIds) return gathered(operation, items).map((group) => gatheredJob(operation, group, context));
	return items.map((item) => ({
		first: item.itemIndex,
		task: {
			keys: keysOf(item.request),
			run: async () => await settle(operation, item, context, async () => await runRequest(operation, item, context)),
		},
	}));
}

interface PlannedItem extends Item {
	request: EspoRequest;
}

async function settle(operation: Operation, item: Item, context: JobContext, work: () => Promise<Output>): Promise<void> {
	const { itemIndex } = item;
	let output: JsonObject[];
	try {
		output = await shown(operation, item, [await work()].flat(), context);
	} catch (error) {
		if (error instanceof PartlyDone) return await context.fail(error.reason, itemIndex, error.message);
		return await context.fail(error, itemIndex);
	}
	context.succeed(itemIndex, output);
}

async function shown({ presents }: Operation, { itemIndex, values }: Item, output: JsonObject[], context: JobContext): Promise<JsonObject[]> {
	return presents ? await presented(output, presents(values), context.metadata, (text) => context.hint(itemIndex, text)) : output;
}

async function runRequest(operation: SingleRequest, { itemIndex, values, request }: PlannedItem, context: JobContext): Promise<Output> {
	if (operation.writesRecord) return operation.output(await contextOf(itemIndex, context).write(request), request, values);
	const { body } = await context.client.request(request);
	return operation.output(body, request, values);
}

/** Items whose requests differ only in their ids. */
function gathered(operation: SingleRequest, items: PlannedItem[]): PlannedItem[][] {
	const groups = new Map<string, PlannedItem[]>();
	const all: PlannedItem[][] = [];
	for (const item of items) {
		const { ids, ...rest } = item.request.body ?? {};
		void ids;
		const key = JSON.stringify([item.request.method, item.request.path, rest, operation.gathersBy?.(item.values)]);
		const known = groups.get(key);
		// What came in between for the same link of the same records, with other columns, must stay in between.
		const overtaken = known && all.slice(all.indexOf(known) + 1).some((later) => later.some((other) => isSameLink(other, item)));
		if (known && !overtaken) {
			known.push(item);
			continue;
		}
		const group = [item];
		groups.set(key, group);
		all.push(group);
	}
	return all;
}

function gatheredJob(operation: SingleRequest, group: PlannedItem[], context: JobContext): Job {
	const [first] = group as [PlannedItem];
	const ids = [...new Set(group.flatMap(({ request }) => idsOf(request)))];
	const run = async () => {
		const failed = await sendGathered(operation, first, ids, context);
		const outcomes = group.map((item) => ({ item, failure: failureOf(idsOf(item.request), failed) }));
		// First what was done: the failure that stops the run says which items that were.
		for (const { item, failure } of outcomes)
			if (!failure) context.succeed(item.itemIndex, [operation.output(true, item.request, item.values)].flat());
		for (const { item, failure } of outcomes) if (failure) await context.fail(failure.reason, item.itemIndex, failure.message);
	};
	return { first: first.itemIndex, task: { keys: [...keysOf(first.request), ...ids.map(keyOf)], run } };
}

async function sendGathered(
	{ sendGathered: send }: SingleRequest,
	{ request, values }: PlannedItem,
	ids: string[],
	context: JobContext,
): Promise<Map<string, unknown>> {
	if (!send) return await sendIds(context.client, request, ids);
	return await send(ids, request, values, context).catch((error: unknown) => new Map(ids.map((id) => [id, error])));
}

function isSameLink(a: PlannedItem, b: PlannedItem): boolean {
	const keys = new Set(idsOf(a.request).map(keyOf));
	return a.request.path.join('/') === b.request.path.join('/') && idsOf(b.request).some((id) => keys.has(keyOf(id)));
}

function idsOf({ body }: EspoRequest): string[] {
	return Array.isArray(body?.ids) ? body.ids.map(String) : [];
}

/** The records that a write works on: the one in the path and those in the body. Reads may overlap. */
function keysOf(request: EspoRequest): string[] {
	if (request.method === 'GET') return [];
	return [...request.path.slice(1, 2), ...idsOf(request)].map(keyOf);
}

/** The database compares ids without regard to case. */
function keyOf(id: string): string {
	return id.toLowerCase();
}
