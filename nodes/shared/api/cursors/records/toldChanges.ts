import type { JsonObject } from '../../values/Json';
import { isAfter, type Position, type RecordState } from './RecordState';

/** What was told, by the polls before and by this one. */
export interface ToldChanges {
	add(position: Position): void;
	has(position: Position): boolean;
	/** Whether the creation of the record was not told: it lies above the overlap, and the record was never seen. */
	isNew(record: JsonObject): boolean;
}

/** What the polls before told, to which this one adds. @param state of the last poll */
export function toldChanges({ seen, overlap }: RecordState): ToldChanges {
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
