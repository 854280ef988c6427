import type { Attribute, AttributeKind, AttributeKinds } from '../values/fieldTypes';
import { attributesOfFields } from './entityFields';
import { foreignAttribute, type OtherTypes } from './foreignAttribute';

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
			isAsked
				? ((await foreignAttribute(entityType, fields[attribute.field], other))?.attribute.kind ?? attribute.kind)
				: (withoutColumn(attribute) ?? attribute.kind),
		);
	}
	return kinds;
}

/** Put together from other tables: EspoCRM answers a comparison with a bare 500 (7.5 and 10.0, measured). */
function withoutColumn({ kind, fieldType }: Attribute): AttributeKind | undefined {
	if (kind === 'object' && (fieldType === 'linkMultiple' || fieldType === 'attachmentMultiple')) return 'idList';
	return fieldType === 'linkParent' && kind === 'text' ? 'object' : undefined;
}
