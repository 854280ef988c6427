import type { Attribute, AttributeKind, AttributeKinds } from '../values/fieldTypes';
import { isJsonObject, type JsonObject } from '../values/Json';
import { attributesOfFields } from './entityFields';

/** What another entity type says. */
export interface OtherTypes {
	/** The definition of a link; empty when there is none. */
	link(entityType: string, link: string): Promise<JsonObject>;
	/** The definitions of the fields; empty for a type that the user may not read. */
	fieldsOf(entityType: string): Promise<JsonObject>;
}

/**
 * The kinds of an entity type's attributes as conditions need them: a *foreign* attribute is what the field of the linked record is
 * (looked up only for those that are compared), and what is shown of other records is as little to be compared as their IDs are.
 * @param compared names of the attributes in the conditions
 * @throws EspoError
 */
export async function comparedKinds(entityType: string, compared: readonly string[], other: OtherTypes): Promise<AttributeKinds> {
	const fields = await other.fieldsOf(entityType);
	const kinds = new Map<string, AttributeKind>();
	for (const attribute of attributesOfFields(fields)) {
		const isAsked = attribute.fieldType === 'foreign' && compared.includes(attribute.name);
		kinds.set(
			attribute.name,
			isAsked ? await foreignKind(entityType, fields[attribute.field], other) : (withoutColumn(attribute) ?? attribute.kind),
		);
	}
	return kinds;
}

/** The field that a *foreign* one shows, e.g. `type` of `Account`; undefined where that is not known. @throws EspoError */
export async function foreignField(
	entityType: string,
	definition: unknown,
	link: OtherTypes['link'],
): Promise<{ entityType: string; field: string } | undefined> {
	if (!isJsonObject(definition) || typeof definition.link !== 'string' || typeof definition.field !== 'string') return undefined;
	const { entity } = await link(entityType, definition.link);
	return typeof entity === 'string' ? { entityType: entity, field: definition.field } : undefined;
}

async function foreignKind(entityType: string, definition: unknown, other: OtherTypes): Promise<AttributeKind> {
	const shown = await foreignField(entityType, definition, other.link);
	const attributes = shown ? attributesOfFields(await other.fieldsOf(shown.entityType)) : [];
	return attributes.find(({ name }) => name === shown?.field)?.kind ?? 'json';
}

/** Put together from other tables: EspoCRM answers a comparison with a bare 500 (7.5 and 10.0, measured). */
function withoutColumn({ kind, fieldType }: Attribute): AttributeKind | undefined {
	if (kind === 'object' && (fieldType === 'linkMultiple' || fieldType === 'attachmentMultiple')) return 'idList';
	return fieldType === 'linkParent' && kind === 'text' ? 'object' : undefined;
}
