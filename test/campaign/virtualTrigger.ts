import type { PolledWatch } from '../unit/model/PolledWatch';
import { VirtualWorkflow } from '../unit/model/VirtualWorkflow';
import type { PlayedServer } from './Part';
import type { CommonSettings } from './Schedule';
import type { Event, Trigger } from './Trigger';

/** The real client and cursor in virtual time, with the model's n8n around them. @param watchOf the cursor for what the trigger is set to */
export function virtualTrigger<Item extends Event, Settings extends CommonSettings>(
	server: PlayedServer,
	settings: Settings,
	watchOf: (settings: Settings) => PolledWatch<Item>,
): Trigger<Item, Settings> {
	let watch = watchOf(settings);
	const workflow = new VirtualWorkflow<Item>(server, server.clock, {
		start: async (...given) => await watch.start(...given),
		next: async (...given) => await watch.next(...given),
	});
	workflow.durable = settings.durable;
	return {
		activate: async () => await workflow.activate(),
		poll: async (kill) => void (await workflow.poll(kill)),
		restart: async () => void (await workflow.restart()),
		async edit(changed) {
			watch = watchOf(changed);
			await Promise.resolve();
		},
		set budgetMs(ms: number) {
			workflow.budgetMs = ms;
		},
		deliveries: workflow.deliveries,
		lostByN8n: workflow.lostByN8n,
	};
}
