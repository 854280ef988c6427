import type { EspoClient } from '../../../nodes/shared/api/client/EspoClient';

/** What a trigger waits for, as the model of n8n drives it. The state is plain data. */
export interface PolledWatch<Item> {
	start(client: EspoClient, deadline: number): Promise<unknown>;
	/** @param deadline in ms since 1970 */
	next(client: EspoClient, state: unknown, deadline: number): Promise<{ state: unknown; items: Item[] }>;
}
