import { isAttributeKind, type AttributeKind, type AttributeKinds } from '../shared/api/values/fieldTypes';
import { isJsonObject, type JsonObject } from '../shared/api/values/Json';

/** The kinds of attributes that a filter depends on, kept from poll to poll so that a quiet one needs no metadata. */
export interface KeptKinds {
	/** For `ParameterReader.comparedKinds`. */
	look(entityType: string, compared: readonly string[]): Promise<AttributeKinds>;
	/** What to keep; undefined when nothing was looked up. */
	toKeep(): JsonObject | undefined;
}

/**
 * @param kept what an earlier poll gave to keep
 * @param filters the filters as they were entered; after a change the kinds are looked up anew
 * @param ask looks the kinds of an entity type up
 */
export function keptKinds(kept: unknown, filters: string, ask: KeptKinds['look']): KeptKinds {
	let looked: JsonObject | undefined;
	return {
		async look(entityType, compared) {
			const key = JSON.stringify([entityType, filters]);
			if (isJsonObject(kept) && kept.key === key && isJsonObject(kept.kinds)) return unpacked(kept.kinds);
			const kinds = await ask(entityType, compared);
			looked = { key, kinds: packed(kinds) };
			return kinds;
		},
		toKeep: () => looked,
	};
}

/** By kind, which is shorter. */
function packed(kinds: AttributeKinds): JsonObject {
	const names: Record<string, string[]> = {};
	for (const [name, kind] of kinds) (names[kind] ??= []).push(name);
	return names;
}

function unpacked(kinds: JsonObject): AttributeKinds {
	const entries = Object.entries(kinds).flatMap(([kind, names]) =>
		(Array.isArray(names) ? names : []).map((name): [string, string] => [String(name), kind]),
	);
	return new Map(entries.filter((entry): entry is [string, AttributeKind] => isAttributeKind(entry[1])));
}
