import { sleep } from 'n8n-workflow';

import { createEspoClient, type EspoClient } from '../../api/client/EspoClient';
import { createMetadata } from '../../api/metadata/createMetadata';
import type { Metadata } from '../../api/metadata/Metadata';
import { cancelSignal } from './cancelSignal';
import { metadataCache } from './metadataCache';
import type { RequestContext } from './RequestContext';
import { createSend } from './send';

export interface Connection {
	client: EspoClient;
	metadata: Metadata;
}

interface ConnectOptions {
	tries?: number;
	timeoutMs?: number;
	/** Whether more than one entity type may have to be looked up. */
	ofManyTypes?: boolean;
}

/** Whoever opens a drop-down waits for it, and can open it again. */
const IN_EDITOR: ConnectOptions = { tries: 2, timeoutMs: 20_000 };

/** The client and the metadata of the node's credential. Sends nothing yet. */
export function connect(context: RequestContext, { ofManyTypes, ...limits }: ConnectOptions = {}): Connection {
	const client = createEspoClient({
		send: createSend(context),
		now: Date.now,
		sleep,
		signal: cancelSignal(context),
		...(isInEditor(context) ? IN_EDITOR : {}),
		...limits,
	});
	return { client, metadata: createMetadata(client, metadataCache(context), { ofManyTypes }) };
}

function isInEditor(context: RequestContext): boolean {
	return 'getCurrentNodeParameter' in context;
}
