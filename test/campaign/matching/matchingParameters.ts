import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { locator } from '../../harness/locator';
import type { EnteredItem } from '../../unit/model/MatchingWatch';

/** Of the real node. */
export function matchingParameters(): INodeParameters {
	const filters = { conditions: { condition: [{ attribute: 'status', operator: 'startsWith', value: 'New' }] } };
	return { triggerOn: 'recordEntersFilter', entityType: locator('Lead'), filters, options: { dateTimeFormat: 'espo' } };
}

/** Items of the real node. */
export function enteredOf(items: IDataObject[]): EnteredItem[] {
	return items.map(({ id, record }) => ({ id: String(id), record: record as EnteredItem['record'] }));
}
