import '../../harness/environment';
import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type ILoadOptionsFunctions, type INode } from 'n8n-workflow';

import { createEspoClient, type EspoClient } from '../../../nodes/shared/api/client/EspoClient';
import { createSend } from '../../../nodes/shared/n8n/transport/send';
import { additionalData } from '../../harness/additionalData';
import type { CredentialStore } from '../../harness/CredentialStore';
import { nodeCredentials } from '../../harness/nodeCredentials';
import { nodeTypes } from '../../harness/nodeTypes';

export interface WaitlessClient {
	client: EspoClient;
	/** What it would have waited, in ms. */
	waits: number[];
}

/** A context of n8n's engine, as drop-downs get it. */
export function engineContext(credentials: CredentialStore): ILoadOptionsFunctions {
	const node: INode = {
		id: '1',
		name: 'EspoCRM',
		type: 'espoCrm',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: nodeCredentials,
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return new LoadOptionsContext(workflow, node, { ...additionalData(credentials), currentNodeParameters: {} }, '/');
}

/** The client as the nodes use it, on n8n's own HTTP helper, but without the waiting. */
export function waitlessClient(credentials: CredentialStore, timeoutMs = 5_000): WaitlessClient {
	const waits: number[] = [];
	const sleep = async (ms: number) => void waits.push(Math.round(ms));
	const client = createEspoClient({ send: createSend(engineContext(credentials)), now: Date.now, sleep, random: () => 0.5, timeoutMs });
	return { client, waits };
}
