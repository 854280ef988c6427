import type { Attribute } from '../values/fieldTypes';
import { isJsonObject, type JsonObject } from '../values/Json';
import { attributesOfFields } from './entityFields';

/** What another entity type says. */
export interface OtherTypes {
	/** The definition of a link; empty when there is none. */
	link(entityType: string, link: string): Promise<JsonObject>;
	/** The definitions of the fields; empty for a type that the user may not read. */
	fieldsOf(entityType: string): Promise<JsonObject>;
}

/** An attribute of another entity type, with the definitions of that type's fields. */
export interface ForeignAttribute {
	entityType: string;
	attribute: Attribute;
	fields: JsonObject;
}

/**
 * What a *foreign* field shows, e.g. `type` of `Account`.
 * @param definition of the field, e.g. `{ type: 'foreign', link: 'account', field: 'type' }`
 * @returns undefined where that is not known
 * @throws EspoError
 */
export async function foreignAttribute(entityType: string, definition: unknown, other: OtherTypes): Promise<ForeignAttribute | undefined> {
	if (!isJsonObject(definition) || typeof definition.link !== 'string') return undefined;
	const { entity } = await other.link(entityType, definition.link);
	if (typeof entity !== 'string') return undefined;
	const fields = await other.fieldsOf(entity);
	const attribute = attributesOfFields(fields).find(({ name }) => name === definition.field);
	return attribute && { entityType: entity, attribute, fields };
}
