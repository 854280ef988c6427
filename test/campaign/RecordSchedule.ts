import type { StoredRecord } from '../unit/model/RecordServer';
import type { Watched } from '../unit/model/RecordsWatch';
import type { Turn } from './StreamSchedule';

/** A whole story on changes of records, decided beforehand; times are true ones in ms. */
export interface RecordSchedule {
	watched: Watched;
	durable: boolean;
	/** How far the server's clock is ahead of n8n's, from times on. */
	skews: Array<{ from: number; ms: number }>;
	pageLimit: number;
	poison?: string;
	records: StoredRecord[];
	/** From then on another database answers. */
	replacement?: { at: number; kind: 'restored' | 'otherServer'; records: StoredRecord[] };
	turns: Turn[];
	end: number;
}
