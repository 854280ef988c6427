import { failureOf } from '../api/client/partlyDone';
import { sendIds } from '../api/links/sendIds';
import type { EspoRequest } from '../api/request/EspoRequest';
import { asError } from '../api/values/asError';
import type { Task } from './inOrder';
import type { JobContext } from './JobContext';
import type { SharedContext, SharedRequest } from './Operation';
import { pairedItem } from './pairedItem';

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
	const all: Group[] = [];
	/** The index of the newest group, by what its items have in common, and by the pairs of records in it. */
	const [byKey, byPair] = [new Map<string, number>(), new Map<string, number>()];
	for (const item of items) {
		const [key, pairs] = [keyOfPlan(item.plan), pairsOf(item.plan.shared)];
		const known = byKey.get(key);
		// What came in between for the same records, from whichever side, with other columns, must stay in between.
		const isOvertaken = known !== undefined && pairs.some((pair) => (byPair.get(pair) ?? known) > known);
		const index = known === undefined || isOvertaken ? all.length : known;
		const group = all[index];
		if (group) group.push(item);
		else all.push([item]);
		byKey.set(key, index);
		for (const pair of pairs) byPair.set(pair, index);
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
		const failed = await sent(plan, ids, { ...context, hint: (text) => context.hint(first, text) });
		const outcomes = group.map((item) => ({ item, failure: failureOf(idsOf(item.plan.shared), failed) }));
		// First what was done: the failure that stops the run says which items that were.
		for (const { item, failure } of outcomes)
			if (!failure)
				context.succeed(
					item.itemIndex,
					[item.plan.output(true, item.plan.shared)].flat().map((json) => pairedItem(item.itemIndex, { json })),
				);
		const ends = await Promise.allSettled(
			outcomes.map(async ({ item, failure }) => (failure ? await context.fail(failure, item.itemIndex) : undefined)),
		);
		const stop = ends.find((end) => end.status === 'rejected');
		if (stop) throw asError(stop.reason);
	};
	return { first, task: { keys: [...plan.shared.path.slice(1, 2), ...ids].map(keyOf), run } };
}

async function sent({ shared, send }: SharedRequest, ids: string[], context: SharedContext): Promise<Map<string, unknown>> {
	if (!send) return await sendIds(context.client, shared, ids);
	return await send(ids, context).catch((error: unknown) => new Map(ids.map((id) => [id, error])));
}

/** The records that it links or unlinks, the same from either side. */
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
