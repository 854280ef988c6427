import type { StreamSource } from '../../nodes/shared/api/stream/StreamSource';
import type { StoredNote } from '../unit/model/StreamServer';
import type { RequestFault } from './requestFault';

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

export interface ScheduledNote extends StoredNote {
	/** The events that it tells, as the trigger names them. */
	tells: string[];
	/** Its record was followed only then. */
	followedAt?: number;
}

export type Life = 'poll' | 'restart' | 'killBeforeSave' | 'killAfterSave' | 'lostLease' | 'overlap';

/** What happens between one poll and the next. */
export interface Turn {
	waitMs: number;
	life: Life;
	budgetMs: number;
	requestMs: number;
	hiddenMs: number;
	fault?: RequestFault;
	/** The workflow is edited before this poll. */
	filter?: EventFilter;
}

/** What a full record's request gets: for the whole type, or as soon as the record is among those asked for. */
export type Poison = { entityType: string; id?: string; answer: '403' | '500' | 'deleted' };

/** A whole story, decided beforehand; times are true ones in ms. */
export interface StreamSchedule {
	source: keyof typeof SOURCES;
	version: '7.5' | '10.0';
	durable: boolean;
	/** How far the server's clock is ahead of n8n's. */
	skewMs: number;
	pageLimit: number;
	filter: EventFilter;
	fullRecord: boolean;
	poison: Poison[];
	notes: ScheduledNote[];
	/** From then on another database answers. */
	replacement?: { at: number; kind: 'restored' | 'otherServer'; notes: ScheduledNote[] };
	turns: Turn[];
	/** Everything has happened by then. The last note of all is created at this time. */
	end: number;
}
