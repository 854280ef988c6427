import type { INodeParameters } from 'n8n-workflow';

import { locator } from '../../harness/locator';
import { SOURCES, type StreamSettings } from './StreamSchedule';

/** Parameters of the real node for a schedule of stream events. */
export function streamParameters({ source, fullRecord, filter }: StreamSettings): INodeParameters {
	const { events, entityTypes, skipOwn } = filter;
	const { entityType, id } = SOURCES.record;
	const own: INodeParameters = source === 'record' ? { entityType: locator(entityType), recordId: locator(id) } : { entityTypes };
	return { source, ...own, events, options: { fullRecord, skipOwn, dateTimeFormat: 'espo' } };
}
