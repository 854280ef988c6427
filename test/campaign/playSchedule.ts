import { VirtualClock } from '../unit/model/VirtualClock';
import type { Hit, Part, Playable, PlayedServer, World } from './Part';
import type { Played, PlayedPoll } from './Played';
import { failing } from './requestFault';
import { isPoll, type CommonSettings, type Life, type Poll, type Schedule, type Step } from './Schedule';
import { MINUTE } from './time';
import type { Event, Trigger } from './Trigger';

/** What happens when, as n8n is delivered of it. */
/** Lives of polls after which nothing is an excuse. */
const CLEAN: Life[] = ['poll', 'restart', 'overlap'];
const LIFE_HITS: Partial<Record<Life, string>> = {
	restart: 'n8n restarted',
	killBeforeSave: 'killed before the save',
	killAfterSave: 'killed after the save',
	lostLease: 'lost lease',
	overlap: 'overlapping polls',
};
const MOST_LAST_POLLS = 60;
const QUIET_POLLS = 3;
const BUDGET_MS = 60_000;
const REQUEST_MS = 20;
/** What a look at a hidden note may take in a poll in which nothing goes wrong. */
const MOST_HIDDEN_MS = 4;

export interface Stage<Settings extends CommonSettings, Item extends Event> {
	/** n8n with the trigger, in front of this server. */
	triggerOn(server: PlayedServer, settings: Settings): Promise<Trigger<Item, Settings>>;
	/** Budgets are those of real time then, which are not limited. */
	overHttp: boolean;
}

export interface PlayedSchedule<Settings extends CommonSettings, Happening extends Step, Item, Own> {
	playable: Playable<Settings, Happening>;
	own: Own;
	played: Played<Item>;
}

/**
 * Plays a schedule step by step, and then polls until nothing more comes.
 * @param hit told of each fault that happens
 * @throws what the activation or an edit of the workflow throws; a poll that fails is written down
 */
export async function playSchedule<Settings extends CommonSettings, Happening extends Step, Item extends Event, Own extends World>(
	part: Part<Settings, Happening, Item, Own>,
	schedule: Schedule<Settings, Happening>,
	{ triggerOn, overHttp }: Stage<Settings, Item>,
	hit: Hit,
): Promise<PlayedSchedule<Settings, Happening, Item, Own>> {
	const clock = new VirtualClock();
	const start = clock.now();
	const playable = { ...schedule, settings: { ...part.plain, ...schedule.settings }, start };
	const { settings, steps } = playable;
	const own = part.worldOf(playable, clock, hit);
	const { server, end } = own;
	const trigger = await triggerOn(server, settings);
	const played: Played<Item> = { polls: [], happened: [] };
	for (const step of steps) if (step.at < 0) await happen(step);
	const from = clock.now();
	await part.happen?.({ at: 0, do: 'activation' }, own, trigger, settings);
	try {
		await trigger.activate();
	} catch (error) {
		const refusal = part.refusal?.(settings);
		if (!refusal) throw error;
		hit(refusal);
		return { playable, own, played };
	}
	played.activated = { from, to: clock.now() };
	for (const step of steps) {
		if (step.at < 0) continue;
		clock.advanceTo(start + step.at);
		await (isPoll(step) ? takePoll(step) : happen(step));
	}
	clock.advanceTo(end);
	for (let last = 0, quiet = 0; last < MOST_LAST_POLLS && quiet < QUIET_POLLS; last++) {
		clock.advance(MINUTE);
		const { batches } = await takePoll({ at: clock.now() - start, do: 'poll' });
		quiet = batches.length ? 0 : quiet + 1;
	}
	return { playable, own, played };

	async function happen(step: Step): Promise<void> {
		played.happened.push({ step, at: clock.now() });
		await part.happen?.(step, own, trigger, settings);
	}

	async function takePoll(step: Poll): Promise<PlayedPoll<Item>> {
		const { life = 'poll', budgetMs: ofPoll = BUDGET_MS, requestMs = REQUEST_MS, hiddenMs = 1 } = step;
		const budgetMs = overHttp ? Infinity : ofPoll;
		Object.assign(server, { requestMs, hiddenMs });
		trigger.budgetMs = budgetMs;
		await part.happen?.(step, own, trigger, settings);
		const [startedAt, batchesBefore, lostBefore] = [clock.now(), deliveriesUntilNow(), trigger.lostByN8n.length];
		const faults: string[] = [];
		let [late, requests, bytes] = [0, 0, 0];
		const fault = failing(step.fault, (name) => {
			faults.push(name);
			hit(name);
		});
		server.fault = (request) => {
			requests++;
			if (clock.now() > startedAt + budgetMs) late++;
			return fault(request);
		};
		server.onAnswer = ({ body }) => (bytes = JSON.stringify(body).length);
		const failure = await pollAs(life);
		server.fault = () => undefined;
		if (late) hit('budget used up');
		const hasTime = budgetMs >= BUDGET_MS && requestMs === REQUEST_MS;
		const batches = trigger.deliveries.slice(batchesBefore).map(({ items }) => [...items]);
		const lostByN8n = trigger.lostByN8n.slice(lostBefore);
		hitOfLife(life, batches.length + lostByN8n.length);
		const clean = !faults.length && hasTime && hiddenMs <= MOST_HIDDEN_MS && CLEAN.includes(life);
		const poll = {
			life,
			startedAt,
			endedAt: clock.now(),
			clean,
			hasTime,
			budgetMs,
			failure,
			batches,
			lostByN8n,
			requests,
			late,
			faults,
			bytes,
		};
		played.polls.push(poll);
		return poll;
	}

	function hitOfLife(life: Life, found: number): void {
		if (LIFE_HITS[life] && (life !== 'killAfterSave' || found > 0)) hit(LIFE_HITS[life]);
	}

	/** What the activation and edits gave belongs to the next poll. */
	function deliveriesUntilNow(): number {
		return played.polls.reduce((sum, { batches }) => sum + batches.length, 0);
	}

	/** @returns why it failed */
	async function pollAs(life: Life): Promise<string | undefined> {
		try {
			if (life === 'restart') await trigger.restart();
			else if (life === 'overlap') await trigger.pollTogether?.();
			else await trigger.poll(life === 'killAfterSave' ? 'afterSave' : life === 'poll' ? undefined : 'beforeSave');
			return undefined;
		} catch (error) {
			return error instanceof Error ? error.message : String(error);
		}
	}
}
