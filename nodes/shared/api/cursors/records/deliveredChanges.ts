import type { JsonObject } from '../../values/Json';
import { isAfter, type Position, type RecordState } from './RecordState';

/** What was delivered, by the polls before and by this one. */
export interface DeliveredChanges {
	add(position: Position): void;
	has(position: Position): boolean;
	/** Whether the creation of the record was not delivered: it lies above the overlap, and the record was never seen. */
	isNew(record: JsonObject): boolean;
}

/** What the polls before delivered, to which this one adds. @param state of the last poll */
export function deliveredChanges({ seen, overlap }: RecordState): DeliveredChanges {
	const changes = new Set(seen.map(([time, id]) => `${time}/${id}`));
	const ids = new Set(seen.map(([, id]) => id));
	return {
		add([time, id]) {
			changes.add(`${time}/${id}`);
			ids.add(id);
		},
		has: ([time, id]) => changes.has(`${time}/${id}`),
		isNew: ({ id, createdAt }) => typeof createdAt === 'string' && !ids.has(String(id)) && isAfter([createdAt, String(id)], overlap),
	};
}
