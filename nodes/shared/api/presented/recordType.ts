import type { Metadata } from '../metadata/Metadata';
import type { AttributeKinds } from '../values/fieldTypes';

/** What the metadata says of the type of some records. */
export interface RecordType {
	/** @throws EspoError, Error when it can't be looked up */
	kinds(): Promise<AttributeKinds>;
	/** The labels of an attribute's options by their keys; undefined where any value is possible. @throws EspoError, Error */
	labels(attribute: string): Promise<ReadonlyMap<string, string> | undefined>;
}

const ofRuns = new WeakMap<Metadata, Map<string, RecordType>>();

/**
 * The type of the records of an entity type, or of those that a link of it leads to. Within a run everything is looked up
 * once, when it is needed; what failed is not tried again for every item, as the metadata itself would.
 */
export function recordType(metadata: Metadata, entityType: string, link: string | undefined): RecordType {
	const types = ofRuns.get(metadata) ?? new Map<string, RecordType>();
	ofRuns.set(metadata, types);
	const key = JSON.stringify([entityType, link]);
	const type = types.get(key) ?? createType(metadata, entityType, link);
	types.set(key, type);
	return type;
}

function createType(metadata: Metadata, entityType: string, link: string | undefined): RecordType {
	const name = once(async () => (link === undefined ? entityType : required(await metadata.linkedEntityType(entityType, link))));
	const labels = new Map<string, Promise<ReadonlyMap<string, string> | undefined>>();
	return {
		kinds: once(async () => {
			const kinds = await metadata.attributeKinds(await name());
			return required(kinds.size > 0 ? kinds : undefined);
		}),
		labels(attribute) {
			const known = labels.get(attribute) ?? labelsOf(metadata, name, attribute);
			labels.set(attribute, known);
			return known;
		},
	};
}

async function labelsOf(
	metadata: Metadata,
	entityType: () => Promise<string>,
	attribute: string,
): Promise<ReadonlyMap<string, string> | undefined> {
	const options = await metadata.options(await entityType(), attribute);
	return options && new Map(options.map(({ value, label }) => [value, label]));
}

function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
	let loading: Promise<Value> | undefined;
	return async () => await (loading ??= load());
}

function required<Value>(found: Value | undefined): Value {
	if (found === undefined) throw new Error('The metadata does not say of which type the records are');
	return found;
}
