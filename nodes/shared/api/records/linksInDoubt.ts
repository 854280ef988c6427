import type { EspoClient } from '../client/EspoClient';
import type { EspoRequest } from '../request/EspoRequest';
import type { JsonObject } from '../values/Json';
import { linkName } from '../values/linkName';

/** What was found out with a client: links to records that exist, and attributes that are no links. */
const known = new WeakMap<EspoClient, Set<string>>();

/**
 * The links of a new record whose answer does not tell whether the linked record exists: 7.x keeps any ID, and its answers to a create have
 * no names of links (measured on 7.5.6; 10.0.0 refuses such an ID and answers with names). Each ID is in doubt once in a run.
 */
export function linksInDoubt(client: EspoClient, { method, path, body = {} }: EspoRequest, answer: JsonObject): string[] {
	if (method !== 'POST') return [];
	return Object.keys(body).filter((name) => {
		const value = body[name];
		if (!name.endsWith('Id') || typeof value !== 'string' || value === '' || linkName(name) in answer) return false;
		const found = known.get(client);
		return answer[name] === value && !found?.has(keyOf(path, name)) && !found?.has(keyOf(path, name, value));
	});
}

/** Keeps what a record that was read says about links. */
export function rememberLinks(client: EspoClient, { path }: EspoRequest, names: string[], record: JsonObject): void {
	const found = known.get(client) ?? new Set();
	known.set(client, found);
	for (const name of names) {
		if (!(linkName(name) in record)) found.add(keyOf(path, name));
		else if (record[linkName(name)] !== null) found.add(keyOf(path, name, String(record[name])));
	}
}

function keyOf([entityType = '']: string[], ...rest: string[]): string {
	return [entityType, ...rest].join(' ');
}
