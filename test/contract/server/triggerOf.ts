import type { INodeParameters } from 'n8n-workflow';

import type { LoggedRequest } from '../../harness/FaultProxy';
import { locator } from '../../harness/locator';
import type { PollingWorkflow } from '../../harness/PollingWorkflow';
import { skipped } from './skipped';
import type { TestedEspo } from './TestedEspo';

export type Source = 'everything' | 'myStream' | 'record';
export const SOURCES: Source[] = ['everything', 'myStream', 'record'];

/** Parameters of the trigger. The record is needed for the source "record" only. */
export function triggerOf(source: Source, accountId: string, more: INodeParameters = {}): INodeParameters {
	return { source, ...(source === 'record' && { entityType: locator('Account'), recordId: locator(accountId) }), ...more };
}

/** Polls until there is nothing new, and gives the requests of that poll; on a server where others never rest the test is skipped. */
export async function emptyPoll(espo: TestedEspo, trigger: PollingWorkflow): Promise<LoggedRequest[]> {
	for (let time = 0; time < 10; time++) {
		espo.proxy.reset();
		if ((await trigger.poll()) === null) return espo.proxy.requests;
	}
	return skipped('others write all the time, so no poll was empty: use a server of its own');
}

/** Ends the test as skipped where the server, or this user, has not the source. */
export function needSource(espo: TestedEspo, source: Source): void {
	if (source === 'everything' && !espo.hasGlobalStream)
		skipped('no stream of everything: EspoCRM 8.2 or newer has it, and the role of the API user needs Global Stream');
}
