import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { uncommittedPolls } from '../../nodes/EspoCrmTrigger/uncommittedPolls';
import { byKey } from '../engine/server/credential';
import { PollingWorkflow } from '../harness/PollingWorkflow';
import type { CommonSettings } from './Schedule';
import type { Event, Trigger } from './Trigger';

export interface EngineTriggerOptions<Item extends Event, Settings extends CommonSettings> {
	url: string;
	/** Of the workflow; no two may share one. */
	id: string;
	settings: Settings;
	/** Of the node. */
	parameters: (settings: Settings) => INodeParameters;
	itemsOf: (items: IDataObject[]) => Item[];
}

/** The real node in n8n's own poll context, over HTTP. */
export function engineTrigger<Item extends Event, Settings extends CommonSettings>({
	url,
	id,
	settings,
	parameters,
	itemsOf,
}: EngineTriggerOptions<Item, Settings>): Trigger<Item, Settings> {
	const { durable } = settings;
	let current = parameters(settings);
	let workflow = new PollingWorkflow({ credentials: byKey(url), parameters: current, durable, id });
	const deliveries: Array<{ items: Item[] }> = [];
	const lostByN8n: Item[] = [];
	const started = (found: IDataObject[] | null): void => {
		const items = itemsOf(found ?? []);
		if (items.length) deliveries.push({ items });
	};
	return {
		budgetMs: Infinity,
		deliveries,
		lostByN8n,
		async activate() {
			started(await workflow.activate());
		},
		async poll(kill) {
			const { saved } = workflow;
			if (!kill) return started(await workflow.poll());
			try {
				const found = await workflow.poll();
				if (kill === 'beforeSave') workflow.saved = saved;
				else if (durable) started(found);
				else lostByN8n.push(...itemsOf(found ?? []));
			} finally {
				// What was in memory only is gone.
				workflow = workflow.edited(current);
				uncommittedPolls.clear();
			}
		},
		restart: async () => started(await workflow.restart()),
		async pollTogether() {
			const polls = await Promise.allSettled([workflow.poll(), workflow.poll(), workflow.poll()]);
			for (const poll of polls) if (poll.status === 'fulfilled') started(poll.value);
			for (const poll of polls) if (poll.status === 'rejected') throw poll.reason;
		},
		async edit(changed) {
			current = parameters(changed);
			workflow = workflow.edited(current);
			started(await workflow.activate('update'));
		},
	};
}
