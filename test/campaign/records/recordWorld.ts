import { RecordServer, type StoredChange, type StoredRecord } from '../../unit/model/RecordServer';
import type { VirtualClock } from '../../unit/model/VirtualClock';
import type { Hit, Playable } from '../Part';
import { MINUTE, SECOND } from '../time';
import type { CreatedRecord, RecordSettings, RecordStep } from './RecordSchedule';

export type PlayableRecords = Playable<RecordSettings, RecordStep>;

/** Another database behind the address, from a true time on. */
export interface RecordReplacement {
	at: number;
	step: RecordStep;
	records: StoredRecord[];
}

export interface RecordWorld {
	server: RecordServer;
	records: StoredRecord[];
	replacement?: RecordReplacement;
	/** How far the server's clock is ahead of n8n's, from true times on: at first, and after it was set. */
	skews: Array<{ from: number; ms: number }>;
	poison?: string;
	end: number;
}

/** All records and their changes, on the model's server. */
export function recordWorld({ steps: all, start, settings }: PlayableRecords, clock: VirtualClock, hit: Hit): RecordWorld {
	const steps = all as RecordStep[];
	const records = recordsOf(steps, start);
	const change = steps.find((step) => step.do === 'restore' || step.do === 'other server');
	const replacement = change && { at: start + change.at, step: change, records: otherRecords(change, records, start) };
	const times = records.map((own) => Math.max(last(own).visibleAt, own.hidden?.[1] ?? 0, own.deletedAt === Infinity ? 0 : own.deletedAt));
	const end = Math.max(...all.map(({ at }) => start + at), ...times.map((time) => (time === Infinity ? 0 : time)), start) + 20 * MINUTE;
	const skews = skewsOf(steps, start, settings);
	const poison = steps.flatMap((step) => (step.do === 'poison' ? [step.id] : []))[0];
	const { pageLimit, skewMs } = settings;
	const server = new RecordServer(clock, records);
	Object.assign(server, { skews, pageLimit, poison, onPoison: () => hit('poison record') });
	const [, step] = skews;
	if (skewMs > SECOND) hit('server clock ahead');
	if (skewMs < -SECOND) hit('server clock behind');
	if (step && step.ms < skewMs) hit('server clock set back');
	if (step && step.ms > skewMs) hit('server clock set forward');
	if (pageLimit < 200) hit('small pages');
	return { server, records, replacement, skews, poison, end };
}

function skewsOf(steps: RecordStep[], start: number, { skewMs }: RecordSettings): RecordWorld['skews'] {
	const set = steps.flatMap((step) => (step.do === 'set clock' ? [{ from: start + step.at, ms: step.skewMs ?? 0 }] : []));
	return [{ from: -Infinity, ms: skewMs }, ...set.slice(0, 1)];
}

function recordsOf(steps: RecordStep[], start: number): StoredRecord[] {
	const records = steps.flatMap((step) => (step.do === 'create' ? step.records.map((own) => stored(own, start + step.at)) : []));
	const byId = new Map(records.map((record) => [record.id, record]));
	const saves = steps.flatMap((step) =>
		step.do === 'change'
			? (step.saves ?? [{}]).map(({ after = 0, openMs = 0 }) => ({ id: step.id, at: start + step.at + after, openMs }))
			: [],
	);
	for (const { id, at, openMs } of saves.sort((a, b) => a.at - b.at)) {
		const record = byId.get(id);
		// What comes before the creation is none.
		if (record && at >= (record.changes[0]?.at ?? 0)) record.changes.push(following(last(record), at, openMs));
	}
	for (const step of steps) {
		if (step.do !== 'hide') continue;
		const from = start + step.at;
		for (const id of step.ids) Object.assign(byId.get(id) ?? {}, { hidden: [from, from + (step.forMs ?? Infinity)] });
	}
	return records;
}

function stored({ id, after = 0, openMs = 0, goneAfter = Infinity }: CreatedRecord, from: number): StoredRecord {
	const visibleAt = from + after + openMs;
	return { id, changes: [{ at: from + after, visibleAt }], deletedAt: visibleAt + goneAfter };
}

/** A row is locked until the transaction ends, so the changes of a record become visible one after the other. */
function following(before: StoredChange, at: number, openMs: number): StoredChange {
	const later = Math.max(at, before.at + 1);
	return { at: later, visibleAt: Math.max(later + openMs, before.visibleAt) };
}

function otherRecords(step: RecordStep, records: StoredRecord[], start: number): StoredRecord[] {
	const at = start + step.at;
	const after = (changes: StoredChange[]) => changes.filter((one) => one.at >= at);
	if (step.do === 'restore')
		return records.flatMap((own) => {
			const changes = [...own.changes.filter(({ visibleAt }) => visibleAt < at - (step.backupAgeMs ?? 0)), ...after(own.changes)];
			// What was created after the backup is gone, whatever happens to it later.
			return changes.length && own.changes[0] === changes[0] ? [{ ...own, changes }] : [];
		});
	if (step.do !== 'other server') return [];
	const written = records.map((own) => ({ ...own, id: `other${own.id}`, changes: after(own.changes) }));
	return [...written.filter(({ changes }) => changes.length), ...step.history.map((own) => stored(own, at))];
}

function last({ changes }: StoredRecord): StoredChange {
	return changes[changes.length - 1] as StoredChange;
}
