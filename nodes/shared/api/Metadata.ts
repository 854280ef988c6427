import { optionsOfAttribute, type AttributeOption } from './attributeOptions';
import { comparedKinds } from './comparedKinds';
import { attributesOfFields, entriesOf, isInternal, neededAttributes, notStorable } from './entityFields';
import type { EspoClient } from './EspoClient';
import type { Attribute, AttributeKinds } from './fieldTypes';
import { isJsonObject, type Json, type JsonObject } from './Json';
import { knownWrongOptions, type WrongOptions } from './knownWrongOptions';
import { createLabels, type Labels } from './Labels';
import { cached, knownPart, metadataPart, type MetadataCache } from './metadataPart';
import { userAccess } from './userAccess';

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
	/** The definition of the field that it is, or belongs to. */
	definition: JsonObject;
}

export interface NamedFilter {
	name: string;
	label: string;
}

/** What the server says of its entity types, as far as the user may see them. */
export interface Metadata {
	entityTypes(): Promise<EntityType[]>;
	/** The attributes that the user may read, in the order of their definitions; read-only too are those that the user may not edit. */
	attributes(entityType: string): Promise<LabelledAttribute[]>;
	/** The label of an attribute, for messages; undefined where there is none. */
	fieldLabel(entityType: string, attribute: string): Promise<string | undefined>;
	/** Keys and labels of an attribute that has only certain values; undefined for others. */
	options(entityType: string, attribute: string): Promise<AttributeOption[] | undefined>;
	/**
	 * Those of the values that are no option of an attribute, as far as what was looked up already tells: the labels cost a request, once, where there are
	 * such values. Undefined where there are none, or where any value is possible.
	 */
	wrongOptions(entityType: string, attribute: string, values: readonly string[]): Promise<WrongOptions | undefined>;
	/** The kinds of an entity type's attributes, without labels: one small request. Empty for a type that the user may not read. */
	attributeKinds(entityType: string): Promise<AttributeKinds>;
	/** The same as conditions need it, see `comparedKinds`. @param compared names of the attributes in the conditions */
	comparedKinds(entityType: string, compared: readonly string[]): Promise<AttributeKinds>;
	/** Attributes that can be written, by their definition alone: one small request. */
	writableAttributes(entityType: string): Promise<string[]>;
	/** Attributes that are no part of the record itself (`notStorable`), as far as the fields have been looked up or told of already: no request. */
	knownNotStorable(entityType: string): Promise<ReadonlySet<string>>;
	/** Attributes that EspoCRM refuses to clear, where the fields have been looked up already: no request. */
	knownNeeded(entityType: string): Promise<ReadonlySet<string>>;
	/** Names of the fields, where they have been looked up already: no request. */
	knownFields(entityType: string): Promise<ReadonlySet<string>>;
	/** Tells what an earlier look-up said, which a workflow was saved with. */
	tellNotStorable(entityType: string, attributes: string[]): void;
	/** The currency of amounts that come without one. @throws EspoError */
	defaultCurrency(): Promise<string | undefined>;
	/** The regular expression that the whole value of a field must match, where there is one. */
	pattern(entityType: string, field: string): Promise<string | undefined>;
	sortedByValue(entityType: string, attribute: string): Promise<boolean>;
	links(entityType: string): Promise<Link[]>;
	/** The definition of a link: `type`, `entity`, `foreign`, `columnAttributeMap`; empty when there is none. */
	link(entityType: string, link: string): Promise<JsonObject>;
	linkedEntityType(entityType: string, link: string): Promise<string | undefined>;
	/** The field that holds the status of a record, where the type has one: one small request. */
	statusField(entityType: string): Promise<string | undefined>;
	/** The fields whose changes are written to the stream. */
	auditedFields(entityType: string): Promise<Array<{ name: string; label: string }>>;
	/** Filters that the server has ready for lists of the entity type. */
	presetFilters(entityType: string): Promise<NamedFilter[]>;
	/** Filters that can be switched on beside others, e.g. "only my". */
	boolFilters(entityType: string): Promise<NamedFilter[]>;
	labels(): Promise<Labels>;
}

/** Opened at the first look-up, so that a run that needs no metadata costs nothing. */
export type OpenCache = () => Promise<MetadataCache>;

const LINKABLE = ['hasMany', 'hasChildren', 'manyMany'];

/**
 * @param ofManyTypes whether definitions of more than one entity type are going to be needed: they come in one request then, which is
 * larger (170 kB) and faster than several
 */
export function createMetadata(client: EspoClient, openCache: OpenCache, ofManyTypes = false): Metadata {
	const part = async (...path: string[]) => {
		const cache = await openCache();
		// Smaller parts are then taken from it.
		if (ofManyTypes && path[0] === 'entityDefs') await metadataPart(client, cache, path.slice(0, 1));
		return await metadataPart(client, cache, path);
	};
	const object = async (...path: string[]): Promise<JsonObject> => {
		const found = await part(...path);
		return isJsonObject(found) ? found : {};
	};
	const fieldsOf = async (entityType: string) => await object('entityDefs', entityType, 'fields');
	/** Fields and links in one request, for drop-downs. */
	const definitionOf = async (entityType: string) => {
		const { fields, links } = await object('entityDefs', entityType);
		return { fields: isJsonObject(fields) ? fields : {}, links: isJsonObject(links) ? links : {} };
	};
	const plainAttributes = async (entityType: string) => attributesOfFields(await fieldsOf(entityType));
	const labels = async () => {
		const answer = await cached(await openCache(), 'I18n', async () => (await client.request({ method: 'GET', path: ['I18n'] })).body as Json);
		return createLabels(answer);
	};
	const access = async () => await userAccess(client, await openCache());
	const link = async (entityType: string, name: string) => await object('entityDefs', entityType, 'links', name);
	const filters = async (entityType: string, list: string, label: (texts: Labels, name: string) => string) => {
		const [found, texts] = await Promise.all([part('clientDefs', entityType, list), labels()]);
		return names(found).map((name) => ({ name, label: label(texts, name) }));
	};

	const attributes = async (entityType: string): Promise<LabelledAttribute[]> => {
		const [{ fields, links }, texts, rights] = await Promise.all([definitionOf(entityType), labels(), access()]);
		const columns = columnAttributes(links);
		return attributesOfFields(fields)
			.filter(({ name, field }) => rights.canRead(entityType, field) && rights.canRead(entityType, name))
			.map((attribute) => ({
				...attribute,
				readOnly:
					attribute.readOnly ||
					columns.has(attribute.name) ||
					!rights.canEdit(entityType, attribute.field) ||
					!rights.canEdit(entityType, attribute.name),
				label: texts.attribute(entityType, attribute),
				definition: (fields[attribute.name] ?? fields[attribute.field]) as JsonObject,
			}));
	};

	const told = new Map<string, Set<string>>();
	const knownFields = async (entityType: string): Promise<JsonObject | undefined> => {
		const fields = await knownPart(await openCache(), ['entityDefs', entityType, 'fields']).catch(() => undefined);
		return isJsonObject(fields) ? fields : undefined;
	};

	return {
		labels,
		link,
		attributes,
		fieldLabel: async (entityType, name) => (await attributes(entityType)).find((attribute) => attribute.name === name)?.label,
		async entityTypes() {
			const [scopes, texts] = await Promise.all([object('scopes'), labels()]);
			return entriesOf(scopes)
				.filter(([, scope]) => scope.entity === true && scope.object === true && scope.disabled !== true)
				.map(([name, scope]) => ({ name, label: texts.entityType(name), hasStream: scope.stream === true }))
				.sort(byLabel);
		},
		async options(entityType, name) {
			const fields = await fieldsOf(entityType);
			const attribute = attributesOfFields(fields).find((candidate) => candidate.name === name);
			const currencies = async () => (await access()).currencies;
			return attribute && (await optionsOfAttribute(entityType, attribute, fields, { part, currencies, labels: await labels() }));
		},
		wrongOptions: async (entityType, name, values) => await knownWrongOptions(entityType, name, values, { cache: await openCache(), labels }),
		comparedKinds: async (entityType, compared) => await comparedKinds(entityType, compared, { link, fieldsOf }),
		attributeKinds: async (entityType) => new Map((await plainAttributes(entityType)).map(({ name, kind }) => [name, kind])),
		writableAttributes: async (entityType) => (await plainAttributes(entityType)).filter(({ readOnly }) => !readOnly).map(({ name }) => name),
		async knownNotStorable(entityType) {
			const fields = await knownFields(entityType);
			return fields ? notStorable(fields) : (told.get(entityType) ?? new Set());
		},
		knownNeeded: async (entityType) => neededAttributes((await knownFields(entityType)) ?? {}),
		knownFields: async (entityType) => new Set(Object.keys((await knownFields(entityType)) ?? {})),
		tellNotStorable: (entityType, attributes) => void told.set(entityType, new Set([...(told.get(entityType) ?? []), ...attributes])),
		defaultCurrency: async () => (await access()).defaultCurrency,
		async pattern(entityType, field) {
			const definition = (await fieldsOf(entityType))[field];
			const given = isJsonObject(definition) ? definition.pattern : undefined;
			if (typeof given !== 'string' || !given.startsWith('$')) return typeof given === 'string' ? given : undefined;
			// One of those that have a name, e.g. $noBadCharacters.
			const { pattern } = await object('app', 'regExpPatterns', given.slice(1));
			return typeof pattern === 'string' ? pattern : undefined;
		},
		async sortedByValue(entityType, attribute) {
			return (await plainAttributes(entityType)).some(({ name, sortedByValue }) => name === attribute && sortedByValue);
		},
		async links(entityType) {
			const [{ links }, scopes, texts] = await Promise.all([definitionOf(entityType), object('scopes'), labels()]);
			return (
				entriesOf(links)
					.filter(([, definition]) => !isInternal(definition))
					// The types that a user may not read are missing from the metadata.
					.filter(([, { entity }]) => typeof entity !== 'string' || isEnabled(scopes[entity]))
					.map(([name, { entity, type, readOnly }]) => ({
						name,
						label: texts.link(entityType, name),
						entityType: typeof entity === 'string' ? entity : undefined,
						linkable: LINKABLE.includes(String(type)) && readOnly !== true,
					}))
					.sort(byLabel)
			);
		},
		async linkedEntityType(entityType, name) {
			// The object, not the name in it: an answer that is a bare text can't be told from a page of something in between.
			const { entity } = await link(entityType, name);
			return typeof entity === 'string' ? entity : undefined;
		},
		async statusField(entityType) {
			const { statusField } = await object('scopes', entityType);
			return typeof statusField === 'string' ? statusField : undefined;
		},
		async auditedFields(entityType) {
			const [{ fields }, scope, texts] = await Promise.all([definitionOf(entityType), object('scopes', entityType), labels()]);
			return entriesOf(fields)
				.filter(([name, { audited }]) => audited === true || name === scope.statusField)
				.map(([name]) => ({ name, label: texts.field(entityType, name) }));
		},
		presetFilters: async (entityType) => await filters(entityType, 'filterList', (texts, name) => texts.presetFilter(entityType, name)),
		boolFilters: async (entityType) => await filters(entityType, 'boolFilterList', (texts, name) => texts.boolFilter(entityType, name)),
	};
}

/** Attributes that show a column of a relation (espocrm-api.md#columns-of-relations): they are set through the relation, not by writing them. */
function columnAttributes(links: JsonObject): Set<string> {
	const maps = entriesOf(links).map(([, { columnAttributeMap }]) => columnAttributeMap);
	return new Set(maps.filter(isJsonObject).flatMap((map) => Object.values(map).map(String)));
}

function isEnabled(scope: Json | undefined): boolean {
	return isJsonObject(scope) && scope.disabled !== true;
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
