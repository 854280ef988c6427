import type { EspoClient } from '../../../nodes/shared/api/client/EspoClient';
import {
	pollMatching,
	startMatching,
	storedMatchingState,
	type MatchingOptions,
	type MatchingState,
} from '../../../nodes/shared/api/cursors/matching/pollMatching';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import type { PolledWatch } from './PolledWatch';

/** A record that has begun to match, as the trigger tells it. */
export interface EnteredItem {
	/** Of the record. */
	id: string;
	record: JsonObject;
}

/** Records that begin to match a filter, with the real cursor. */
export class MatchingWatch implements PolledWatch<EnteredItem> {
	async start(client: EspoClient, deadline: number): Promise<MatchingState> {
		return await startMatching(this.options(client, deadline));
	}

	async next(client: EspoClient, state: unknown, deadline: number): Promise<{ state: MatchingState; items: EnteredItem[] }> {
		const polled = await pollMatching(this.options(client, deadline), storedMatchingState(state) as MatchingState);
		return { state: polled.state, items: polled.entered.map((record) => ({ id: String(record.id), record })) };
	}

	private options(client: EspoClient, deadline: number): MatchingOptions {
		return {
			client,
			entityType: 'Lead',
			params: { where: [{ type: 'equals', attribute: 'status', value: 'New' }] },
			fingerprint: 'crm',
			deadline,
		};
	}
}
