import { allEnded } from '../client/allEnded';
import { InvalidInput } from '../values/InvalidInput';
import type { Json, JsonObject } from '../values/Json';
import type { LabelledAttribute, Metadata } from './Metadata';

/**
 * An entity type in short, as far as the user may see it: what can be read and written, of which type, with which options, and where its links lead.
 * @throws EspoError; InvalidInput for a type that there is not, or that the user may not read
 */
export async function describedType(metadata: Metadata, entityType: string): Promise<JsonObject> {
	if (!(await metadata.fields(entityType)).size)
		throw new InvalidInput(
			'Entity Type',
			`There is no entity type “${entityType}” that the authenticated user may read`,
			'Choose from the list. The name of a type that was made in EspoCRM often begins with a C, e.g. CContract.',
		);
	const [labels, attributes, links, presetFilters, quickFilters] = await allEnded([
		metadata.labels(),
		metadata.attributes(entityType),
		metadata.links(entityType),
		metadata.presetFilters(entityType),
		metadata.boolFilters(entityType),
	]);
	const fields = await allEnded(attributes.map(async (attribute) => await describedField(metadata, entityType, attribute)));
	return {
		entityType,
		label: labels.entityType(entityType),
		fields,
		links: links.map(({ name, label, entityType: to, linkable }) => ({ name, label, ...(to ? { entityType: to } : {}), linkable })),
		presetFilters: presetFilters.map(({ name, label }) => ({ name, label })),
		quickFilters: quickFilters.map(({ name, label }) => ({ name, label })),
	};
}

/** What is not said of a field does not hold. */
async function describedField(
	metadata: Metadata,
	entityType: string,
	{ name, label, fieldType, readOnly, field, definition }: LabelledAttribute,
): Promise<JsonObject> {
	const options = await metadata.options(entityType, name);
	const { required, maxLength, min, max } = definition;
	return {
		name,
		label,
		type: fieldType,
		// A part of a field, e.g. the currency of an amount.
		...(field === name ? {} : { field }),
		...(readOnly ? { readOnly } : {}),
		...(required === true && !readOnly ? { required } : {}),
		...numbers({ maxLength, min, max }),
		...(options ? { options: options.map(({ value, label: shown }) => ({ value, label: shown })) } : {}),
	};
}

function numbers(given: Record<string, Json | undefined>): Record<string, number> {
	return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}
