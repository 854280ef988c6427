import type { Watched } from '../../unit/model/RecordsWatch';
import type { CommonSettings, Schedule, Step } from '../Schedule';

export interface RecordSettings extends CommonSettings {
	watched: Watched;
	/** How far the server's clock is ahead of n8n's at first. */
	skewMs: number;
	pageLimit: number;
}

/** A save, so long after its step, in a transaction that is open for so long. */
export interface Save {
	after?: number;
	openMs?: number;
}

export interface CreatedRecord extends Save {
	id: string;
	/** Deleted so long after it became visible. */
	goneAfter?: number;
}

export type RecordStep =
	| (Step & { do: 'create'; records: CreatedRecord[] })
	/** Saves of one record; one when absent. */
	| (Step & { do: 'change'; id: string; saves?: Save[] })
	/** The server fails at this record. */
	| (Step & { do: 'poison'; id: string })
	/** The user may not see these records, for so long or for good. */
	| (Step & { do: 'hide'; ids: string[]; forMs?: number })
	/** The server's clock is set, to so much ahead of n8n's. */
	| (Step & { do: 'set clock'; skewMs?: number })
	/** A backup, so much older, is behind the address from now on. */
	| (Step & { do: 'restore'; backupAgeMs?: number })
	/** Another server is; its own records were created `after` a negative time. */
	| (Step & { do: 'other server'; history: CreatedRecord[] });

export type RecordSchedule = Schedule<RecordSettings, RecordStep>;
