import type { AttributeKinds } from '../../shared/api/attributeValues';
import { entityTypeIdentifier } from '../../shared/api/identifier';
import type { JsonObject } from '../../shared/api/Json';

/**
 * The values with the entity types of parents as EspoCRM writes them: it stores another spelling as it is, and shows no parent then.
 * @param parameter what the user sees of the place where they were entered
 * @throws InvalidInput for what is no name of an entity type
 */
export function withParentTypes(values: JsonObject, kinds: AttributeKinds, parameter: string): JsonObject {
	return Object.fromEntries(
		Object.entries(values).map(([attribute, value]) => {
			const isType = attribute.endsWith('Type') && kinds.get(attribute) === 'enum' && kinds.get(attribute.replace(/Type$/, 'Id')) === 'id';
			return [attribute, isType && typeof value === 'string' && value.trim() ? entityTypeIdentifier(value, parameter) : value];
		}),
	);
}
