import type { HttpRequest } from '../../../nodes/shared/api/request/Send';
import { json, refusal, requestParts } from '../../unit/model/requestParts';
import { StreamServer } from '../../unit/model/StreamServer';
import type { VirtualClock } from '../../unit/model/VirtualClock';
import type { Hit, Playable } from '../Part';
import { MINUTE, SECOND } from '../time';
import { historyOf, notesOf, numbered, type Draft, type ScheduledNote } from './notesOf';
import type { EventFilter, Poison, StreamSettings, StreamStep } from './StreamSchedule';

export type PlayableStream = Playable<StreamSettings, StreamStep>;

/** Another database behind the address, from a true time on. */
export interface Replacement {
	at: number;
	step: StreamStep;
	notes: ScheduledNote[];
}

export interface StreamWorld {
	server: StreamServer;
	notes: ScheduledNote[];
	replacement?: Replacement;
	end: number;
}

/** All notes that will ever be written, on the model's server. The last of them is created when everything has happened. */
export function streamWorld(schedule: PlayableStream, clock: VirtualClock, hit: Hit): StreamWorld {
	const { steps, start, settings } = schedule;
	const drafts = (steps as StreamStep[]).flatMap((step) => notesOf(step, start, settings));
	const change = (steps as StreamStep[]).find((step) => step.do === 'restore' || step.do === 'other server');
	const replacedAt = change ? start + change.at : Infinity;
	const notes = numbered(
		drafts.filter(({ insertedAt }) => insertedAt < replacedAt),
		0,
		'n',
	);
	const later = drafts.filter(({ insertedAt }) => insertedAt >= replacedAt);
	const replacement = change && { at: replacedAt, step: change, notes: otherNotes(change, notes, later, schedule) };
	const all = [...notes, ...(replacement?.notes ?? [])];
	const times = all.flatMap(({ visibleAt, deletedAt }) => [visibleAt, deletedAt === Infinity ? 0 : deletedAt]);
	const end = Math.max(start, ...steps.map(({ at }) => start + at), largest(times)) + 20 * MINUTE;
	const newest = replacement?.notes ?? notes;
	newest.push(lastNote(newest, end, filtersOf(schedule).pop() ?? settings.filter));
	for (const step of steps as StreamStep[]) if (ALTERING.includes(step.do)) for (const note of all) alter(note, step, start + step.at);
	return { server: serverOf(schedule, notes, clock, hit), notes, replacement, end };
}

function largest(numbers: number[]): number {
	return numbers.reduce((a, b) => Math.max(a, b), 0);
}

function filtersOf({ steps }: PlayableStream): EventFilter[] {
	return (steps as StreamStep[]).flatMap((step) => (step.do === 'edit' ? [step.filter] : []));
}

function otherNotes(step: StreamStep, before: ScheduledNote[], later: Draft[], { start, settings }: PlayableStream): ScheduledNote[] {
	const at = start + step.at;
	let kept: ScheduledNote[] = [];
	if (step.do === 'other server') kept = numbered(historyOf(step.history, at, settings), step.above ?? 0, 'o');
	if (step.do === 'restore') {
		const backedUp = at - (step.backupAgeMs ?? 0);
		kept = before
			.filter(({ visibleAt }) => visibleAt < backedUp)
			.map((note) => ({ ...note, deletedAt: note.deletedAt < backedUp ? note.deletedAt : Infinity }));
	}
	return [...kept, ...numbered(later, largest(kept.map(({ number }) => number)), 'x')];
}

const ALTERING: Array<StreamStep['do']> = ['follow', 'show leads', 'hide leads', 'delete account'];

/** What a step does to a note that others have written. */
function alter(note: ScheduledNote, step: StreamStep, at: number): void {
	if (step.do === 'follow' && note.parentId === 'a2' && note.visibleAt < at) {
		note.visibleAt = note.followedAt = at;
		// What is deleted before it is followed is never seen.
		note.deletedAt = Math.max(note.deletedAt, at);
	}
	if (note.parentType === 'Lead' && !note.hidden) {
		if (step.do === 'show leads') note.hidden = [-Infinity, at];
		if (step.do === 'hide leads') note.hidden = [at, at + (step.forMs ?? Infinity)];
	}
	if (step.do === 'delete account' && note.parentId === 'a3' && note.createdAt < at) note.deletedAt = Math.min(note.deletedAt, at);
}

function lastNote(notes: ScheduledNote[], at: number, { events, entityTypes }: EventFilter): ScheduledNote {
	const event = events[0] ?? 'post';
	const shape: Pick<ScheduledNote, 'type' | 'data' | 'tells'> =
		event === 'status'
			? { type: 'Status', data: { value: 'Done' }, tells: ['status'] }
			: event === 'update'
				? { type: 'Update', data: { fields: ['name'] }, tells: ['update'] }
				: { type: 'Post', tells: ['post'] };
	const number = largest(notes.map((note) => note.number)) + 1;
	const times = { createdAt: at, visibleAt: at, deletedAt: Infinity };
	return { id: 'last', number, ...times, parentType: entityTypes[0] ?? 'Account', parentId: 'a1', ...shape };
}

function serverOf({ settings }: PlayableStream, notes: ScheduledNote[], clock: VirtualClock, hit: Hit): StreamServer {
	const { version, skewMs, pageLimit, poison } = settings;
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
