import { comparedKinds } from './comparedKinds';
import { attributesOfFields, entriesOf } from './entityFields';
import type { Definitions } from './Metadata';
import type { MetadataSource } from './MetadataSource';

/** What the definitions say, each part asked for when it is needed. */
export function definitionsIn({ object, fieldsOf }: MetadataSource): Definitions {
	const plainAttributes = async (entityType: string) => attributesOfFields(await fieldsOf(entityType));
	const link = async (entityType: string, name: string) => await object('entityDefs', entityType, 'links', name);
	const fields = async (entityType: string) => new Map(entriesOf(await fieldsOf(entityType)));
	return {
		link,
		comparedKinds: async (entityType, compared) => await comparedKinds(entityType, compared, { link, fieldsOf }),
		attributeKinds: async (entityType) => new Map((await plainAttributes(entityType)).map(({ name, kind }) => [name, kind])),
		writableAttributes: async (entityType) =>
			(await plainAttributes(entityType)).filter(({ readOnly }) => !readOnly).map(({ name }) => name),
		fields,
		async pattern(entityType, name) {
			const given = (await fields(entityType)).get(name)?.pattern;
			if (typeof given !== 'string' || !given.startsWith('$')) return typeof given === 'string' ? given : undefined;
			// One of those that have a name, e.g. $noBadCharacters.
			const { pattern } = await object('app', 'regExpPatterns', given.slice(1));
			return typeof pattern === 'string' ? pattern : undefined;
		},
		async sortedByValue(entityType, attribute) {
			return (await plainAttributes(entityType)).some(({ name, sortedByValue }) => name === attribute && sortedByValue);
		},
		async linkedEntityType(entityType, name) {
			// The object, not the name in it: an answer that is a bare text can't be told from a page of something in between.
			const { entity } = await link(entityType, name);
			return typeof entity === 'string' ? entity : undefined;
		},
		async statusField(entityType) {
			const { statusField } = await object('scopes', entityType);
			return typeof statusField === 'string' ? statusField : undefined;
		},
	};
}
