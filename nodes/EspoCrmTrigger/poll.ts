import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { isPassing } from '../shared/api/client/failures';
import type { JsonObject } from '../shared/api/values/Json';
import { nodeError } from '../shared/n8n/messages/nodeError';
import { connect } from '../shared/n8n/transport/connect';
import { createWatch, type CreatedWatch } from './createWatch';
import { onePerRecord } from './onePerRecord';
import { awaitsCommit, uncommittedPolls } from './uncommittedPolls';
import { WATCH_KEYS, type Found } from './Watch';

/** n8n gives a poll 36 s with durable cursors, and ends it after 45 s; the last request may begin just before the end of the budget. */
const REQUEST_MS = 12_000;
const USUAL_BUDGET_MS = 300_000;
const LONGEST_MS = 60_000;

/** n8n does not keep two polls of one node from overlapping when one takes longer than the interval. */
const underWay = new Set<string>();
/** n8n keeps one context for all polls of an activation, so that each of them says "init" after a start; only the first is meant. */
const polledBefore = new WeakSet<IPollFunctions>();

/** One poll, or a test event. @throws NodeApiError, NodeOperationError */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const deadline = Date.now() + budget(this);
	const atStart = this.getActivationMode() === 'init' && !polledBefore.has(this);
	polledBefore.add(this);
	const manual = this.getMode() === 'manual';
	let created: CreatedWatch | undefined;
	let key: string | undefined;
	try {
		created = await createWatch(this, connect(this, { tries: 2, timeoutMs: REQUEST_MS }));
		if (manual) return [itemsOf(await created.watch.test(), created)];
		// With another source it is another poll.
		const own = `${this.getWorkflow().id}/${this.getNode().id}/${created.watch.fingerprint}`;
		if (underWay.has(own)) return null;
		const from = JSON.stringify(this.getWorkflowStaticData('node')[created.watch.key] ?? null);
		if (!atStart && awaitsCommit(own, from)) return null;
		key = own;
		underWay.add(key);
		const found = await find(this, created, deadline);
		const items = itemsOf(found.items, created);
		// Only now, when nothing can fail any more: n8n keeps what is changed here even if the poll throws.
		store(this, created, found.state);
		if (!items.length) return null;
		uncommittedPolls.set(own, { at: Date.now(), from });
		return [items];
	} catch (error) {
		// Such a failure must not take the workflow off for hours.
		if (!manual && atStart && isPassing(error) && hasState(this)) return null;
		throw nodeError(error, { node: this.getNode(), needs: created?.watch.needs, isMessageOnly: !manual });
	} finally {
		if (key) underWay.delete(key);
	}
}

async function find(context: IPollFunctions, { watch }: CreatedWatch, deadline: number): Promise<Found<{ fingerprint: string }>> {
	const previous = watch.stored(context.getWorkflowStaticData('node')[watch.key]);
	return previous?.fingerprint === watch.fingerprint ? await watch.next(previous, deadline) : await watch.start();
}

/** Whole keys, because n8n sees no other changes. What another kind of watch has left is worth nothing any more. */
function store(context: IPollFunctions, { watch, kept }: CreatedWatch, state: object): void {
	const stored = context.getWorkflowStaticData('node');
	for (const key of WATCH_KEYS) if (key !== watch.key && stored[key] !== undefined) stored[key] = undefined;
	Object.assign(stored, kept, { [watch.key]: state });
}

function itemsOf(items: JsonObject[], { watch, itemPer }: CreatedWatch): INodeExecutionData[] {
	return (itemPer === 'record' ? onePerRecord(items, watch.recordOf) : items).map((json) => ({ json }));
}

function budget(context: IPollFunctions): number {
	// Older hosts do not say.
	const { getPollBudgetMs } = context as Partial<{ getPollBudgetMs: () => number }>;
	const given = getPollBudgetMs?.call(context) ?? USUAL_BUDGET_MS;
	return Math.min(Math.max(given - 2 * REQUEST_MS, REQUEST_MS), LONGEST_MS);
}

function hasState(context: IPollFunctions): boolean {
	const stored = context.getWorkflowStaticData('node');
	return WATCH_KEYS.some((key) => stored[key] !== undefined);
}
