import { createEspoClient } from '../../../nodes/shared/api/client/EspoClient';
import { createMetadata } from '../../../nodes/shared/api/metadata/createMetadata';
import type { MetadataCache } from '../../../nodes/shared/api/metadata/metadataPart';
import type { HttpResponse } from '../../../nodes/shared/api/request/Send';
import { isJsonObject, type Json, type JsonObject } from '../../../nodes/shared/api/values/Json';
import { json, refusal, requestParts } from './requestParts';

/** What a server says of itself. */
export interface Described {
	/** The whole metadata; parts of it are asked for. */
	metadata?: JsonObject;
	i18n?: Json;
	/** The answer of `App/user`. */
	user?: Json;
}

/** An EspoCRM that only describes itself, and what is asked of it. A path in `refused` is answered with its status, once. */
export function describedServer({ metadata = {}, i18n = {}, user = {} }: Described, options?: { ofManyTypes?: boolean }) {
	const requests: string[] = [];
	const refused = new Map<string, number>();
	const cache: MetadataCache = new Map();
	const partAt = (key: string) =>
		key.split('.').reduce<Json | undefined>((at, name) => (isJsonObject(at) ? at[name] : undefined), metadata);
	const answer = (path: string, key: string): HttpResponse => {
		if (path === '/I18n') return json(i18n);
		if (path === '/App/user') return json(user);
		return path === '/Metadata' ? json(partAt(key) ?? '') : refusal(404, '');
	};
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		tries: 1,
		send: async (request) => {
			await new Promise(setImmediate);
			const { path, query } = requestParts(request);
			const key = query.get('key') ?? '';
			const asked = key || path.slice(1);
			requests.push(asked);
			const status = refused.get(asked);
			refused.delete(asked);
			return status === undefined ? answer(path, key) : refusal(status);
		},
	});
	return { client, requests, refused, cache, metadata: createMetadata(client, async () => await Promise.resolve(cache), options) };
}
