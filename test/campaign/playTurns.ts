import type { HttpRequest, HttpResponse, NoResponse } from '../../nodes/shared/api/request/Send';
import type { VirtualClock } from '../unit/model/VirtualClock';
import { failing, type RequestFaultName } from './requestFault';
import type { Turn } from './StreamSchedule';
import { MINUTE } from './streamTurns';
import type { Event, Trigger } from './Trigger';

export interface PollRecord {
	life: Turn['life'];
	startedAt: number;
	endedAt: number;
	/** Nothing was made to go wrong and there was time enough. Whether the poll did well is not asked: it must. */
	clean: boolean;
	failed: boolean;
	/** What it gave, by the IDs of the events. */
	told: string[];
	requests: number;
	/** Requests that were begun after the budget was used up. */
	late: number;
	/** Requests that failed on purpose. */
	faults: number;
}

/** What the turns set of a server, whichever it is. */
export interface PlayedServer {
	readonly clock: VirtualClock;
	requestMs: number;
	hiddenMs: number;
	fault: (request: HttpRequest) => HttpResponse | NoResponse | undefined;
	onAnswer: (answer: HttpResponse) => void;
}

type LifeHit = 'n8n restarted' | 'lost lease' | 'killed before the save' | 'killed after the save' | 'overlapping polls' | 'budget used up';

export interface Play<Item extends Event> {
	turns: Turn[];
	/** Everything has happened by then. */
	end: number;
	server: PlayedServer;
	trigger: Trigger<Item>;
	hit(name: LifeHit | RequestFaultName): void;
	/** What happens before a poll, e.g. another database or an edited workflow. */
	before(turn: Turn): Promise<void>;
}

export interface PlayedTurns {
	polls: PollRecord[];
	/** Bytes of the answer to the last, quiet poll. */
	quietBytes: number;
}

const EASY: Omit<Turn, 'waitMs'> = { life: 'poll', budgetMs: 60_000, requestMs: 20, hiddenMs: 1 };
const MOST_LAST_POLLS = 60;

/** Plays all turns, and then polls until nothing more comes. */
export async function playTurns<Item extends Event>({ turns, end, server, trigger, hit, before }: Play<Item>): Promise<PlayedTurns> {
	const { clock } = server;
	const played: PlayedTurns = { polls: [], quietBytes: 0 };
	for (const turn of turns) await take(turn);
	clock.advanceTo(end);
	let quiet = 0;
	for (let last = 0; last < MOST_LAST_POLLS && quiet < 3; last++) quiet = (await take({ ...EASY, waitMs: MINUTE })) ? 0 : quiet + 1;
	return played;

	/** @returns how many items the poll gave */
	async function take(turn: Turn): Promise<number> {
		clock.advance(turn.waitMs);
		Object.assign(server, { requestMs: turn.requestMs, hiddenMs: turn.hiddenMs, fault: () => undefined });
		trigger.budgetMs = turn.budgetMs;
		await before(turn);
		const startedAt = clock.now();
		const deadline = startedAt + turn.budgetMs;
		let [late, requests, faults, bytes] = [0, 0, 0, 0];
		const fault = failing(turn.fault, (name) => {
			faults++;
			hit(name);
		});
		server.fault = (request) => {
			requests++;
			if (clock.now() > deadline) late++;
			return fault(request);
		};
		server.onAnswer = ({ body }) => (bytes = JSON.stringify(body).length);
		let items: Item[] = [];
		let failed = false;
		try {
			items = await poll(turn);
		} catch {
			failed = true;
		}
		if (late) hit('budget used up');
		const clean =
			!faults &&
			turn.budgetMs >= 60_000 &&
			turn.requestMs === 20 &&
			turn.hiddenMs <= 4 &&
			['poll', 'restart', 'overlap'].includes(turn.life);
		played.polls.push({
			life: turn.life,
			startedAt,
			endedAt: clock.now(),
			clean,
			failed,
			told: items.map(({ id }) => id),
			requests,
			late,
			faults,
		});
		played.quietBytes = bytes;
		return items.length;
	}

	async function poll({ life }: Turn): Promise<Item[]> {
		switch (life) {
			case 'restart':
				hit('n8n restarted');
				return await trigger.restart();
			case 'killBeforeSave':
			case 'lostLease':
				hit(life === 'lostLease' ? 'lost lease' : 'killed before the save');
				return await trigger.poll('beforeSave');
			case 'killAfterSave': {
				const items = await trigger.poll('afterSave');
				if (items.length) hit('killed after the save');
				return items;
			}
			case 'overlap':
				hit('overlapping polls');
				return (await trigger.pollTogether?.()) ?? [];
			default:
				return await trigger.poll();
		}
	}
}
