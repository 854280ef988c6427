import { attributesOf } from '../values/fieldTypes';
import type { JsonObject } from '../values/Json';

export interface WholeField {
	type: string;
	definition: JsonObject;
	/** The attributes that can be written. */
	attributes: string[];
}

/**
 * The fields that a record stores, each with all of its attributes: parts of another field, such as the city of an address, which the definitions list
 * beside it, are no fields of their own here.
 * @param fields the definitions by name
 */
export function wholeFields(fields: ReadonlyMap<string, JsonObject>): WholeField[] {
	const all = [...fields].map(([field, definition]) => ({ field, definition, attributes: attributesOf(field, definition) }));
	const parts = new Set(all.flatMap(({ field, attributes }) => attributes.flatMap(({ name }) => (name === field ? [] : [name]))));
	return all
		.filter(({ field, definition: { disabled, utility, notStorable } }) => {
			return !parts.has(field) && disabled !== true && utility !== true && notStorable !== true;
		})
		.map(({ definition, attributes }) => ({
			type: String(definition.type),
			definition,
			attributes: attributes.filter(({ readOnly }) => !readOnly).map(({ name }) => name),
		}));
}
