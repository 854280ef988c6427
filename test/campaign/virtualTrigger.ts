import { noteWhere } from '../../nodes/shared/api/stream/noteWhere';
import { isWanted, noteTypesFor } from '../../nodes/shared/api/stream/streamEvents';
import type { StreamServer } from '../unit/model/StreamServer';
import { StreamWatch, type NoteItem } from '../unit/model/StreamWatch';
import { VirtualWorkflow } from '../unit/model/VirtualWorkflow';
import { SOURCES, type EventFilter, type StreamSchedule } from './StreamSchedule';
import type { Trigger } from './Trigger';

/** The real client and cursor in virtual time, with the model's n8n around them. */
export function virtualTrigger(schedule: StreamSchedule, server: StreamServer): Trigger<NoteItem> {
	const watch = new StreamWatch(SOURCES[schedule.source]);
	const workflow = new VirtualWorkflow<NoteItem>(server, server.clock, watch);
	const set = ({ events, entityTypes, skipOwn }: EventFilter) => {
		watch.filter = { where: noteWhere(noteTypesFor(events), entityTypes), skipOwn };
		watch.isWanted = (note) => isWanted(note, events);
	};
	watch.fullRecord = schedule.fullRecord;
	workflow.durable = schedule.durable;
	set(schedule.filter);
	return {
		activate: async () => await workflow.activate(),
		poll: async (kill) => (await workflow.poll(kill)).items,
		restart: async () => (await workflow.restart()).items,
		edit: async (filter) => await Promise.resolve(set(filter)),
		set budgetMs(ms: number) {
			workflow.budgetMs = ms;
		},
		deliveries: workflow.deliveries,
		lostByN8n: workflow.lostByN8n,
	};
}
