import type { VirtualClock } from '../../unit/model/VirtualClock';
import type { Hit, Playable } from '../Part';
import type { MatchingSettings, MatchingStep, Move } from './MatchingSchedule';
import { MatchingServer } from './MatchingServer';

export type PlayableMatching = Playable<MatchingSettings, MatchingStep>;

export interface MatchingWorld {
	server: MatchingServer;
	poison?: string;
	end: number;
}

const HITS: Record<Move['to'], string> = {
	matching: 'record begins to match',
	other: 'record ceases to match',
	deleted: 'deleted record',
	restored: 'restored record',
	hidden: 'role hides records',
	shown: 'role shows records',
};

/** The records that are there from the start, on the model's server. */
export function matchingWorld({ steps: all, settings, start }: PlayableMatching, clock: VirtualClock, hit: Hit): MatchingWorld {
	const steps = all as MatchingStep[];
	const { pageLimit } = settings;
	const poison = steps.flatMap((step) => (step.do === 'poison' ? [step.id] : []))[0];
	const server = new MatchingServer(
		clock,
		steps.flatMap((step) => (step.do === 'exist' ? step.records : [])),
	);
	Object.assign(server, { pageLimit, poison, onPoison: () => hit('poison record') });
	server.onMove = (to, request) => {
		hit(HITS[to]);
		if (request > 1) hit('change between the requests of a poll');
	};
	if (pageLimit < 200) hit('small pages');
	return { server, poison, end: start };
}
