import { InvalidInput } from '../values/InvalidInput';
import type { JsonObject } from '../values/Json';
import type { Definitions } from './Metadata';

/** The definitions of the fields by name, of which there must be some. @throws InvalidInput for a type without any, such as one that there is not; EspoError */
export async function definedFields(metadata: Pick<Definitions, 'fields'>, entityType: string): Promise<ReadonlyMap<string, JsonObject>> {
	const fields = await metadata.fields(entityType);
	if (fields.size) return fields;
	throw new InvalidInput(
		'Entity Type',
		`There is no entity type “${entityType}” (“Entity Type”), or the authenticated user may not read it`,
		'Choose it from the list. Names are singular and begin with a capital letter, e.g. Task.',
	);
}
