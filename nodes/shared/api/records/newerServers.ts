import type { EspoClient } from '../client/EspoClient';
import type { Metadata } from '../metadata/Metadata';
import type { EspoRequest } from '../request/EspoRequest';
import { isJsonObject, type Json, type JsonObject } from '../values/Json';
import { linkName } from '../values/linkName';

/** What only servers answer that name the records of links as they are (isStarred: since 8.3, as those names; streamUpdatedAt: later). */
const OF_NEWER = ['isStarred', 'streamUpdatedAt'];

/** Clients that have seen a record of such a server. */
const newer = new WeakSet<EspoClient>();

/** Keeps what a record that was seen says about its server. */
export function keepNewer(client: EspoClient, record: JsonObject | undefined): void {
	if (record && isOfNewer(record)) newer.add(client);
}

/** Whether the server is known to be of 8.3 or newer: by a record of the same run, or by a look-up that was made for something else. No request. */
export async function isNewerServer(client: EspoClient, metadata: Metadata, entityType: string): Promise<boolean> {
	return newer.has(client) || (await metadata.knownFields(entityType)).has('streamUpdatedAt');
}

/**
 * Whether the answer to an update may show the names of the records that were linked before, unless it is of a newer server: EspoCRM before 8.3 gives the new ID with the
 * old name, or with none (measured on 7.5.6; LinkCheck sets the name since 8.3). Only reading the record tells then.
 */
export function showsOldNames({ method, body = {} }: EspoRequest, answer: JsonObject): boolean {
	if (method !== 'PUT') return false;
	return Object.keys(body).some((attribute) => {
		const name = linkName(attribute);
		// An empty link without a name is right in any case.
		return name !== attribute && body[name] === undefined && name in answer && !(body[attribute] === null && answer[name] === null);
	});
}

/**
 * Whether the answer to an update shows what stands beside links as it was before: the columns of the records of a list that was written (7.5 and 10.0),
 * their names (7.5), and with the accounts of a contact its title (measured).
 */
export function showsOldLinks({ method, body = {} }: EspoRequest, answer: JsonObject): boolean {
	if (method !== 'PUT') return false;
	return Object.keys(body).some((attribute) => {
		const ids = attribute.endsWith('Ids') ? (answer[attribute] ?? []) : undefined;
		if (!Array.isArray(ids)) return false;
		return ['Names', 'Columns'].some((end) => isOfOthers(answer[attribute.replace(/Ids$/, end)], ids));
	});
}

function isOfOthers(beside: Json | undefined, ids: Json[]): boolean {
	if (!isJsonObject(beside)) return false;
	const keys = Object.keys(beside);
	return keys.length !== new Set(ids).size || !keys.every((id) => ids.includes(id));
}

function isOfNewer(record: JsonObject): boolean {
	return OF_NEWER.some((name) => name in record);
}
