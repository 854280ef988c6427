import type { INodeParameters } from 'n8n-workflow';

import type { LoggedRequest } from '../../harness/FaultProxy';
import { locator } from '../../harness/locator';
import type { PollingWorkflow } from '../../harness/PollingWorkflow';
import type { Espo } from './Espo';
import { skipped } from './skipped';

export type Source = 'everything' | 'myStream' | 'record';
export const SOURCES: Source[] = ['everything', 'myStream', 'record'];

/** Parameters of the trigger. The record is needed for the source "record" only. */
export function triggerOf(source: Source, accountId: string, more: INodeParameters = {}): INodeParameters {
	return { source, ...(source === 'record' && { entityType: locator('Account'), recordId: locator(accountId) }), ...more };
}

/** Polls until there is nothing new, and gives the requests of that poll; undefined on a server where others never rest. */
export async function emptyPoll(espo: Espo, trigger: PollingWorkflow): Promise<LoggedRequest[] | undefined> {
	for (let time = 0; time < 10; time++) {
		espo.proxy.reset();
		if ((await trigger.poll()) === null) return espo.proxy.requests;
	}
	skipped('others write all the time, so no poll was empty');
	return undefined;
}

/** Whether the server has the source; says so if not. */
export function available(espo: Espo, source: Source): boolean {
	return source !== 'everything' || espo.hasGlobalStream || !skipped('no stream of everything on this server, or not for this user');
}
