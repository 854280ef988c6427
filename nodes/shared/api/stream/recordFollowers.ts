import { recordAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { listRecords } from '../lists/listRecords';
import type { EspoRequest } from '../request/EspoRequest';
import { isJsonObject, type JsonObject } from '../values/Json';

const SHOWN = ['id', 'name', 'userName', 'type', 'isActive'];
/** A record names no more of its followers, unless an administrator changed it. */
const NAMED = 6;

export interface Followers {
	/** Of those whom only the record names, ID and name. */
	users: JsonObject[];
	/** Whether API users may be missing. */
	mayLack: boolean;
}

/** Who follows a record. The list lacks API users; the record names the first followers of any kind (espocrm-api.md#followers). @throws EspoError */
export async function recordFollowers(client: EspoClient, entityType: string, id: string): Promise<Followers> {
	const listed = await listRecords(client, { path: [entityType, id, 'followers'], params: { select: SHOWN } });
	const request: EspoRequest = { method: 'GET', path: [entityType, id] };
	const { followersIds, followersNames } = recordAnswer(request, await client.request(request));
	const named = [followersIds].flat().filter((own): own is string => typeof own === 'string');
	const names = isJsonObject(followersNames) ? followersNames : {};
	const others = named.filter((own) => !listed.some((user) => user.id === own)).map((own) => ({ id: own, name: names[own] ?? null }));
	const users = listed.map((user) => Object.fromEntries(SHOWN.map((name) => [name, user[name] ?? null])) as JsonObject);
	return { users: [...users, ...others], mayLack: named.length >= NAMED };
}
