import type { EspoRequest } from './EspoRequest';
import type { JsonObject } from './Json';

/** What only servers answer that name the records of links as they are (isStarred: since 8.3, as those names; streamUpdatedAt: later). */
const OF_NEWER = ['isStarred', 'streamUpdatedAt'];

/**
 * Whether the answer to an update may show the names of the records that were linked before: EspoCRM before 8.3 gives the new ID with the
 * old name, or with none (measured on 7.5.6; LinkCheck sets the name since 8.3). Only reading the record tells then.
 */
export function showsOldNames({ method, body = {} }: EspoRequest, answer: JsonObject): boolean {
	if (method !== 'PUT' || OF_NEWER.some((name) => name in answer)) return false;
	return Object.keys(body).some((attribute) => {
		const name = attribute.replace(/Id$/, 'Name');
		// An empty link without a name is right in any case.
		return name !== attribute && body[name] === undefined && name in answer && !(body[attribute] === null && answer[name] === null);
	});
}
