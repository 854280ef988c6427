import type { EspoClient } from '../client/EspoClient';
import { listRecords } from '../lists/listRecords';
import type { JsonObject } from '../values/Json';

/** A record names no more of its followers, unless an administrator changed it. */
const NAMED = 6;

/**
 * Who follows one of the others, but not the record. Records name their first followers; where there may be more, they are listed.
 * @returns IDs; those whom the user may not see are missing
 */
export async function followersOf(client: EspoClient, entityType: string, record: JsonObject, others: JsonObject[]): Promise<string[]> {
	const all: string[] = [];
	for (const other of others) all.push(...(await idsOf(client, entityType, other)));
	const missing = [...new Set(all)].filter((id) => !namedIn(record).includes(id));
	if (!missing.length || namedIn(record).length < NAMED) return missing;
	const own = await idsOf(client, entityType, record);
	return missing.filter((id) => !own.includes(id));
}

async function idsOf(client: EspoClient, entityType: string, record: JsonObject): Promise<string[]> {
	const named = namedIn(record);
	if (named.length < NAMED) return named;
	const list = { path: [entityType, String(record.id), 'followers'], params: { select: ['id'] } };
	const listed = await listRecords(client, list).catch(() => []);
	return [...new Set([...named, ...listed.map(({ id }) => String(id))])];
}

function namedIn({ followersIds }: JsonObject): string[] {
	return Array.isArray(followersIds) ? followersIds.filter((id): id is string => typeof id === 'string') : [];
}
