import { objectAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import type { EspoRequest } from '../request/EspoRequest';
import { isJsonObject, type Json, type JsonObject } from '../values/Json';
import { createLabels, type Labels } from './Labels';
import { cached, metadataPart, type MetadataCache } from './metadataPart';
import { userAccess, type UserAccess } from './userAccess';

/** Opened at the first look-up, so that a run that needs no metadata costs nothing. */
export type OpenCache = () => Promise<MetadataCache>;

/** The documents that all is read from, each asked for once. */
export interface MetadataSource {
	openCache: OpenCache;
	/** A part of the metadata by its path. */
	part(...path: string[]): Promise<Json | undefined>;
	/** The same; empty where it is no object. */
	object(...path: string[]): Promise<JsonObject>;
	fieldsOf(entityType: string): Promise<JsonObject>;
	/** Fields and links in one request, for drop-downs. */
	definitionOf(entityType: string): Promise<{ fields: JsonObject; links: JsonObject }>;
	labels(): Promise<Labels>;
	access(): Promise<UserAccess>;
}

/**
 * @param ofManyTypes whether definitions of more than one entity type are going to be needed: they come in one request then, which is
 * larger (170 kB) and faster than several
 */
export function metadataSource(client: EspoClient, openCache: OpenCache, { ofManyTypes = false } = {}): MetadataSource {
	const part = async (...path: string[]) => {
		const cache = await openCache();
		// Smaller parts are then taken from it.
		if (ofManyTypes && path[0] === 'entityDefs') await metadataPart(client, cache, path.slice(0, 1));
		return await metadataPart(client, cache, path);
	};
	const object = async (...path: string[]) => objectOf(await part(...path));
	return {
		openCache,
		part,
		object,
		fieldsOf: async (entityType) => await object('entityDefs', entityType, 'fields'),
		async definitionOf(entityType) {
			const { fields, links } = await object('entityDefs', entityType);
			return { fields: objectOf(fields), links: objectOf(links) };
		},
		async labels() {
			const request: EspoRequest = { method: 'GET', path: ['I18n'] };
			return createLabels(await cached(await openCache(), 'I18n', async () => objectAnswer(request, await client.request(request))));
		},
		access: async () => await userAccess(client, await openCache()),
	};
}

function objectOf(value: Json | undefined): JsonObject {
	return isJsonObject(value) ? value : {};
}
