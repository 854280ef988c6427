import type { Attribute, AttributeKinds } from '../values/fieldTypes';
import type { JsonObject } from '../values/Json';
import type { AttributeOption } from './attributeOptions';
import type { Labels } from './Labels';
import type { WrongOptions } from './wrongOptions';

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

export interface UploadLimits {
	/** Of a file, in bytes, where there is a limit. */
	largest?: number;
	/** Of a piece of one, in bytes. */
	chunk: number;
}

/** What definitions alone tell, without labels: small requests. */
export interface Definitions {
	/** The kinds of an entity type's attributes. Empty for a type that the user may not read. */
	attributeKinds(entityType: string): Promise<AttributeKinds>;
	/** The same as conditions need it, see `comparedKinds`. @param compared names of the attributes in the conditions */
	comparedKinds(entityType: string, compared: readonly string[]): Promise<AttributeKinds>;
	/** Attributes that can be written. */
	writableAttributes(entityType: string): Promise<string[]>;
	/** The definitions of the fields by name. Empty for a type that the user may not read. */
	fields(entityType: string): Promise<ReadonlyMap<string, JsonObject>>;
	/** The regular expression that the whole value of a field must match, where there is one. */
	pattern(entityType: string, field: string): Promise<string | undefined>;
	sortedByValue(entityType: string, attribute: string): Promise<boolean>;
	/** The definition of a link: `type`, `entity`, `foreign`, `columnAttributeMap`; empty when there is none. */
	link(entityType: string, link: string): Promise<JsonObject>;
	linkedEntityType(entityType: string, link: string): Promise<string | undefined>;
	/** The field that holds the status of a record, where the type has one. */
	statusField(entityType: string): Promise<string | undefined>;
}

/** What a person sees of it, by labels and as far as the user's rights go. */
export interface ShownDefinitions {
	labels(): Promise<Labels>;
	entityTypes(): Promise<EntityType[]>;
	/** The attributes that the user may read, in the order of their definitions; read-only too are those that the user may not edit. */
	attributes(entityType: string): Promise<LabelledAttribute[]>;
	/** The label of an attribute, for messages; undefined where there is none. */
	fieldLabel(entityType: string, attribute: string): Promise<string | undefined>;
	/** Keys and labels of an attribute that has only certain values; undefined for others. */
	options(entityType: string, attribute: string): Promise<AttributeOption[] | undefined>;
	links(entityType: string): Promise<Link[]>;
	/** The fields whose changes are written to the stream. */
	auditedFields(entityType: string): Promise<Array<{ name: string; label: string }>>;
	/** Filters that the server has ready for lists of the entity type. */
	presetFilters(entityType: string): Promise<NamedFilter[]>;
	/** Filters that can be switched on beside others, e.g. "only my". */
	boolFilters(entityType: string): Promise<NamedFilter[]>;
	/** What the server takes of a file. @throws EspoError */
	uploadLimits(): Promise<UploadLimits>;
	/** The currency of amounts that come without one. @throws EspoError */
	defaultCurrency(): Promise<string | undefined>;
	/** The addresses that the user may send e-mails from, the preferred one first. @throws EspoError */
	sendingAddresses(): Promise<string[]>;
}

/** What is known without a request, because it was looked up or remembered before. */
export interface KnownDefinitions {
	/** Attributes that are no part of the record itself (`notStorable`). */
	knownNotStorable(entityType: string): Promise<ReadonlySet<string>>;
	/** Attributes that EspoCRM refuses to clear, where the fields have been looked up already: no request. */
	knownNeeded(entityType: string): Promise<ReadonlySet<string>>;
	/** Names of the fields, where they have been looked up. */
	knownFields(entityType: string): Promise<ReadonlySet<string>>;
	/** Tells what an earlier look-up said, which a workflow was saved with. */
	rememberNotStorable(entityType: string, attributes: string[]): void;
	/**
	 * Those of the values that are no option of an attribute: the labels cost a request, once, where there are such values. Undefined where there are none,
	 * or where any value is possible.
	 */
	wrongOptions(entityType: string, attribute: string, values: readonly string[]): Promise<WrongOptions | undefined>;
}

/** What the server says of its entity types, as far as the user may see them. */
export interface Metadata extends Definitions, ShownDefinitions, KnownDefinitions {}
