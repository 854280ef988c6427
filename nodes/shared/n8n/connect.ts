import { sleep } from 'n8n-workflow';

import { createEspoClient, type EspoClient } from '../api/EspoClient';
import { createMetadata, type Metadata } from '../api/Metadata';
import { metadataCache } from './metadataCache';
import { createSend, type RequestContext } from './send';

export interface Connection {
	client: EspoClient;
	metadata: Metadata;
}

interface Limits {
	tries?: number;
	timeoutMs?: number;
}

/**
 * The client and the metadata of the node's credential. Sends nothing yet.
 * @param ofManyTypes whether more than one entity type may have to be looked up
 */
export function connect(context: RequestContext, limits: Limits = {}, ofManyTypes = false): Connection {
	const client = createEspoClient({ send: createSend(context), now: Date.now, sleep, ...limits });
	return { client, metadata: createMetadata(client, metadataCache(context), ofManyTypes) };
}
