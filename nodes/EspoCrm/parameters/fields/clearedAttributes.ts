import { compoundParts } from '../../../shared/api/values/compoundParts';
import { identifierList, nameIdentifier } from '../../../shared/api/values/identifier';
import type { ParameterReader } from '../../../shared/parameters/reading/Parameter';
import { CLEAR } from './clearedFields';
import type { GivenValues } from './mappedFields';

/**
 * The attributes that are to be emptied: a field that consists of several stands for all of them, and a label for the attribute that the mapping
 * shows by it. What is neither stays as it was entered.
 * @throws InvalidInput for what is no text; EspoError
 */
export async function clearedAttributes(
	reader: ParameterReader,
	entityType: string,
	given: unknown,
	mapping: GivenValues,
): Promise<string[]> {
	const texts = identifierList(given ?? [], (item) => (typeof item === 'string' ? item.trim() : nameIdentifier(item, CLEAR)));
	if (!texts.length) return [];
	const names = texts.map((text) => (mapping.offered.has(text) ? text : (labelled(text, mapping) ?? text)));
	const isUnknown = names.some((name) => !mapping.offered.has(name));
	const writable = isUnknown ? await reader.metadata.writableAttributes(entityType) : [];
	return [...new Set(names.flatMap((name) => (mapping.offered.has(name) ? [name] : orItself(compoundParts(name, writable), name))))];
}

function orItself(parts: string[], name: string): string[] {
	return parts.length ? parts : [name];
}

/** Undefined also where several have the label. */
function labelled(text: string, { labels, offered }: GivenValues): string | undefined {
	const [name, ...others] = [...offered].filter((attribute) => labels.get(attribute)?.toLowerCase() === text.toLowerCase());
	return others.length ? undefined : name;
}
