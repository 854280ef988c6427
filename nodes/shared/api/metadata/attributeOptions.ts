import type { Attribute } from '../values/fieldTypes';
import { isJsonObject, type Json, type JsonObject } from '../values/Json';
import { foreignAttribute } from './foreignAttribute';
import type { Labels } from './Labels';

/** A key of an enum with its label. */
export interface AttributeOption {
	value: string;
	label: string;
}

export interface OptionSources {
	/** A part of the metadata by its path. */
	part(...path: string[]): Promise<Json | undefined>;
	currencies(): Promise<string[]>;
	labels: Labels;
}

/**
 * The keys that an attribute can hold, with labels; undefined where any value is possible. The empty key is left out.
 * @param fields the definitions of the entity type's fields
 */
export async function optionsOfAttribute(
	entityType: string,
	attribute: Attribute,
	fields: JsonObject,
	{ part, currencies, labels }: OptionSources,
): Promise<AttributeOption[] | undefined> {
	const definition = fields[attribute.name];
	const own = isJsonObject(definition) ? definition : {};
	if (attribute.fieldType === 'foreign') return await optionsOfForeign(entityType, own, { part, currencies, labels });
	const labelled = (keys: unknown, label: (key: string) => string) =>
		texts(keys)
			?.filter((key) => key !== '')
			.map((value) => ({ value, label: label(value) }));
	const translation = typeof own.translation === 'string' ? own.translation : undefined;

	if (attribute.options === 'entityTypes') {
		const compound = fields[attribute.field];
		return labelled(isJsonObject(compound) ? compound.entityList : undefined, labels.entityType);
	}
	if (typeof own.optionsReference === 'string') {
		const [otherType = '', otherField = ''] = own.optionsReference.split('.');
		const other = await part('entityDefs', otherType, 'fields');
		const referred = isJsonObject(other) ? other[otherField] : undefined;
		const keys = isJsonObject(referred) ? referred.options : undefined;
		return labelled(keys, (key) => {
			const ownLabel = labels.option(entityType, attribute.name, key, translation);
			return ownLabel === key ? labels.option(otherType, otherField, key) : ownLabel;
		});
	}
	const label = (key: string) => labels.option(entityType, attribute.name, key, translation);
	if (typeof own.optionsPath === 'string') return labelled(await part(...own.optionsPath.split('.')), label);
	if (Array.isArray(own.options)) return own.options.length ? labelled(own.options, label) : undefined;
	return attribute.options === 'currencies' ? labelled(await currencies(), (code) => code) : undefined;
}

/** Those of the field of the linked record that is shown. */
async function optionsOfForeign(
	entityType: string,
	definition: JsonObject,
	sources: OptionSources,
): Promise<AttributeOption[] | undefined> {
	const object = async (...path: string[]) => {
		const found = await sources.part(...path);
		return isJsonObject(found) ? found : {};
	};
	const shown = await foreignAttribute(entityType, definition, {
		link: async (type, link) => await object('entityDefs', type, 'links', link),
		fieldsOf: async (type) => await object('entityDefs', type, 'fields'),
	});
	if (!shown || shown.attribute.fieldType === 'foreign') return undefined;
	return await optionsOfAttribute(shown.entityType, shown.attribute, shown.fields, sources);
}

function texts(keys: unknown): string[] | undefined {
	return Array.isArray(keys) ? keys.filter((key): key is string => typeof key === 'string') : undefined;
}
