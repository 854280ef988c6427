import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import type { Metadata } from '../../api/metadata/Metadata';
import type { IdentifiedRecords } from '../../api/records/identifiedRecords';
import type { NamedBytes } from '../../api/request/Bytes';

/** What parameters need to know of entity types. */
export type KnownToParameters = Pick<
	Metadata,
	| 'attributeKinds'
	| 'comparedKinds'
	| 'fieldLabel'
	| 'fields'
	| 'knownNeeded'
	| 'linkedEntityType'
	| 'rememberNotStorable'
	| 'writableAttributes'
	| 'wrongOptions'
>;

/** Reads parameters of one item. */
export interface ParameterReader {
	/** The raw value (expressions resolved). @param name as n8n addresses it, e.g. `options.offset` */
	get(name: string): unknown;
	/**
	 * The same for what narrows a result, so that nothing would mean more or everything: null for every part that is nothing.
	 * @throws InvalidInput where an expression gives nothing, unless an AI agent was to fill it in
	 */
	resolved(name: string): unknown;
	/** Whether a part of a parameter is an expression, so that nothing in it is a mistake; not for what an AI agent is to fill in. */
	isFilledIn(...path: Array<string | number>): boolean;
	/** The JSON of the item, as the node before gave it. */
	input: Readonly<Record<string, unknown>>;
	/** The workflow's time zone. */
	zone: string;
	/** Shows a note about the item beside the node's output. */
	hint(text: string): void;
	/** Names something in a note about the whole run: there is one for each text, with all names. */
	hintOnce(text: string, names: string[]): void;
	/** What EspoCRM says of itself: looked up once per run, and only when asked for. */
	metadata: KnownToParameters;
	/** The records that have a value which is to identify one of them; one search for each value in a run. */
	identifiedRecords(entityType: string, attribute: string, value: string): Promise<IdentifiedRecords>;
	/** The names under which the item has files. */
	fileProperties: readonly string[];
	/** A file of the item; its bytes are read when they are sent. @param property that holds it @param parameter that names it @throws InvalidInput when there is none */
	file(property: string, parameter: string): Promise<NamedBytes>;
	/** The value of a parameter that stands before this one; undefined where the operation has none of that name. */
	valueOf(name: string): unknown;
}

/** A parameter: how n8n shows it and how its value is read and checked. Operations share them. */
export interface Parameter<Name extends string = string, Value = unknown> {
	name: Name;
	/** Without conditions on resource and operation: those are derived from the operations that use it. */
	properties: INodeProperties[];
	/** Whether definitions of more than one entity type may be needed for it. @param given the node's parameters, expressions unresolved */
	isOfManyTypes?(given: INodeParameters): boolean;
	/** @throws InvalidInput */
	read(reader: ParameterReader): Value | Promise<Value>;
}

export type ParameterValues<List extends readonly Parameter[]> = {
	[Item in List[number] as Item['name']]: Awaited<ReturnType<Item['read']>>;
};

/** Declares a parameter. @param properties how n8n shows it: one property, or several that belong together @param read gives its checked value @throws InvalidInput */
export function parameter<const Name extends string, Value>(
	name: Name,
	properties: INodeProperties | INodeProperties[],
	read: (reader: ParameterReader) => Value | Promise<Value>,
): Parameter<Name, Value> {
	return { name, properties: Array.isArray(properties) ? properties : [properties], read };
}
