import { RecordServer } from '../unit/model/RecordServer';
import type { ChangeItem } from '../unit/model/RecordsWatch';
import { VirtualClock } from '../unit/model/VirtualClock';
import type { Hits, RecordFault } from './faultNames';
import { playTurns, type PlayedTurns } from './playTurns';
import type { RecordSchedule } from './RecordSchedule';
import { SECOND } from './streamTurns';
import type { Trigger } from './Trigger';

export interface PlayedRecords extends PlayedTurns {
	/** When the activation had begun and ended, in true time. */
	activated: { from: number; to: number };
	deliveries: ReadonlyArray<{ items: ChangeItem[] }>;
	lostByN8n: ChangeItem[];
	/** What the server's clock shows at a true time. */
	timeAt: (ms: number) => number;
	hits: Hits;
}

/** Plays a schedule to its end, and then polls until nothing more comes. */
export async function playRecords(
	schedule: RecordSchedule,
	triggerOn: (server: RecordServer) => Promise<Trigger<ChangeItem>>,
): Promise<PlayedRecords> {
	const { replacement, turns, end, skews, pageLimit, poison, records } = schedule;
	const clock = new VirtualClock();
	const hits: Hits = {};
	const hit = (name: RecordFault, count = 1) => (hits[name] = (hits[name] ?? 0) + count);
	const server = new RecordServer(clock, records);
	Object.assign(server, { skews, pageLimit, poison, onPoison: () => hit('poison record') });
	const [{ ms: skew } = { ms: 0 }, step] = skews;
	if (skew > SECOND) hit('server clock ahead');
	if (skew < -SECOND) hit('server clock behind');
	if (step && step.ms < skew) hit('server clock set back');
	if (step && step.ms > skew) hit('server clock set forward');
	if (pageLimit < 200) hit('small pages');
	const trigger = await triggerOn(server);
	const from = clock.now();
	await trigger.activate();
	const activated = { from, to: clock.now() };
	const before = async () => {
		if (replacement && clock.now() >= replacement.at) server.replaceDatabase(replacement.at, replacement.records);
		await Promise.resolve();
	};
	const played = await playTurns({ turns, end, server, trigger, hit, before });
	return { ...played, activated, deliveries: trigger.deliveries, lostByN8n: trigger.lostByN8n, timeAt: (ms) => server.timeAt(ms), hits };
}
