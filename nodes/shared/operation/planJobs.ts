import type { EspoRequest } from '../api/EspoRequest';
import { isJsonObject, type JsonObject } from '../api/Json';
import { presented } from '../api/presented';
import { notStored } from '../api/notStored';
import { notStoredText } from './notStoredText';
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
	return [...stepJobs(operation, steps, context), ...('request' in operation ? requestJobs(operation, requests, context) : [])];
}

function stepJobs(operation: Operation, items: Item[], context: JobContext): Task[] {
	const { run, touches } = operation;
	return items.map(({ itemIndex, values }) => ({
		keys: (touches?.(values) ?? []).map(keyOf),
		run: async () => await settle(operation, { itemIndex, values }, context, async () => await (run as Steps)(values, contextOf(itemIndex, context))),
	}));
}

type Steps = NonNullable<Operation['run']>;

function contextOf(itemIndex: number, { client, metadata, hint }: JobContext): RunContext {
	const hintOf = (text: string) => hint(itemIndex, text);
	return {
		client,
		metadata,
		hint: hintOf,
		reportNotStored(sent, answer) {
			const text = notStoredText(notStored(sent, answer));
			if (text) hintOf(text);
		},
	};
}

function requestJobs(operation: SingleRequest, items: PlannedItem[], context: JobContext): Task[] {
	if (operation.gathersIds) return gathered(operation, items).map((group) => gatheredJob(operation, group, context));
	return items.map((item) => ({
		keys: keysOf(item.request),
		run: async () => await settle(operation, item, context, async () => await runRequest(operation, item, context)),
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
	const { body } = await context.client.request(request);
	const output = operation.output(body, request, values);
	if (operation.reportsNotStored && request.body && isJsonObject(body)) contextOf(itemIndex, context).reportNotStored(request.body, body);
	return output;
}

/** Items whose requests differ only in their ids. */
function gathered(operation: SingleRequest, items: PlannedItem[]): PlannedItem[][] {
	const groups = new Map<string, PlannedItem[]>();
	for (const item of items) {
		const { ids, ...rest } = item.request.body ?? {};
		void ids;
		const key = JSON.stringify([item.request.method, item.request.path, rest, operation.gathersBy?.(item.values)]);
		const group = groups.get(key) ?? [];
		group.push(item);
		groups.set(key, group);
	}
	return [...groups.values()];
}

function gatheredJob(operation: SingleRequest, group: PlannedItem[], context: JobContext): Task {
	const [first] = group as [PlannedItem];
	const ids = [...new Set(group.flatMap(({ request }) => idsOf(request)))];
	const run = async () => {
		const failed = await sendGathered(operation, first, ids, context);
		for (const item of group) {
			const own = idsOf(item.request);
			const failure = failureOf(own, failed);
			if (!failure) context.succeed(item.itemIndex, [operation.output(true, item.request, item.values)].flat());
			else await context.fail(failure.reason, item.itemIndex, failure.message);
		}
	};
	return { keys: [...keysOf(first.request), ...ids.map(keyOf)], run };
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
