import type { HttpRequest } from '../../nodes/shared/api/request/Send';
import { json, refusal, requestParts } from '../unit/model/requestParts';
import { StreamServer } from '../unit/model/StreamServer';
import type { NoteItem } from '../unit/model/StreamWatch';
import { VirtualClock } from '../unit/model/VirtualClock';
import type { Hits, StreamFault } from './faultNames';
import { playTurns, type PlayedTurns } from './playTurns';
import type { Poison, StreamSchedule } from './StreamSchedule';
import { SECOND } from './streamTurns';
import type { Trigger } from './Trigger';

export interface Played extends PlayedTurns {
	/** When the activation had begun and ended; undefined when it was refused. */
	activated?: { from: number; to: number };
	deliveries: ReadonlyArray<{ items: NoteItem[] }>;
	lostByN8n: NoteItem[];
	/** When the other database was first there for a poll. */
	replacedAt?: number;
	/** The filters, each from a time on. */
	filters: Array<{ from: number; filter: StreamSchedule['filter'] }>;
	hits: Hits;
}

/** Plays a schedule to its end, and then polls until nothing more comes. */
export async function playStream(
	schedule: StreamSchedule,
	triggerOn: (server: StreamServer) => Promise<Trigger<NoteItem>>,
): Promise<Played> {
	const { replacement, turns, end } = schedule;
	const clock = new VirtualClock();
	const hits: Hits = {};
	const hit = (name: StreamFault, count = 1) => (hits[name] = (hits[name] ?? 0) + count);
	const server = serverOf(schedule, clock, hit);
	const trigger = await triggerOn(server);
	const played: Played = {
		polls: [],
		deliveries: trigger.deliveries,
		lostByN8n: trigger.lostByN8n,
		quietBytes: 0,
		filters: [{ from: clock.now(), filter: schedule.filter }],
		hits,
	};
	const from = clock.now();
	try {
		await trigger.activate();
	} catch (error) {
		if (server.hasGlobalStream || schedule.source !== 'everything') throw error;
		hit('no GlobalStream (7.5)');
		return played;
	}
	played.activated = { from, to: clock.now() };
	return Object.assign(played, await playTurns({ turns, end, server, trigger, hit, before }));

	async function before({ filter }: StreamSchedule['turns'][number]): Promise<void> {
		// Not while a poll reads: EspoCRM is down while a backup is restored.
		if (replacement && played.replacedAt === undefined && clock.now() >= replacement.at) {
			played.replacedAt = clock.now();
			server.replaceDatabase(replacement.at, replacement.notes);
		}
		if (!filter) return;
		hit('filter edited');
		played.filters.push({ from: clock.now(), filter });
		await trigger.edit?.(filter);
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
