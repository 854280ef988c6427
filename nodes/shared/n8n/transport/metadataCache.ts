import type { OpenCache } from '../../api/metadata/MetadataSource';
import type { MetadataCache } from '../../api/metadata/metadataPart';
import { credentialIdentity } from './credentialIdentity';
import type { RequestContext } from './RequestContext';

const KEPT_FOR_MS = 60_000;
const caches = new Map<string, { until: number; cache: MetadataCache }>();

/**
 * Metadata that is kept for a minute for each server and user: long enough for the drop-downs of one panel, short
 * enough for an administrator who adds a field. Never shared between users, because access rights trim it.
 */
export function metadataCache(context: RequestContext): OpenCache {
	let opened: Promise<MetadataCache> | undefined;
	return async () => await (opened ??= open(context));
}

async function open(context: RequestContext): Promise<MetadataCache> {
	const { key } = await credentialIdentity(context);
	const now = Date.now();
	for (const [other, { until }] of caches) if (until <= now) caches.delete(other);
	const kept = caches.get(key);
	if (kept) return kept.cache;
	const cache: MetadataCache = new Map();
	caches.set(key, { until: now + KEPT_FOR_MS, cache });
	return cache;
}
