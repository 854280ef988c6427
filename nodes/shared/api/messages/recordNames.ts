import { isGiven } from '../values/given';
import type { JsonObject } from '../values/Json';

/** Records as text: names and IDs. @param atMost further ones are only counted */
export function recordNames(records: JsonObject[], atMost = 5): string {
	const shown = records.slice(0, atMost).map(({ id, name }) => `${String(name ?? 'no name')} (${isGiven(id) ? String(id) : 'no ID'})`);
	return shown.join(', ') + (records.length > shown.length ? ` and ${records.length - shown.length} more` : '');
}
