import type { TestServer } from '../engine/server/startServer';
import { judge } from './judge';
import { matchingPart } from './matching/matchingPart';
import type { Part, PlayedServer, World } from './Part';
import { playSchedule, type Stage } from './playSchedule';
import { Random } from './Random';
import { randomSchedule } from './randomSchedule';
import { recordPart } from './records/recordPart';
import type { CommonSettings, Schedule, Step } from './Schedule';
import { serveOverHttp } from './serveOverHttp';
import { streamPart } from './stream/streamPart';
import type { Event } from './Trigger';
import type { Hits, Verdict } from './Verdict';
import { virtualTrigger } from './virtualTrigger';

/** Schedules of one part, in virtual time or in n8n's engine. */
export interface PlayedPart {
	name: string;
	overHttp: boolean;
	/** What its schedules have to meet between them. */
	faults: readonly string[];
	/** How many of them may run at once: those over HTTP mostly wait. */
	atOnce: number;
	/** Of the schedules that the others of its kind have. */
	share: number;
	scheduleOf(seed: number, index: number): Schedule;
	/** Rejects when the activation or an edit does. */
	verdictOf(schedule: Schedule): Promise<Verdict>;
}

/** What happens in one of the two kinds only. */
const ONLY_OVER_HTTP = ['overlapping polls'];
const ONLY_IN_VIRTUAL_TIME = [
	'budget used up',
	'more than 5,000 pending',
	'GlobalStream times out',
	'filter matches nothing for days',
	'no GlobalStream (7.5)',
	'server clock set back',
	'server clock set forward',
	'more than 200 enter at once',
	'more than 200 enter, and no time',
];
/** n8n's engine runs so many schedules at once. */
const AT_ONCE = 12;

let workflows = 0;

/** @param number of the part, so that no two draw the same schedules */
function played<Settings extends CommonSettings, Happening extends Step, Item extends Event, Own extends World>(
	part: Part<Settings, Happening, Item, Own>,
	number: number,
	overHttp: boolean,
): PlayedPart {
	const elsewhere = overHttp ? ONLY_IN_VIRTUAL_TIME : ONLY_OVER_HTTP;
	return {
		name: overHttp ? `${part.name}OverHttp` : part.name,
		overHttp,
		faults: part.faults.filter((name) => !elsewhere.includes(name)),
		atOnce: overHttp ? AT_ONCE : 1,
		share: part.share ?? 1,
		scheduleOf: (seed, index) => randomSchedule(new Random(seed, index, number), part.vocabulary, overHttp),
		async verdictOf(schedule) {
			const hits: Hits = {};
			const hit = (name: string, count = 1) => {
				if (count) hits[name] = (hits[name] ?? 0) + count;
			};
			const open: TestServer[] = [];
			const stage: Stage<Settings, Item> = {
				overHttp,
				async triggerOn(server, settings) {
					if (!overHttp) return virtualTrigger(server, settings, part.watchOf);
					const url = await addressOf(server, open);
					const { parameters, itemsOf } = part;
					return engine().engineTrigger({ url, id: `${part.name}${workflows++}`, settings, parameters, itemsOf });
				},
			};
			try {
				const { playable, own, played: found } = await playSchedule(part, schedule as Schedule<Settings, Happening>, stage, hit);
				return { ...judge(playable.settings, found, part.claims(playable, own, found, hit)), hits };
			} finally {
				await Promise.all(open.map(async (address) => await address.close()));
			}
		},
	};
}

// n8n takes seconds to load.
const engine = () => require('./engineTrigger') as typeof import('./engineTrigger');

/** Gives a server a real address, which whoever opened it takes away. */
async function addressOf(server: PlayedServer, open: TestServer[]): Promise<string> {
	const address = await serveOverHttp(server);
	open.push(address);
	return address.url;
}

export const PARTS: PlayedPart[] = [
	played(streamPart, 0, false),
	played(recordPart, 2, false),
	played(matchingPart, 4, false),
	played(streamPart, 1, true),
	played(recordPart, 3, true),
	played(matchingPart, 5, true),
];
