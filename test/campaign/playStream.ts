import type { HttpRequest } from '../../nodes/shared/api/Send';
import { json, refusal, requestParts } from '../unit/model/requestParts';
import { StreamServer } from '../unit/model/StreamServer';
import type { NoteItem } from '../unit/model/StreamWatch';
import { VirtualClock } from '../unit/model/VirtualClock';
import type { Hits, StreamFault } from './faultNames';
import { failing } from './requestFault';
import type { Poison, StreamSchedule, Turn } from './StreamSchedule';
import { MINUTE, SECOND } from './streamTurns';
import type { Trigger } from './Trigger';

export interface PollRecord {
	startedAt: number;
	endedAt: number;
	/** Nothing went wrong and there was time enough. */
	clean: boolean;
	items: number;
	requests: number;
	/** Requests that were begun after the budget was used up. */
	late: number;
	/** Requests that failed on purpose. */
	faults: number;
}

export interface Played {
	/** When the activation had begun and ended; undefined when it was refused. */
	activated?: { from: number; to: number };
	polls: PollRecord[];
	deliveries: ReadonlyArray<{ items: NoteItem[] }>;
	lostByN8n: NoteItem[];
	/** Bytes of the answer to the last, quiet poll. */
	quietBytes: number;
	/** The filters, each from a time on. */
	filters: Array<{ from: number; filter: StreamSchedule['filter'] }>;
	hits: Hits;
}

const EASY: Omit<Turn, 'waitMs'> = { life: 'poll', budgetMs: 60_000, requestMs: 20, hiddenMs: 1 };
const MOST_LAST_POLLS = 60;

/** Plays a schedule to its end, and then polls until nothing more comes. */
export async function playStream(schedule: StreamSchedule, triggerOn: (server: StreamServer) => Promise<Trigger<NoteItem>>): Promise<Played> {
	const { replacement } = schedule;
	const clock = new VirtualClock();
	const hits: Hits = {};
	const hit = (name: StreamFault, count = 1) => (hits[name] = (hits[name] ?? 0) + count);
	const server = serverOf(schedule, clock, hit);
	const trigger = await triggerOn(server);
	const played: Played = { polls: [], deliveries: trigger.deliveries, lostByN8n: trigger.lostByN8n, quietBytes: 0, filters: [{ from: clock.now(), filter: schedule.filter }], hits };
	const from = clock.now();
	try {
		await trigger.activate();
	} catch (error) {
		if (server.hasGlobalStream || schedule.source !== 'everything') throw error;
		hit('no GlobalStream (7.5)');
		return played;
	}
	played.activated = { from, to: clock.now() };
	for (const turn of schedule.turns) await take(turn);
	clock.advanceTo(schedule.end);
	let quiet = 0;
	for (let last = 0; last < MOST_LAST_POLLS && quiet < 3; last++) quiet = (await take({ ...EASY, waitMs: MINUTE })) ? 0 : quiet + 1;
	return played;

	/** @returns how many items the poll gave */
	async function take(turn: Turn): Promise<number> {
		clock.advance(turn.waitMs);
		// Not while a poll reads: EspoCRM is down while a backup is restored.
		if (replacement && clock.now() >= replacement.at) server.replaceDatabase(replacement.at, replacement.notes);
		server.requestMs = turn.requestMs;
		server.hiddenMs = turn.hiddenMs;
		trigger.budgetMs = turn.budgetMs;
		if (turn.filter) {
			hit('filter edited');
			played.filters.push({ from: clock.now(), filter: turn.filter });
			server.fault = () => undefined;
			await trigger.edit(turn.filter);
		}
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
		let items: NoteItem[] = [];
		let failed = false;
		try {
			items = await poll(turn);
		} catch {
			failed = true;
		}
		if (late) hit('budget used up');
		const clean = !failed && !faults && turn.budgetMs >= 60_000 && turn.requestMs === 20 && turn.hiddenMs <= 4 && ['poll', 'restart', 'overlap'].includes(turn.life);
		played.polls.push({ startedAt, endedAt: clock.now(), clean, items: items.length, requests, late, faults });
		played.quietBytes = bytes;
		return items.length;
	}

	async function poll({ life }: Turn): Promise<NoteItem[]> {
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
				await trigger.pollTogether?.();
				return [];
			default:
				return await trigger.poll();
		}
	}
}

function serverOf(schedule: StreamSchedule, clock: VirtualClock, hit: (name: StreamFault, count?: number) => void): StreamServer {
	const { version, skewMs, pageLimit, notes, poison } = schedule;
	const server = new StreamServer(clock, notes);
	Object.assign(server, { skewMs, pageLimit, hasGlobalStream: version !== '7.5' });
	server.onQuirk = (quirk) => hit(quirk === 'endsEarly' ? 'GlobalStream ends early' : 'GlobalStream times out');
	server.list = (entityType, { where = [] }) => {
		const ids = where.flatMap(({ value }) => (Array.isArray(value) ? (value as string[]) : []));
		const bad = poison.filter((one) => one.entityType === entityType && (one.id === undefined || ids.includes(one.id)));
		if (bad.length) hit('poison record');
		const refused = bad.find(({ answer }) => answer !== 'deleted');
		if (refused) return refused.answer === '403' ? refusal(403, 'No read access.') : refusal(500, 'Bad data');
		const list = ids.filter((id) => !isGone(bad, id)).map((id) => ({ id, name: `${entityType} ${id}` }));
		return json({ total: -2, list });
	};
	server.onRequest = (request: HttpRequest) => {
		if (version === '7.5' && isFurtherPage(request)) hit('pages without beforeNumber (7.5)');
	};
	if (skewMs > SECOND) hit('server clock ahead');
	if (skewMs < -SECOND) hit('server clock behind');
	if (pageLimit < 200) hit('small pages');
	return server;
}

const isGone = (bad: Poison[], id: string) => bad.some((one) => one.id === id);

function isFurtherPage({ path }: HttpRequest): boolean {
	return requestParts({ path }).params.where?.some(({ type, attribute }) => type === 'lessThan' && attribute === 'number') ?? false;
}
