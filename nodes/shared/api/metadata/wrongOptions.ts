import { isJsonObject, type Json } from '../values/Json';
import { optionsOfAttribute, type AttributeOption } from './attributeOptions';
import { attributesOfFields } from './entityFields';
import { createLabels, type Labels } from './Labels';
import { knownPart, type MetadataCache } from './metadataPart';

export interface KnownMetadata {
	cache: MetadataCache;
	/** Looked up only where there are such values. */
	labels(): Promise<Labels>;
}

/** Those of the values that are no option of an attribute, as far as what was looked up already tells. @throws EspoError when the labels can't be read */
export async function knownWrongOptions(
	entityType: string,
	name: string,
	values: readonly string[],
	{ cache, labels }: KnownMetadata,
): Promise<WrongOptions | undefined> {
	const fields = await knownPart(cache, ['entityDefs', entityType, 'fields']);
	if (!isJsonObject(fields)) return undefined;
	const attribute = attributesOfFields(fields).find((candidate) => candidate.name === name);
	if (!attribute || allowsOthers(fields[name])) return undefined;
	const known = { part: async (...path: string[]) => await knownPart(cache, path), currencies: async () => await Promise.resolve([]) };
	const optionsIn = async (texts: Labels) => (await optionsOfAttribute(entityType, attribute, fields, { ...known, labels: texts })) ?? [];
	const options = await optionsIn(createLabels(undefined));
	const wrong = options.length ? notAmong(options, values) : [];
	if (!wrong.length) return undefined;
	const texts = await labels();
	return { label: texts.attribute(entityType, attribute), values: wrong, possible: await optionsIn(texts) };
}

/** Whether a field takes values besides its options. */
function allowsOthers(definition: Json | undefined): boolean {
	return isJsonObject(definition) && definition.allowCustomOptions === true;
}

/** The database compares options without regard to case and to blanks at the end. */
function notAmong(options: readonly AttributeOption[], values: readonly string[]): string[] {
	const plain = (text: string) => text.trimEnd().toLowerCase();
	const keys = new Set(options.map(({ value }) => plain(value)));
	return [...new Set(values)].filter((value) => !keys.has(plain(value)));
}

/** Values that are no option of an attribute. */
export interface WrongOptions {
	/** Of the attribute. */
	label: string;
	values: string[];
	possible: AttributeOption[];
}
