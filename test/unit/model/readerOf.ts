import type { AttributeKind } from '../../../nodes/shared/api/values/fieldTypes';
import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import type { Operation, AnyValues } from '../../../nodes/shared/operation/Operation';
import type { KnownToParameters, ParameterReader } from '../../../nodes/shared/parameters/reading/Parameter';

export interface RecordedReader extends ParameterReader {
	/** Names of the parameters that were read. */
	read: Set<string>;
	hints: string[];
	/** What is no part of the record itself, as far as the workflow knows. */
	notStorable: string[];
}

/** Gives these values, as n8n does for one item. */
export function readerOf(
	values: Record<string, unknown>,
	kinds: Record<string, AttributeKind> = {},
	input: JsonObject = {},
): RecordedReader {
	const read = new Set<string>();
	const hints: string[] = [];
	const notStorable: string[] = [];
	const get = (name: string) => {
		read.add(name);
		return values[name];
	};
	return {
		read,
		hints,
		notStorable,
		metadata: {
			rememberNotStorable: (_entityType, attributes) => void notStorable.push(...attributes),
			fields: async () => await Promise.resolve(new Map<string, JsonObject>()),
			writableAttributes: async () => await Promise.resolve(Object.keys(kinds)),
			knownNeeded: async () => await Promise.resolve(new Set<string>()),
			wrongOptions: async () => await Promise.resolve(undefined),
			fieldLabel: async (_entityType, attribute) => await Promise.resolve(attribute in kinds ? `The ${attribute}` : undefined),
			comparedKinds: async () => await Promise.resolve(new Map<string, AttributeKind>([['id', 'id'], ...Object.entries(kinds)])),
			attributeKinds: async () => await Promise.resolve(new Map<string, AttributeKind>([['id', 'id'], ...Object.entries(kinds)])),
			linkedEntityType: async (_entityType, link) => await Promise.resolve(link === 'parent' ? undefined : `The${link}`),
		},
		input,
		hint: (text) => void hints.push(text),
		hintOnce: (text, names) => void (names.length && hints.push(`${text} ${names.join(', ')}.`)),
		get,
		resolved: get,
		isFilledIn: () => false,
		zone: 'Europe/Paris',
		identifiedRecords: async () => await Promise.resolve({ found: [], more: false }),
		fileProperties: [],
		file: async (property) => await Promise.reject(new Error(`There is no file “${property}”`)),
		valueOf: (name) => (name === 'entityType' ? 'Account' : undefined),
	};
}

/** The same reader with other knowledge of entity types. */
export function knowing<Reader extends ParameterReader>(reader: Reader, metadata: Partial<KnownToParameters>): Reader {
	return { ...reader, metadata: { ...reader.metadata, ...metadata } };
}

/** The checked values of an operation. */
export async function valuesOf({ parameters }: Operation, reader: ParameterReader): Promise<AnyValues> {
	const values: Record<string, unknown> = {};
	for (const { name, read } of parameters) values[name] = await read(reader);
	return values;
}
