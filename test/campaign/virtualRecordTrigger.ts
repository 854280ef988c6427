import type { PolledWatch } from '../unit/model/PolledWatch';
import type { RecordServer } from '../unit/model/RecordServer';
import { VirtualWorkflow } from '../unit/model/VirtualWorkflow';
import type { Event, Trigger } from './Trigger';

/** The real client and cursor in virtual time, with the model's n8n around them. */
export function virtualRecordTrigger<Item extends Event>(server: RecordServer, watch: PolledWatch<Item>, durable: boolean): Trigger<Item> {
	const workflow = new VirtualWorkflow<Item>(server, server.clock, watch);
	workflow.durable = durable;
	return {
		activate: async () => await workflow.activate(),
		poll: async (kill) => (await workflow.poll(kill)).items,
		restart: async () => (await workflow.restart()).items,
		set budgetMs(ms: number) {
			workflow.budgetMs = ms;
		},
		deliveries: workflow.deliveries,
		lostByN8n: workflow.lostByN8n,
	};
}
