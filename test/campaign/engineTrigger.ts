import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byKey } from '../engine/server/credential';
import { locator } from '../harness/locator';
import { PollingWorkflow } from '../harness/PollingWorkflow';
import type { NoteItem } from '../unit/model/StreamWatch';
import { SOURCES, type EventFilter, type StreamSchedule } from './StreamSchedule';
import type { Trigger } from './Trigger';

/** The real node in n8n's own poll context, over HTTP. @param id of the workflow; no two may share one */
export function engineTrigger(schedule: StreamSchedule, url: string, id: string): Trigger<NoteItem> {
	let parameters = parametersOf(schedule, schedule.filter);
	let workflow = new PollingWorkflow({ credentials: byKey(url), parameters, durable: schedule.durable, id });
	const deliveries: Array<{ items: NoteItem[] }> = [];
	const lostByN8n: NoteItem[] = [];
	const asItems = (items: IDataObject[] | null) => (items ?? []) as unknown as NoteItem[];
	const started = (items: IDataObject[] | null): NoteItem[] => {
		if (items?.length) deliveries.push({ items: asItems(items) });
		return asItems(items);
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
				const items = await workflow.poll();
				if (kill === 'beforeSave') workflow.saved = saved;
				else if (schedule.durable) started(items);
				else lostByN8n.push(...asItems(items));
				return kill === 'beforeSave' ? [] : asItems(items);
			} finally {
				// What was in memory only is gone.
				workflow = workflow.edited(parameters);
			}
		},
		restart: async () => started(await workflow.restart()),
		async pollTogether() {
			const polls = await Promise.allSettled([workflow.poll(), workflow.poll(), workflow.poll()]);
			for (const poll of polls) if (poll.status === 'fulfilled') started(poll.value);
		},
		async edit(filter: EventFilter) {
			parameters = parametersOf(schedule, filter);
			workflow = workflow.edited(parameters);
			started(await workflow.activate('update'));
		},
	};
}

function parametersOf({ source, fullRecord }: StreamSchedule, { events, entityTypes, skipOwn }: EventFilter): INodeParameters {
	const { entityType, id } = SOURCES.record;
	const own: INodeParameters = source === 'record' ? { entityType: locator(entityType), recordId: locator(id) } : { entityTypes };
	return { source, ...own, events, options: { fullRecord, skipOwn, dateTimeFormat: 'espo' } };
}
