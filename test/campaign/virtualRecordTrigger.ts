import { PollingWorkflow } from '../unit/model/PollingWorkflow';
import type { RecordServer } from '../unit/model/RecordServer';
import { RecordsWatch, type ChangeItem } from '../unit/model/RecordsWatch';
import type { RecordSchedule } from './RecordSchedule';
import type { Trigger } from './Trigger';

/** The real client and cursor in virtual time, with the model's n8n around them. */
export function virtualRecordTrigger({ watched, durable }: RecordSchedule, server: RecordServer): Trigger<ChangeItem> {
	const workflow = new PollingWorkflow<ChangeItem>(server, server.clock, new RecordsWatch(watched));
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
