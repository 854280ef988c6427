import type { EspoClient } from '../api/client/EspoClient';
import { identifiedRecords } from '../api/records/identifiedRecords';
import type { ParameterReader } from '../parameters/reading/Parameter';

/** Searches of a run for what identifies a record: one for each value, and again only where it failed. */
export function createSearches(client: EspoClient): ParameterReader['identifiedRecords'] {
	const searches = new Map<string, ReturnType<typeof identifiedRecords>>();
	return async (entityType, attribute, value) => {
		const key = JSON.stringify([entityType, attribute, value]);
		const known = searches.get(key);
		if (known) return await known;
		const search = identifiedRecords(client, entityType, attribute, value);
		searches.set(key, search);
		search.catch(() => searches.delete(key));
		return await search;
	};
}
