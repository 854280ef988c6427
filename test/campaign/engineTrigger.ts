import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { uncommittedPolls } from '../../nodes/EspoCrmTrigger/uncommittedPolls';
import { byKey } from '../engine/server/credential';
import { PollingWorkflow } from '../harness/PollingWorkflow';
import type { EventFilter } from './StreamSchedule';
import type { Event, Trigger } from './Trigger';

export interface EngineTriggerOptions<Item extends Event> {
	url: string;
	/** Of the workflow; no two may share one. */
	id: string;
	durable: boolean;
	/** Of the node. @param filter what it is set to after an edit */
	parameters: (filter?: EventFilter) => INodeParameters;
	itemsOf: (items: IDataObject[]) => Item[];
}

/** The real node in n8n's own poll context, over HTTP. */
export function engineTrigger<Item extends Event>({ url, id, durable, parameters, itemsOf }: EngineTriggerOptions<Item>): Trigger<Item> {
	let current = parameters();
	let workflow = new PollingWorkflow({ credentials: byKey(url), parameters: current, durable, id });
	const deliveries: Array<{ items: Item[] }> = [];
	const lostByN8n: Item[] = [];
	const started = (found: IDataObject[] | null): Item[] => {
		const items = itemsOf(found ?? []);
		if (items.length) deliveries.push({ items });
		return items;
	};
	return {
		budgetMs: Infinity,
		deliveries,
		lostByN8n,
		async activate() {
			started(await workflow.activate());
		},
		async poll(kill) {
			if (!kill) return started(await workflow.poll());
			const { saved } = workflow;
			try {
				const found = await workflow.poll();
				if (kill === 'beforeSave') workflow.saved = saved;
				else if (durable) started(found);
				else lostByN8n.push(...itemsOf(found ?? []));
				return kill === 'beforeSave' ? [] : itemsOf(found ?? []);
			} finally {
				// What was in memory only is gone.
				workflow = workflow.edited(current);
				uncommittedPolls.clear();
			}
		},
		restart: async () => started(await workflow.restart()),
		async pollTogether() {
			const polls = await Promise.allSettled([workflow.poll(), workflow.poll(), workflow.poll()]);
			const given = polls.flatMap((poll) => (poll.status === 'fulfilled' ? started(poll.value) : []));
			for (const poll of polls) if (poll.status === 'rejected') throw poll.reason;
			return given;
		},
		async edit(filter) {
			current = parameters(filter);
			workflow = workflow.edited(current);
			started(await workflow.activate('update'));
		},
	};
}
