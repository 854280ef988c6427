import type { StreamSource } from '../../../nodes/shared/api/stream/StreamSource';
import type { CommonSettings, Schedule, Step } from '../Schedule';
import type { NoteKindName } from './noteKinds';

export const SOURCES = {
	everything: { kind: 'everything' },
	myStream: { kind: 'myStream' },
	record: { kind: 'record', entityType: 'Account', id: 'a1' },
} satisfies Record<string, StreamSource>;

/** What the trigger is set to. */
export interface EventFilter {
	events: string[];
	entityTypes: string[];
	skipOwn: boolean;
}

/** What a full record's request gets: for the whole type, or as soon as the record is among those asked for. */
export type Poison = { entityType: string; id?: string; answer: '403' | '500' | 'deleted' };

export interface StreamSettings extends CommonSettings {
	source: keyof typeof SOURCES;
	version: '7.5' | '10.0';
	/** How far the server's clock is ahead of n8n's. */
	skewMs: number;
	pageLimit: number;
	filter: EventFilter;
	fullRecord: boolean;
	poison: Poison[];
	/** Nothing matches the filter for days. */
	quietDays: boolean;
	/** Crowds of notes are hidden. */
	hiddenMass: boolean;
}

/** A note that has no number yet: it gets one when it is inserted. Times are in ms. */
export interface WrittenNote {
	/** A post when absent. */
	kind?: NoteKindName;
	/** Type and ID of its record; the first account when absent, whose stream is read where it is one. */
	on?: string;
	own?: boolean;
	long?: boolean;
	/** Created so long after the step. */
	after?: number;
	/** Inserted so long after its creation. */
	insertedAfter?: number;
	/** Deleted so long after it was inserted. */
	goneAfter?: number;
	/** Numbers that others took before it: rolled back transactions, records of others. */
	skipped?: number;
}

export type StreamStep =
	/** What one writer does in one transaction, which is open for so long, or without one. */
	| (Step & { do: 'write'; openMs?: number; notes: WrittenNote[] })
	/** Many notes within a short time, one by one. */
	| (Step & { do: 'crowd'; count: number; hidden?: boolean })
	| (Step & { do: 'edit'; filter: EventFilter })
	/** The user begins to follow the second account: what was written there before is visible only now. */
	| (Step & { do: 'follow' })
	/** The role loses access to leads, for so long or for good; or gets it. */
	| (Step & { do: 'hide leads'; forMs?: number })
	| (Step & { do: 'show leads' })
	/** The third account is deleted, and its notes with it. */
	| (Step & { do: 'delete account' })
	/** A backup, so much older, is behind the address from now on. */
	| (Step & { do: 'restore'; backupAgeMs?: number })
	/** Another server is, with a history of its own and numbers above this one; its notes were written `after` a negative time. */
	| (Step & { do: 'other server'; above?: number; history: WrittenNote[] });

export type StreamSchedule = Schedule<StreamSettings, StreamStep>;
