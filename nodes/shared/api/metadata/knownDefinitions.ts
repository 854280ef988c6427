import { isJsonObject, type JsonObject } from '../values/Json';
import { neededAttributes, notStorable } from './entityFields';
import type { KnownDefinitions } from './Metadata';
import { knownPart } from './metadataPart';
import type { MetadataSource } from './MetadataSource';
import { knownWrongOptions } from './wrongOptions';

/** What is known without a request. */
export function knownDefinitionsIn({ openCache, labels }: MetadataSource): KnownDefinitions {
	const remembered = new Map<string, Set<string>>();
	const fieldsOf = async (entityType: string): Promise<JsonObject | undefined> => {
		const fields = await knownPart(await openCache(), ['entityDefs', entityType, 'fields']).catch(() => undefined);
		return isJsonObject(fields) ? fields : undefined;
	};
	return {
		async knownNotStorable(entityType) {
			const fields = await fieldsOf(entityType);
			return fields ? notStorable(fields) : (remembered.get(entityType) ?? new Set());
		},
		knownNeeded: async (entityType) => neededAttributes((await fieldsOf(entityType)) ?? {}),
		knownFields: async (entityType) => new Set(Object.keys((await fieldsOf(entityType)) ?? {})),
		rememberNotStorable: (entityType, attributes) =>
			void remembered.set(entityType, new Set([...(remembered.get(entityType) ?? []), ...attributes])),
		wrongOptions: async (entityType, name, values) =>
			await knownWrongOptions(entityType, name, values, { cache: await openCache(), labels }),
	};
}
