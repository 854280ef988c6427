import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { locator } from '../../harness/locator';
import type { ChangeItem } from '../../unit/model/RecordsWatch';
import type { RecordSettings } from './RecordSchedule';

/** Parameters of the real node for a schedule of changes of records. */
export function recordParameters({ watched }: RecordSettings): INodeParameters {
	const triggerOn = watched === 'createdAt' ? 'recordCreated' : 'recordCreatedOrUpdated';
	return { triggerOn, entityType: locator('Account'), options: { dateTimeFormat: 'espo' } };
}

interface RecordItem {
	event: string;
	id: string;
	time: string;
	record: ChangeItem['record'];
}

/** Items of the real node as changes: a record that was created and updated gives two items, and was read once. */
export function changesOf(items: IDataObject[]): ChangeItem[] {
	const delivered = items as unknown as RecordItem[];
	const changes = delivered.filter(({ event }) => event === 'update').map((item) => changeOf(item, false));
	for (const item of delivered.filter(({ event }) => event === 'create')) {
		const change = changes.find(({ recordId }) => recordId === item.id);
		if (change) change.created = true;
		else changes.push(changeOf(item, true));
	}
	return changes.sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)));
}

function changeOf({ id, time, record }: RecordItem, created: boolean): ChangeItem {
	return { id: `${id} ${time}`, recordId: id, time, created, record };
}
