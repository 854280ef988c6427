import type { INodeParameters } from 'n8n-workflow';

import { locator } from '../../harness/locator';
import type { Espo } from './Espo';
import { skipped } from './skipped';

export type Source = 'everything' | 'myStream' | 'record';
export const SOURCES: Source[] = ['everything', 'myStream', 'record'];

/** Parameters of the trigger. The record is needed for the source "record" only. */
export function triggerOf(source: Source, accountId: string, more: INodeParameters = {}): INodeParameters {
	return { source, ...(source === 'record' && { entityType: locator('Account'), recordId: locator(accountId) }), ...more };
}

/** Whether the server has the source; says so if not. */
export function available(espo: Espo, source: Source): boolean {
	return source !== 'everything' || espo.hasGlobalStream || !skipped('no stream of everything on this server, or not for this user');
}
