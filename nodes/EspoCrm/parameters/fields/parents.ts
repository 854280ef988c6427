import type { AttributeKinds } from '../../../shared/api/values/fieldTypes';
import { entityTypeIdentifier, isName } from '../../../shared/api/values/identifier';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import type { JsonObject } from '../../../shared/api/values/Json';
import type { ParameterReader } from '../../../shared/parameters/reading/Parameter';

/**
 * The values with parents as a whole, an ID and an entity type as EspoCRM writes it. It stores one without the other, or another spelling, as it
 * is and shows no parent then; a new ID alone it takes for one of the type that the record has (7.5 and 10.0, measured).
 * @param parameter what the user sees of the place where they were entered
 * @throws InvalidInput for an ID without a type, and for what is no name of an entity type
 */
export async function withWholeParents(
	reader: ParameterReader,
	entityType: string,
	values: JsonObject,
	{ kinds, parameter }: { kinds: AttributeKinds; parameter: string },
): Promise<JsonObject> {
	const whole = { ...values };
	for (const field of parentsIn(values, kinds)) {
		const [id, type] = [`${field}Id`, `${field}Type`];
		const isWhole = isPair(values[id], values[type]);
		if ((isWhole && isAsWritten(values[type])) || !(await leadsToSeveral(reader, entityType, field))) continue;
		if (typeof values[type] === 'string' && values[type]) whole[type] = entityTypeIdentifier(values[type], parameter);
		if (isWhole) continue;
		if (values[id])
			throw new InvalidInput(
				parameter,
				`“${id}” in “${parameter}” needs “${type}” too`,
				'Give the entity type of the record, or use “Linked Records”.',
			);
		if (values[type] && values[id] === undefined) {
			// The type of the record that a file is going to belong to is known before the record.
			if (entityType === 'Attachment') continue;
			reader.hint(`“${type}” was left out, because there is no “${id}”.`);
			delete whole[type];
		} else Object.assign(whole, { [id]: null, [type]: null });
	}
	return whole;
}

/** The attribute of a parent that every EspoCRM has; its ID alone does not tell whether it leads to several types. */
export function hasLoneParentId({ parentId, parentType }: JsonObject): boolean {
	return Boolean(parentId) && !parentType;
}

/** Fields of which the ID, the type or both are written. */
function parentsIn(values: JsonObject, kinds: AttributeKinds): string[] {
	const fields = Object.keys(values).flatMap((name) => /^(.+)(?:Id|Type)$/.exec(name)?.slice(1) ?? []);
	return [...new Set(fields)].filter((field) => kinds.get(`${field}Id`) === 'id' && kinds.get(`${field}Type`) === 'enum');
}

/** Both given, or both cleared. */
function isPair(id: unknown, type: unknown): boolean {
	return id !== undefined && type !== undefined && Boolean(id) === Boolean(type);
}

/** Whether nothing has to be changed for it to be the name of an entity type. */
function isAsWritten(type: unknown): boolean {
	return !type || (typeof type === 'string' && /^[A-Z]/.test(type) && isName(type));
}

/** A link with an option field beside it, e.g. `contractId` and `contractType`, is no parent. */
async function leadsToSeveral(reader: ParameterReader, entityType: string, field: string): Promise<boolean> {
	return (await reader.metadata.linkedEntityType(entityType, field)) === undefined;
}
