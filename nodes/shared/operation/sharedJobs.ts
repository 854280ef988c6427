import { failureOf, sendIds } from '../api/links/sendIds';
import type { EspoRequest } from '../api/request/EspoRequest';
import type { Task } from './inOrder';
import type { JobContext } from './JobContext';
import type { SharedRequest } from './Operation';

/** A task with the index of its first item, which tells when its turn is. */
export interface Job {
	first: number;
	task: Task;
}

/** An item whose request can be shared with others. */
export interface Shared {
	itemIndex: number;
	plan: SharedRequest;
}

/** One job for all items whose requests differ only in their IDs. */
export function sharedJobs(items: Shared[], context: JobContext): Job[] {
	return grouped(items).map((group) => jobOf(group, context));
}

type Group = [Shared, ...Shared[]];

function grouped(items: Shared[]): Group[] {
	const groups = new Map<string, Group>();
	const all: Group[] = [];
	for (const item of items) {
		const key = keyOfPlan(item.plan);
		const known = groups.get(key);
		// What came in between for the same link of the same records, with other columns, must stay in between.
		const isOvertaken =
			known && all.slice(all.indexOf(known) + 1).some((later) => later.some((other) => isSameLink(other.plan.shared, item.plan.shared)));
		if (known && !isOvertaken) {
			known.push(item);
			continue;
		}
		const group: Group = [item];
		groups.set(key, group);
		all.push(group);
	}
	return all;
}

function keyOfPlan({ shared: { method, path, body }, alike }: SharedRequest): string {
	const { ids, ...rest } = body ?? {};
	void ids;
	return JSON.stringify([method, path, rest, alike]);
}

function jobOf(group: Group, context: JobContext): Job {
	const [{ itemIndex: first, plan }] = group;
	const ids = [...new Set(group.flatMap((item) => idsOf(item.plan.shared)))];
	const run = async () => {
		const failed = await sent(plan, ids, context);
		const outcomes = group.map((item) => ({ item, failure: failureOf(idsOf(item.plan.shared), failed) }));
		// First what was done: the failure that stops the run says which items that were.
		for (const { item, failure } of outcomes)
			if (!failure)
				context.succeed(
					item.itemIndex,
					[item.plan.output(true, item.plan.shared)].flat().map((json) => ({ json })),
				);
		for (const { item, failure } of outcomes) if (failure) await context.fail(failure.reason, item.itemIndex, failure.message);
	};
	return { first, task: { keys: [...plan.shared.path.slice(1, 2), ...ids].map(keyOf), run } };
}

async function sent({ shared, send }: SharedRequest, ids: string[], context: JobContext): Promise<Map<string, unknown>> {
	if (!send) return await sendIds(context.client, shared, ids);
	return await send(ids, context).catch((error: unknown) => new Map(ids.map((id) => [id, error])));
}

/** Whether both are about the same two records, from whichever side. */
function isSameLink(a: EspoRequest, b: EspoRequest): boolean {
	const pairs = new Set(pairsOf(a));
	return pairsOf(b).some((pair) => pairs.has(pair));
}

function pairsOf(request: EspoRequest): string[] {
	const own = keyOf(request.path[1] ?? '');
	return idsOf(request).map((id) => [own, keyOf(id)].sort().join());
}

/** The IDs that a request holds. */
export function idsOf({ body }: EspoRequest): string[] {
	return Array.isArray(body?.ids) ? body.ids.map(String) : [];
}

/** What two requests about the same record have in common: the database compares IDs without regard to case. */
export function keyOf(id: string): string {
	return id.toLowerCase();
}
