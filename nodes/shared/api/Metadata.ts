import type { AttributeKinds } from './attributeValues';
import type { EspoClient } from './EspoClient';
import { attributesOf, type Attribute } from './fieldTypes';
import { isJsonObject, type Json, type JsonObject } from './Json';
import { createLabels, type Labels } from './Labels';
import { cached, metadataPart, type MetadataCache } from './metadataPart';

export interface EntityType {
	name: string;
	label: string;
	hasStream: boolean;
}

export interface Link {
	name: string;
	label: string;
	/** Undefined where records of several types can be linked. */
	entityType?: string;
	/** Whether EspoCRM takes link and unlink requests for it; a belongs-to link is set through its `…Id` attribute instead. */
	linkable: boolean;
}

export interface LabelledAttribute extends Attribute {
	label: string;
}

export interface NamedFilter {
	name: string;
	label: string;
}

/** What the server says of its entity types, as far as the user may see them. */
export interface Metadata {
	entityTypes(): Promise<EntityType[]>;
	attributes(entityType: string): Promise<LabelledAttribute[]>;
	/** The kinds of an entity type's attributes, without labels: one small request. */
	attributeKinds(entityType: string): Promise<AttributeKinds>;
	sortedByValue(entityType: string, attribute: string): Promise<boolean>;
	links(entityType: string): Promise<Link[]>;
	linkedEntityType(entityType: string, link: string): Promise<string | undefined>;
	/** Filters that the server has ready for lists of the entity type. */
	presetFilters(entityType: string): Promise<NamedFilter[]>;
	/** Filters that can be switched on beside others, e.g. "only my". */
	boolFilters(entityType: string): Promise<NamedFilter[]>;
	labels(): Promise<Labels>;
}

/** Opened at the first look-up, so that a run that needs no metadata costs nothing. */
export type OpenCache = () => Promise<MetadataCache>;

const LINKABLE = ['hasMany', 'hasChildren', 'manyMany'];

export function createMetadata(client: EspoClient, openCache: OpenCache): Metadata {
	const part = async (...path: string[]) => await metadataPart(client, await openCache(), path);
	const object = async (...path: string[]): Promise<JsonObject> => {
		const found = await part(...path);
		return isJsonObject(found) ? found : {};
	};
	const labels = async () => {
		const answer = await cached(await openCache(), 'I18n', async () => (await client.request({ method: 'GET', path: ['I18n'] })).body as Json);
		return createLabels(answer);
	};
	const plainAttributes = async (entityType: string) =>
		withoutRepeats(
			entriesOf(await object('entityDefs', entityType, 'fields')).flatMap(([name, field]) =>
				field.disabled === true || field.utility === true ? [] : attributesOf(name, field),
			),
		);

	return {
		labels,
		async entityTypes() {
			const [scopes, texts] = await Promise.all([object('scopes'), labels()]);
			return entriesOf(scopes)
				.filter(([, scope]) => scope.entity === true && scope.object === true && scope.disabled !== true)
				.map(([name, scope]) => ({ name, label: texts.entityType(name), hasStream: scope.stream === true }))
				.sort(byLabel);
		},
		async attributes(entityType) {
			const [attributes, texts] = await Promise.all([plainAttributes(entityType), labels()]);
			return attributes.map((attribute) => ({ ...attribute, label: texts.attribute(entityType, attribute) })).sort(byLabel);
		},
		async attributeKinds(entityType) {
			return new Map((await plainAttributes(entityType)).map(({ name, kind }) => [name, kind]));
		},
		async sortedByValue(entityType, attribute) {
			return (await plainAttributes(entityType)).some(({ name, sortedByValue }) => name === attribute && sortedByValue);
		},
		async links(entityType) {
			const [links, scopes, texts] = await Promise.all([object('entityDefs', entityType, 'links'), object('scopes'), labels()]);
			return (
				entriesOf(links)
					.filter(([, link]) => link.disabled !== true && link.utility !== true)
					// The types that a user may not read are missing from the metadata.
					.filter(([, link]) => typeof link.entity !== 'string' || isJsonObject(scopes[link.entity]))
					.map(([name, link]) => ({
						name,
						label: texts.link(entityType, name),
						entityType: typeof link.entity === 'string' ? link.entity : undefined,
						linkable: LINKABLE.includes(String(link.type)) && link.readOnly !== true,
					}))
					.sort(byLabel)
			);
		},
		async linkedEntityType(entityType, link) {
			// The object, not the name in it: an answer that is a bare text can't be told from a page of something in between.
			const { entity } = await object('entityDefs', entityType, 'links', link);
			return typeof entity === 'string' ? entity : undefined;
		},
		presetFilters: async (entityType) => {
			const [filters, texts] = await Promise.all([part('clientDefs', entityType, 'filterList'), labels()]);
			return names(filters).map((name) => ({ name, label: texts.presetFilter(entityType, name) }));
		},
		boolFilters: async (entityType) => {
			const [filters, texts] = await Promise.all([part('clientDefs', entityType, 'boolFilterList'), labels()]);
			return names(filters).map((name) => ({ name, label: texts.boolFilter(entityType, name) }));
		},
	};
}

function entriesOf(definitions: JsonObject): Array<[string, JsonObject]> {
	return Object.entries(definitions).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1]));
}

/** Parts of a compound field (the city of an address, the flags of an e-mail) are fields of their own too; the compound knows their kind better. */
function withoutRepeats(attributes: Attribute[]): Attribute[] {
	const byName = new Map<string, Attribute>();
	for (const attribute of attributes) {
		const other = byName.get(attribute.name);
		const [own, part = attribute] = attribute.field === attribute.name ? [attribute, other] : [other, attribute];
		byName.set(attribute.name, { ...attribute, ...own, kind: part.kind });
	}
	return [...byName.values()];
}

/** Names of filters, which stand in the metadata as text or as objects. */
function names(filters: Json | undefined): string[] {
	return (Array.isArray(filters) ? filters : [])
		.map((filter) => (isJsonObject(filter) ? filter.name : filter))
		.filter((name): name is string => typeof name === 'string');
}

function byLabel(a: { label: string }, b: { label: string }): number {
	return a.label.localeCompare(b.label);
}
