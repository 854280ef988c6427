import type { EnteredItem } from '../unit/model/MatchingWatch';
import { VirtualClock } from '../unit/model/VirtualClock';
import type { Hits, MatchingFault } from './faultNames';
import type { MatchingSchedule, Move } from './MatchingSchedule';
import { MatchingServer, type History } from './MatchingServer';
import { playTurns, type PlayedTurns } from './playTurns';
import type { Trigger } from './Trigger';

export interface PlayedMatching extends PlayedTurns {
	/** When the activation had begun and ended. */
	activated: { from: number; to: number };
	deliveries: ReadonlyArray<{ items: EnteredItem[] }>;
	history: ReadonlyMap<string, History>;
	hits: Hits;
}

const HITS: Record<Move['to'], MatchingFault> = {
	matching: 'record begins to match',
	other: 'record ceases to match',
	deleted: 'deleted record',
	restored: 'restored record',
	hidden: 'role hides records',
	shown: 'role shows records',
};

/** Plays a schedule to its end, and then polls until nothing more comes. */
export async function playMatching(
	schedule: MatchingSchedule,
	triggerOn: (server: MatchingServer) => Promise<Trigger<EnteredItem>>,
): Promise<PlayedMatching> {
	const { turns, pageLimit, poison } = schedule;
	const clock = new VirtualClock();
	const hits: Hits = {};
	const hit = (name: MatchingFault) => (hits[name] = (hits[name] ?? 0) + 1);
	const server = new MatchingServer(clock, schedule);
	Object.assign(server, { pageLimit, poison, onPoison: () => hit('poison record') });
	server.onMove = (to, request) => {
		hit(HITS[to]);
		if (request > 1) hit('change between the requests of a poll');
	};
	if (pageLimit < 200) hit('small pages');
	const trigger = await triggerOn(server);
	server.begin();
	const from = clock.now();
	await trigger.activate();
	const activated = { from, to: clock.now() };
	const before = async () => await Promise.resolve(server.begin());
	const played = await playTurns({ turns, end: clock.now(), server, trigger, hit, before });
	return { ...played, activated, deliveries: trigger.deliveries, history: server.history, hits };
}
