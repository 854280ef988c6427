import type { JsonObject } from '../../values/Json';
import type { Position } from './RecordState';

/** The place of a record in the list that is sorted by this time and then by id. */
export function recordPosition(record: JsonObject, attribute: string): Position {
	return [String(record[attribute]), String(record.id)];
}
