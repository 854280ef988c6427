import type { EspoClient } from '../../../nodes/shared/api/client/EspoClient';
import { pollRecords } from '../../../nodes/shared/api/cursors/records/pollRecords';
import type { Change, RecordPollOptions } from '../../../nodes/shared/api/cursors/records/RecordPoll';
import type { RecordState } from '../../../nodes/shared/api/cursors/records/RecordState';
import { startRecords } from '../../../nodes/shared/api/cursors/records/startRecords';
import { storedRecordState } from '../../../nodes/shared/api/cursors/records/storedRecordState';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import type { PolledWatch } from './PolledWatch';

/** A change as the trigger tells it. */
export interface ChangeItem {
	/** Record and time: what must come once. */
	id: string;
	recordId: string;
	time: string;
	created: boolean;
	record: JsonObject;
}

export type Watched = 'createdAt' | 'modifiedAt';

/** Changes of records, with the real cursor. */
export class RecordsWatch implements PolledWatch<ChangeItem> {
	constructor(private readonly attribute: Watched) {}

	async start(client: EspoClient, deadline: number): Promise<RecordState> {
		return (await startRecords(this.options(client, deadline), 0)).state;
	}

	async next(client: EspoClient, state: unknown, deadline: number): Promise<{ state: RecordState; items: ChangeItem[] }> {
		const polled = await pollRecords(this.options(client, deadline), storedRecordState(state) as RecordState);
		return { state: polled.state, items: polled.changes.map(asItem) };
	}

	private options(client: EspoClient, deadline: number): RecordPollOptions {
		return {
			client,
			entityType: 'Account',
			attribute: this.attribute,
			params: {},
			identity: { fingerprint: 'crm', filter: '' },
			deadline,
			isWanted: () => true,
		};
	}
}

function asItem({ time, record, created }: Change): ChangeItem {
	const recordId = String(record.id);
	return { id: `${recordId} ${time}`, recordId, time, created, record };
}
