import type { EspoClient } from '../client/EspoClient';
import { isJsonObject, type Json } from '../values/Json';

/** Answers by their address; whoever owns it decides how long they are kept and for whom. */
export type MetadataCache = Map<string, Promise<Json | undefined>>;

const FIRST = 'the first look-up';

/** A part of the metadata. Servers before 8.0 ignore the key and send the whole (espocrm-api.md#metadata), which is then kept and used. */
export async function metadataPart(client: EspoClient, cache: MetadataCache, path: string[]): Promise<Json | undefined> {
	// The first look-up tells which kind of server it is; others wait for it instead of loading the whole again.
	const first = cache.get(FIRST);
	if (first) {
		await first.catch(() => undefined);
		return await lookUp(client, cache, path);
	}
	const loading = lookUp(client, cache, path);
	cache.set(FIRST, loading);
	loading.catch(() => cache.delete(FIRST));
	return await loading;
}

async function lookUp(client: EspoClient, cache: MetadataCache, path: string[]): Promise<Json | undefined> {
	const known = await partOfLarger(cache, path);
	if (known) return known.part;
	const key = path.join('.');
	return await cached(cache, keyOf(path), async () => {
		const { body } = await client.request({ method: 'GET', path: ['Metadata'], query: { key } });
		if (!isJsonObject(body) || !isJsonObject(body.entityDefs) || !isJsonObject(body.scopes)) return body as Json | undefined;
		cache.set('Metadata', Promise.resolve(body));
		return partOf(body, path);
	});
}

/** A part that was looked up before; undefined, without a request, where it was not. */
export async function knownPart(cache: MetadataCache, path: string[]): Promise<Json | undefined> {
	return (await cache.get(keyOf(path))) ?? (await partOfLarger(cache, path))?.part;
}

async function partOfLarger(cache: MetadataCache, path: string[]): Promise<{ part: Json | undefined } | undefined> {
	const whole = await cache.get('Metadata');
	if (whole !== undefined) return { part: partOf(whole, path) };
	for (let length = path.length - 1; length > 0; length--) {
		const larger = cache.get(keyOf(path.slice(0, length)));
		if (larger) return { part: partOf((await larger) ?? null, path.slice(length)) };
	}
	return undefined;
}

function keyOf(path: string[]): string {
	return `Metadata?key=${path.join('.')}`;
}

function partOf(document: Json, path: string[]): Json | undefined {
	return path.reduce<Json | undefined>((found, key) => (isJsonObject(found) ? found[key] : undefined), document);
}

/** Parallel look-ups share one request; one that failed is not kept. */
export async function cached(cache: MetadataCache, key: string, load: () => Promise<Json | undefined>): Promise<Json | undefined> {
	const known = cache.get(key);
	if (known) return await known;
	const loading = load();
	cache.set(key, loading);
	loading.catch(() => cache.delete(key));
	return await loading;
}
